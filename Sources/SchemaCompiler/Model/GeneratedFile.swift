public import JSONSchema

/// A Swift file, and what was decided for it.
public struct GeneratedFile: Sendable {
    /// A property without a type of its own.
    public struct UntypedProperty: Sendable {
        /// As Swift spells it: `HTTPConfig.Server.extra`.
        public var path: String
        /// Why no type fits, in words.
        public var reason: String
    }

    /// Types that have no place in the first file.
    public struct Part: Sendable {
        /// As `http+2.generated.swift`.
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

    /// `http.generated.swift`: follows from the schema's file name alone.
    public var name: String
    /// The Swift source of the first file.
    public var text: String
    /// Further files, where the schema is large: `http+2.generated.swift`.
    public var parts: [Part] = []
    /// The path of the schema, as it was found.
    public var schemaPath: String
    /// The name of the configuration, as `http`.
    public var schemaName: String
    /// The version of the schema; nil for one without history.
    public var version: String?
    /// The Swift name of the type of a whole document.
    public var rootType: String
    /// The number of properties of all types that it declares.
    public var propertyCount: Int
    /// The properties that are `DocumentValue`, since no Swift type fits them.
    public var untyped: [UntypedProperty]
    /// Files besides the schema that it depends on, because references lead there.
    public var references: [String] = []
    /// What of the schema is not used, such as defaults that it refuses.
    public var warnings: [Finding] = []
    /// The types that it declares.
    public var types: [String] = []

    /// The file that a schema called `name` is generated to.
    package static func name(for schemaName: String) -> String { schemaName + ".generated.swift" }
}
