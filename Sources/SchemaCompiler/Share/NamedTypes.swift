import JSONSchema

/// The types declared in the file of one schema.
struct NamedFile {
    let source: SchemaSource
    let graph: SchemaGraph
    let types: NamedTypes
    /// The types of documents that are not schemas of the run.
    let libraries: [NamedTypes]

    var all: [NamedTypes] { [types] + libraries }
}

/// The named types of one document, with options applied.
struct NamedTypes {
    var model: Model
    /// The names that options can refer to, and those that they did refer to.
    let names: [String]
    let chosenNames: Set<String>
    /// The schemas excluded by options.
    let untyped: [SchemaPlace]
}

extension Model {
    var rootName: String { types[root].name }
}
