import ConfigDocument
import ConfigFiles
package import SchemaValidation

extension ConfigFolder {
    /// The one file that holds the configuration of a name: `NAME.yaml`, or with the ending of another
    /// format.
    ///
    /// - Throws: where there is none, with the name that was probably meant, and where there are
    ///   two, with both.
    package func fileName(for name: String) throws(ConfigError) -> String {
        try fileName(for: name, of: files(for: name))
    }

    /// - Parameter found: what `files(for:)` gave.
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

    /// The files that there are for the name: one as a rule.
    package func files(for name: String) -> [String] {
        let candidates = candidates(for: name)
        let files = candidates.filter(has)
        if !files.isEmpty || candidates.isEmpty { return files }
        // An ending in capital letters.
        return (try? fileNames())?.filter { configName(ofFile: $0) == name } ?? []
    }

    /// Whether there is any file for the name, or more than one.
    package func hasFile(for name: String) -> Bool { !files(for: name).isEmpty }

    /// A name is not a path: it must not lead out of the folder.
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

    /// The configurations that have a file, each with its files, in the order of their names.
    package func filesByName() throws(ConfigError) -> [(name: String, files: [String])] {
        var files: [String: [String]] = [:]
        for file in try fileNames() {
            if let name = configName(ofFile: file) { files[name, default: []].append(file) }
        }
        return files.map { (name: $0.key, files: $0.value) }.sorted { $0.name < $1.name }
    }
}

extension ConfigFolder {
    /// The files of `conf.d` that override a configuration in a stage, without those that are named
    /// for another stage.
    ///
    /// - Parameter overlay: the stage; nil for none.
    func fragmentNames(of name: String, overlay: String?) throws(ConfigError) -> [String] {
        let files = try folder(fragmentFolder)?.fileNames() ?? []
        return fragmentFiles(of: name, among: files, overlay: overlay) { stages(beside: name) }
    }

    /// The stages that any configuration has a file for: `production` where there are `http.yaml` and
    /// `http.production.yaml`.
    ///
    /// - Parameter name: a configuration that need not have a file of its own.
    func stages(beside name: String? = nil) -> Set<String> {
        let files = ((try? fileNames()) ?? []).filter { !$0.utf8.contains(UInt8(ascii: "/")) }
        return stageNames(among: files, beside: name)
    }
}

extension Finding {
    /// The finding for a string that is not the name of a configuration, but of a file, a path or
    /// nothing; nil for other strings.
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
