import JSONSchema
import MigrationSteps

/// A generated file before it is text: all that it declares.
struct SwiftFile {
    let source: SchemaSource
    let types: SwiftSection
    /// The types of other documents that are declared beside its own.
    let libraries: [SwiftSection]
    let migrations: SwiftMigrations?
    /// The modules that its code names.
    let imports: Set<String>
    /// The number of files that the types are divided into.
    let fileCount: Int
    let variables: VariableNames
    /// Files besides the schema that it depends on.
    let references: [String]
    let warnings: [Finding]
}

/// The types of one document in a generated file.
struct SwiftSection {
    let model: Model
    /// The schema that documents of the types are read by; nil where that is another section's.
    let schema: SwiftSchema?
    /// The type whose schema that is.
    let schemaOwner: String
    /// Documents as Swift.
    let embedded: [EmbeddedDocument.Text]
    /// The types, each followed by those that are nested in it.
    let types: [SwiftType]

    init(
        _ model: Model,
        _ options: CompilerOptions,
        schema: SwiftSchema?,
        ownedBy schemaOwner: String? = nil,
        embedded: [EmbeddedDocument.Text] = []
    ) {
        self.model = model
        self.schema = schema
        self.schemaOwner =
            schemaOwner ?? TypeSpelling(model, isDeclared: { _ in true }).path(model.root)
        self.embedded = embedded
        types = model.readingOrder().map { SwiftType($0, of: model, options) }
    }
}

/// A schema as a generated file holds it.
struct SwiftSchema {
    let name: String
    let version: String?
    /// The place of the version in documents, as a JSON Pointer.
    var versionPlace: String?
    /// The values of `x-env`, by the pointers of the settings: a name, or nil for none.
    var variables: [(pointer: String, name: String?)] = []
    /// The descriptions of settings by their pointers, where these are asked for.
    var descriptions: [(pointer: String, text: String)] = []
    /// The validation program, encoded, and the format that holds it.
    let program: String
    let format: UInt64
}

/// What leads from older versions of a schema to the newest.
struct SwiftMigrations {
    struct Version {
        /// The expression that its schema is read from.
        let schema: String
        let place: String
    }

    let rootName: String
    /// The types of older versions that custom steps need.
    var typed: [SwiftSection] = []
    /// The schemas of the others, by the constants that hold them.
    var constants: [(name: String, schema: SwiftSchema)] = []
    var versions: [Version] = []
    let custom: [MigrationPlan.Custom]
    let files: [MigrationFile]
}

extension Model {
    fileprivate func readingOrder() -> [TypeID] {
        var nested: [TypeID: [TypeID]] = [:]
        for id in declared.reversed() {
            if let owner = types[id].owner { nested[owner, default: []].append(id) }
        }
        var order: [TypeID] = []
        // Side by side they follow the root, in the order of their declaration.
        let others = declared.filter { $0 != root && types[$0].owner == nil }
        var open = others.reversed() + declared.filter { $0 == root }
        while let id = open.popLast() {
            order.append(id)
            open += nested[id] ?? []
        }
        return order
    }
}
