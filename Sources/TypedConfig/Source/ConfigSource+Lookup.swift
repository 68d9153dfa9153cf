import ConfigDocument
import ConfigFiles
package import SchemaValidation

extension ConfigSource {
    /// The only file of a configuration: `NAME.yaml`, or with the extension of another format.
    ///
    /// - Throws: if there is none, an error with the name that was probably intended; if there are
    ///   two, an error that names both.
    package func fileName(for name: String) throws(ConfigError) -> String {
        try fileName(for: name, of: files(for: name))
    }

    /// - Parameter found: the result of `files(for:)`.
    package func fileName(for name: String, of found: [String]) throws(ConfigError) -> String {
        if found.count == 1 { return found[0] }
        if found.isEmpty { throw missing(name, among: try fileNames()) }
        var finding = Finding(
            message: "there are \(found.count) files for \"\(name)\": "
                + found.joined(separator: " and "),
            suggestion: "keep one of them",
            file: path(of: found[0])
        )
        finding.isUnjudged = true
        throw ConfigError(finding)
    }

    /// The existing files for a name, usually one.
    package func files(for name: String) -> [String] {
        let candidates = candidates(for: name)
        let files = candidates.filter(has)
        if !files.isEmpty || candidates.isEmpty { return files }
        // The extension is in upper case.
        return (try? fileNames())?.filter { configName(ofFile: $0) == name } ?? []
    }

    /// True if there are one or more files for the name.
    package func hasFile(for name: String) -> Bool { !files(for: name).isEmpty }

    /// A name must not be a path that leads out of the directory.
    private func candidates(for name: String) -> [String] {
        let isPath = name.utf8.contains { $0 == UInt8(ascii: "/") || $0 == 0 }
        return isPath ? [] : DocumentFormat.allEndings.map { name + $0 }
    }

    private func missing(_ name: String, among files: [String]) -> ConfigError {
        if let finding = Finding(misnamed: name, in: self.name) { return ConfigError(finding) }
        let wanted = DocumentFormat.inWords(DocumentFormat.allEndings.map { name + $0 })
        let names = files.compactMap(configName)
        let close = Suggestion.closest(to: name, in: names).flatMap { close in
            files.first { configName(ofFile: $0) == close }
        }
        return ConfigError(
            Finding(
                message: "there is no \(wanted)",
                suggestion: close.map { "did you mean \"\($0)\"?" },
                file: self.name
            )
        )
    }

    /// The configurations with a file, each with its files, sorted by name.
    package func filesByName() throws(ConfigError) -> [(name: String, files: [String])] {
        var files: [String: [String]] = [:]
        for file in try fileNames() {
            if let name = configName(ofFile: file) { files[name, default: []].append(file) }
        }
        return files.map { (name: $0.key, files: $0.value) }.sorted { $0.name < $1.name }
    }
}

extension ConfigSource {
    /// The files of `conf.d` that override a configuration in a stage, without those of other
    /// stages.
    ///
    /// - Parameter overlay: the stage; nil for none.
    func fragmentNames(of name: String, overlay: String?) throws(ConfigError) -> [String] {
        let files =
            try folder(fragmentFolder)?.fileNames().filter { isFragment($0, of: name) } ?? []
        if files.allSatisfy({ fragmentWords($0, of: name) == nil }) { return files }
        let stages = stages(beside: name)
        return files.filter { file in
            guard let words = fragmentWords(file, of: name) else { return true }
            let meant = stages.filter { words == $0 || words.hasPrefix($0 + ".") }
            return meant.isEmpty || overlay.map(meant.contains) ?? false
        }
    }

    /// The stages for which any configuration has a file: `production` if there are `http.yaml` and
    /// `http.production.yaml`.
    ///
    /// - Parameter name: a configuration that need not have a file of its own.
    func stages(beside name: String? = nil) -> Set<String> {
        let files = ((try? fileNames()) ?? []).filter { !$0.utf8.contains(UInt8(ascii: "/")) }
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
}

extension Finding {
    /// The error for a text that cannot be the name of a configuration, because it is empty or that
    /// of a file or path; nil for other texts.
    package init?(misnamed name: String, in file: String) {
        let parts = name.split(separator: "/").map(String.init)
        let last = parts.last ?? ""
        let isFragment = parts.dropLast().last == fragmentFolder
        let stem = configName(ofFile: last.lowercased()).map { String(last.prefix($0.count)) }
        guard stem != nil || name.isEmpty || name.utf8.contains(UInt8(ascii: "/")) else {
            return nil
        }
        let meant = isFragment ? fragmentStem(of: last.lowercased()) : stem ?? last
        let way = stem == nil ? "alone" : "without its ending"
        self.init(
            message: "\(quoted(name)) is not the name of a configuration",
            suggestion: meant.flatMap {
                $0.isEmpty ? nil : "write the name \(way): \(singleLine($0))"
            },
            file: file
        )
        isUnjudged = true
    }
}
