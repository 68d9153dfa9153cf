public import JSONSchema

/// A generated Swift file, with information about it.
public struct GeneratedFile: Sendable {
    /// A property without a type of its own.
    public struct UntypedProperty: Sendable {
        /// The Swift path: `HTTPConfig.Server.extra`.
        public var path: String
        /// The reason that no type fits.
        public var reason: String
    }

    /// A further file, with types that are not in the first one.
    public struct Part: Sendable {
        /// The name, such as `http+2.generated.swift`.
        public var name: String
        /// The Swift source.
        public var text: String

        package init(
            name: String,
            text: String
        ) {
            self.name = name
            self.text = text
        }
    }

    /// All files with their texts, the first one first.
    public var texts: [(name: String, text: String)] {
        [(name, text)] + parts.map { ($0.name, $0.text) }
    }

    /// The name, such as `http.generated.swift`, which follows from the schema's file name alone.
    public var name: String
    /// The Swift source of the first file.
    public var text: String
    /// Further files of a large schema: `http+2.generated.swift`.
    public var parts: [Part] = []
    /// The path where the schema was found.
    public var schemaPath: String
    /// The name of the configuration, such as `http`.
    public var schemaName: String
    /// The version of the schema; nil for one without history.
    public var version: String?
    /// The Swift name of the type of a whole document.
    public var rootType: String
    /// The number of properties of all declared types.
    public var propertyCount: Int
    /// The properties of type `DocumentValue`, because no Swift type fits them.
    public var untyped: [UntypedProperty]
    /// Files that it depends on besides the schema, because of references.
    public var references: [String] = []
    /// Warnings about unused parts of the schema, such as defaults that it refuses.
    public var warnings: [Finding] = []
    /// The declared types.
    public var types: [String] = []

    /// The name of the generated file for a schema.
    public static func name(for schemaName: String) -> String { schemaName + ".generated.swift" }
}
