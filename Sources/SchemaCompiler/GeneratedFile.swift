public import JSONSchema

/// A Swift file, and what was decided for it.
public struct GeneratedFile: Sendable {
    /// A property without a type of its own.
    public struct UntypedProperty: Sendable {
        /// As Swift spells it: `HTTPConfig.Server.extra`.
        public var path: String
        public var reason: String
    }

    /// Types that have no place in the first file.
    public struct Part: Sendable {
        public var name: String
        public var text: String
    }

    /// All files with their texts, the first one first.
    public var texts: [(name: String, text: String)] {
        [(name, text)] + parts.map { ($0.name, $0.text) }
    }

    /// `http.generated.swift`: follows from the schema's file name alone.
    public var name: String
    public var text: String
    /// Further files, where the schema is large: `http+2.generated.swift`.
    public var parts: [Part] = []
    public var schemaPath: String
    public var schemaName: String
    public var version: String?
    public var rootType: String
    public var propertyCount: Int
    public var untyped: [UntypedProperty]
    /// Files besides the schema that it depends on, because references lead there.
    public var references: [String] = []
    /// What of the schema is not used, such as defaults that it refuses.
    public var warnings: [Finding] = []
    /// The types that it declares.
    public var types: [String] = []
    /// The types and properties that options may name, as they are called before options apply.
    var names: [String] = []
    /// Those that options did name.
    var chosenNames: Set<String> = []

    /// - Parameter libraries: the types of other documents that the file declares besides.
    init(
        _ source: SchemaSource,
        _ types: NamedTypes,
        _ libraries: [NamedTypes],
        text: String
    ) {
        name = Self.name(for: source.name)
        self.text = text
        schemaPath = source.path
        schemaName = source.name
        version = source.version
        rootType = types.model.rootName
        let all = [types] + libraries
        propertyCount = all.reduce(0) { $0 + $1.model.ownPropertyCount }
        self.types = all.flatMap { $0.model.declaredPaths }
        untyped = all.flatMap { $0.model.untypedProperties }
        names = all.flatMap(\.names)
        chosenNames = all.reduce(into: []) { $0.formUnion($1.chosenNames) }
    }

    static func names(in model: Model) -> [String] {
        let spelling = TypeSpelling(model) { _ in true }
        return model.declared.flatMap { id -> [String] in
            let path = spelling.path(id)
            guard case .structure(let structure) = model.types[id].body else { return [path] }
            return [path] + structure.properties.map { "\(path).\($0.name)" }
        }
    }

    /// The file that a schema called `name` is generated to.
    public static func name(for schemaName: String) -> String { schemaName + ".generated.swift" }
}

extension Model {
    fileprivate var declaredPaths: [String] {
        declared.map(TypeSpelling(self) { _ in true }.path)
    }

    /// Without those of types that another file declares.
    fileprivate var ownPropertyCount: Int {
        external.keys.reduce(propertyCount) { count, id in
            guard case .structure(let structure) = types[id].body else { return count }
            return count - structure.properties.count
        }
    }

    fileprivate var untypedProperties: [GeneratedFile.UntypedProperty] {
        let spelling = TypeSpelling(self) { _ in true }
        return untyped.filter { external[$0.type] == nil }.map {
            GeneratedFile.UntypedProperty(
                path: "\(spelling.path($0.type)).\($0.key)",
                reason: $0.reason.rawValue
            )
        }
    }
}
