import ConfigDocument

/// Settings by which editors hold config files to their schema while they are typed.
public struct EditorSettings: Sendable {
    /// A schema file, and patterns of the config files that follow it.
    public struct Association: Sendable {
        public var schemaPath: String
        public var files: [String]

        public init(schemaPath: String, files: [String]) {
            self.schemaPath = schemaPath
            self.files = files
        }
    }

    private let associations: [Association]

    public init(_ associations: [Association]) { self.associations = associations }

    /// Files called after their schema: `http.yaml`, `http.yml` and `http.json`.
    public static func defaultFiles(for schemaName: String) -> [String] {
        ["yaml", "yml", "json"].map { "\(schemaName).\($0)" }
    }

    /// `.vscode/settings.json`: `yaml.schemas` for the YAML extension and `json.schemas`.
    public var visualStudioCode: String {
        var yaml = ConfigObject()
        var json: [ConfigValue] = []
        for association in associations {
            let path = Self.relative(association.schemaPath)
            let (jsonFiles, yamlFiles) = (
                association.files.filter { DocumentFormat(path: $0) == .json },
                association.files.filter { DocumentFormat(path: $0) == .yaml }
            )
            if !yamlFiles.isEmpty { yaml[path] = .array(yamlFiles.map { .string($0) }) }
            if !jsonFiles.isEmpty {
                var entry = ConfigObject()
                entry["fileMatch"] = .array(jsonFiles.map { .string($0) })
                entry["url"] = .string(path)
                json.append(.object(entry))
            }
        }
        var settings = ConfigObject()
        settings["yaml.schemas"] = .object(yaml)
        settings["json.schemas"] = .array(json)
        return String(decoding: ConfigValue.object(settings).encoded(as: .json), as: UTF8.self)
    }

    /// The first line of a YAML file by which yaml-language-server finds the schema, in any editor.
    public static func modeline(schemaPath: String) -> String {
        let path =
            schemaPath.unicodeScalars.contains { $0.properties.generalCategory == .control }
            ? "" : schemaPath
        return "# yaml-language-server: $schema=\(path)"
    }

    private static func relative(_ path: String) -> String {
        path.hasPrefix("/") || path.hasPrefix("./") || path.hasPrefix("../") ? path : "./" + path
    }
}
