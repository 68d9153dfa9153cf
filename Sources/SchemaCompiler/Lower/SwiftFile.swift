import JSONSchema
import MigrationSteps

/// The declarations of a generated file, before they are printed.
struct SwiftFile {
    let source: SchemaSource
    let types: SwiftSection
    /// The types of other documents that are declared in the same file.
    let libraries: [SwiftSection]
    let migrations: SwiftMigrations?
    /// The modules that its code refers to.
    let imports: Set<String>
    /// The number of files into which the types are divided.
    let fileCount: Int
    /// Files that it depends on besides the schema.
    let references: [String]
    let warnings: [Finding]
}

/// The types of one document in a generated file.
struct SwiftSection {
    let model: Model
    /// The schema for reading documents of these types; nil if another section declares it.
    let schema: SwiftSchema?
    /// The type that contains that schema.
    let schemaOwner: String
    /// Documents as Swift expressions.
    let embedded: [EmbeddedDocument.Text]
    /// The types, each followed by its nested ones.
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

/// A schema in a generated file.
struct SwiftSchema {
    let name: String
    let version: String?
    /// The place of the version in documents, as a JSON Pointer.
    var versionPlace: String?
    /// The values of `x-env`, by the JSON Pointers of the settings: a name, or nil for none.
    var variables: [(pointer: String, name: String?)] = []
    /// The descriptions of settings by their pointers, where these are asked for.
    var descriptions: [(pointer: String, text: String)] = []
    /// The validation program, encoded, and the format that holds it.
    let program: String
    let format: UInt64
}

/// The migrations from older versions of a schema to the newest.
struct SwiftMigrations {
    struct Version {
        /// The expression for its schema.
        let schema: String
        let place: String
    }

    let rootName: String
    /// The types of older versions that custom steps require.
    var typed: [SwiftSection] = []
    /// The schemas of the other versions, with the names of their constants.
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
        // In a flat namespace they follow the root, in the order of their declaration.
        let others = declared.filter { $0 != root && types[$0].owner == nil }
        var open = others.reversed() + declared.filter { $0 == root }
        while let id = open.popLast() {
            order.append(id)
            open += nested[id] ?? []
        }
        return order
    }
}
