import ConfigDocument

/// The name of the configuration that a file holds; nil for other files.
package func configName(ofFile file: String) -> String? {
    guard let stem = DocumentFormat.stem(of: file)?.stem, !stem.isEmpty else { return nil }
    return stem
}

/// The folder of fragments, which override other files, in the order of their names.
package let fragmentFolder = "conf.d"

/// True if a file of the fragment folder belongs to a configuration: `10-http.yaml` and
/// `20-http.limits.yaml` belong to `http`. The number determines the order; the part after a dot is
/// a description, unless it is a stage.
package func isFragment(_ file: String, of name: String) -> Bool {
    // `443-proxy.yaml` also belongs to `443-proxy`, if a configuration has that name.
    [configName(ofFile: file), fragmentStem(of: file)].contains { stem in
        stem.map { $0 == name || $0.hasPrefix(name + ".") } ?? false
    }
}

/// The part of a fragment's name after that of the configuration: `limits` for
/// `20-http.limits.yaml`; nil if there is none.
package func fragmentWords(_ file: String, of name: String) -> String? {
    [configName(ofFile: file), fragmentStem(of: file)].lazy.compactMap { $0 }
        .first { $0.hasPrefix(name + ".") }
        .map { String($0.dropFirst(name.count + 1)) }
}

/// The configurations that a file may belong to: `http` and `http.production` for
/// `http.production.yaml`, and `10-http` and `http` for `10-http.yaml`.
package func configs(ofFile file: String) -> Set<String> {
    var names: Set<String> = []
    for stem in [configName(ofFile: file), fragmentStem(of: file)] {
        guard var rest = stem.map({ Substring($0) }) else { continue }
        names.insert(String(rest))
        while let dot = rest.lastIndex(of: ".") {
            rest = rest[..<dot]
            names.insert(String(rest))
        }
    }
    return names
}

/// The name of a fragment without its number; nil if the file is not a configuration file.
package func fragmentStem(of file: String) -> String? {
    guard let stem = configName(ofFile: file) else { return nil }
    let digits = stem.prefix { $0.isASCII && $0.isNumber }
    let rest = stem.dropFirst(digits.count)
    guard !digits.isEmpty, rest.hasPrefix("-") || rest.hasPrefix("_") else { return stem }
    return String(rest.dropFirst())
}
