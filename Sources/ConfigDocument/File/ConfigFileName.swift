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

/// The fragments of a configuration that a stage reads: those that are named for another stage are
/// left out.
///
/// - Parameters:
///   - fragments: all files of the fragment folder.
///   - overlay: the stage; nil for none.
///   - stages: the stages that have files; asked for where a fragment may be named for one.
package func fragmentFiles(
    of name: String,
    among fragments: [String],
    overlay: String?,
    stages: () -> Set<String>
) -> [String] {
    let files = fragments.filter { isFragment($0, of: name) }
    if files.allSatisfy({ fragmentWords($0, of: name) == nil }) { return files }
    let stages = stages()
    return files.filter { file in
        guard let words = fragmentWords(file, of: name) else { return true }
        let meant = stages.filter { words == $0 || words.hasPrefix($0 + ".") }
        return meant.isEmpty || overlay.map(meant.contains) ?? false
    }
}

/// The stages that any configuration has a file for: `production` where there are `http.yaml` and
/// `http.production.yaml`.
///
/// - Parameters:
///   - files: the files of a folder, without those in folders inside it.
///   - name: a configuration that need not have a file of its own.
package func stageNames(among files: [String], beside name: String?) -> Set<String> {
    let stems = files.compactMap(configName)
    let names = Set(stems + [name].compactMap { $0 })
    var stages: Set<String> = []
    for stem in stems {
        for dot in stem.indices where stem[dot] == "." && names.contains(String(stem[..<dot])) {
            stages.insert(String(stem[dot...].dropFirst()))
        }
    }
    return stages
}
