import ConfigDocument
package import JSONSchema
package import SchemaCompiler

/// Editor settings that validate config files against their schema while typing.
package struct EditorSettings: Sendable {
    /// A schema file, and patterns of the config files to validate with it.
    package struct Association: Sendable {
        /// The path of the schema, relative to the directory that the editor opens.
        package var schemaPath: String
        /// Patterns of the files, as editors match them.
        package var files: [String]

        /// Creates an association of a schema with files.
        package init(schemaPath: String, files: [String]) {
            self.schemaPath = schemaPath
            self.files = files
        }
    }

    private let associations: [Association]

    /// Creates settings for these associations.
    package init(_ associations: [Association]) { self.associations = associations }

    /// The default file names for a schema: `http.yaml`, `http.json` and so on.
    package static func defaultFiles(for schemaName: String) -> [String] {
        DocumentFormat.allEndings.map { schemaName + $0 }
    }

    /// The config files of each schema: the patterns given for its path or name, or files named
    /// after it.
    ///
    /// - Throws: every schema that shares a pattern with another, because editors would apply both
    ///   to a file.
    package static func associations(
        of sources: [SchemaSource],
        patterns: [String: [String]] = [:]
    ) throws(SchemaError) -> [Association] {
        var owners: [String: String] = [:]
        var findings: [Finding] = []
        let associations = sources.map { source in
            Association(
                schemaPath: source.path,
                files: patterns[source.path] ?? patterns[source.name]
                    ?? defaultFiles(for: source.name)
            )
        }
        for association in associations {
            let path = association.schemaPath
            let shared = association.files.first { owners[$0] != nil && owners[$0] != path }
            for file in association.files { owners[file] = owners[file] ?? path }
            guard let shared, let owner = owners[shared] else { continue }
            findings.append(
                Finding(
                    message: "files that match \(quoted(shared)) would follow \(quoted(owner)) "
                        + "as well",
                    suggestion: "pass --file \(path)=PATTERN",
                    file: path
                )
            )
        }
        guard findings.isEmpty else { throw SchemaError(findings: findings) }
        return associations
    }

    /// `.vscode/settings.json`: `yaml.schemas` for the YAML extension, `json.schemas`, and
    /// `evenBetterToml.schema.associations` for the TOML extension.
    package var visualStudioCode: String {
        let settings = DocumentValue.object(visualStudioCodeSettings)
        return String(decoding: settings.encoded(as: .json), as: UTF8.self)
    }

    var visualStudioCodeSettings: DocumentObject {
        var yaml = DocumentObject()
        var json: [DocumentValue] = []
        var toml = DocumentObject()
        for association in associations {
            let path = Self.relative(association.schemaPath)
            let files = Dictionary(grouping: association.files) { try? DocumentFormat(path: $0) }
            let yamlFiles = files[.yaml] ?? []
            let jsonFiles = (files[.json] ?? []) + (files[.jsonc] ?? [])
            for file in files[.toml] ?? [] { toml[Self.expression(file)] = .string(path) }
            if !yamlFiles.isEmpty { yaml[path] = .array(yamlFiles.map { .string($0) }) }
            if !jsonFiles.isEmpty {
                var entry = DocumentObject()
                entry["fileMatch"] = .array(jsonFiles.map { .string($0) })
                entry["url"] = .string(path)
                json.append(.object(entry))
            }
        }
        var settings = DocumentObject()
        settings["yaml.schemas"] = .object(yaml)
        settings["json.schemas"] = .array(json)
        if !toml.isEmpty { settings["evenBetterToml.schema.associations"] = .object(toml) }
        return settings
    }

    /// The first line of a YAML file, from which yaml-language-server takes its schema.
    package static func modeline(schemaPath: String) -> String {
        let path =
            schemaPath.unicodeScalars.contains { $0.properties.generalCategory == .control }
            ? "" : schemaPath
        return "# yaml-language-server: $schema=\(path)"
    }

    /// A pattern of files as a regular expression.
    private static func expression(_ pattern: String) -> String {
        var result = "(^|.*/)"
        var rest = Substring(pattern.hasPrefix("/") ? String(pattern.dropFirst()) : pattern)
        while let character = rest.popFirst() {
            switch character {
            case "*" where rest.first == "*":
                rest.removeFirst()
                result += ".*"
            case "*": result += "[^/]*"
            case "?": result += "[^/]"
            case _ where character.isLetter || character.isNumber: result.append(character)
            case "/", "_", "-": result.append(character)
            default: result += "\\\(character)"
            }
        }
        return result + "$"
    }

    private static func relative(_ path: String) -> String {
        path.hasPrefix("/") || path.hasPrefix("./") || path.hasPrefix("../") ? path : "./" + path
    }
}
