import JSONSchema

/// The types of one document with their names, as the options want them.
struct NamedTypes {
    var unit: SchemaUnit
    var model: Model
    /// What options may name, and what of it they did name.
    var names: [String]
    var chosenNames: Set<String> = []
    /// The schemas that the options leave out.
    var untyped: [SchemaPlace] = []
}

extension Model {
    var rootName: String { types[root].name }
}
