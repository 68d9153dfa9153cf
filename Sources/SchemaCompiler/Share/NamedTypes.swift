import JSONSchema

/// The types that the file of one schema declares.
struct NamedFile {
    let source: SchemaSource
    let graph: SchemaGraph
    let types: NamedTypes
    /// Those of documents that are no schemas of the run.
    let libraries: [NamedTypes]

    var all: [NamedTypes] { [types] + libraries }
}

/// The types of one document with their names, as the options want them.
struct NamedTypes {
    var model: Model
    /// What options may name, and what of it they did name.
    let names: [String]
    let chosenNames: Set<String>
    /// The schemas that the options leave out.
    let untyped: [SchemaPlace]
}

extension Model {
    var rootName: String { types[root].name }
}
