import ConfigDocument
import JSONSchema

/// Compiles a schema and parses a document for tests.
func compiled(
    _ schema: String,
    named name: String = "schema.json",
    draft: Draft = .draft2020,
    options: ValidationProgram.Options = .configuration,
    reading: ReadingOptions = ReadingOptions()
) throws -> ValidationProgram {
    var registry = SchemaRegistry()
    registry.defaultDialect = Dialect(draft)
    let document = try Document(parsing: schema, as: .json, named: name, options: reading)
    let graph = try registry.resolve(document, baseURI: "file:///\(name)")
    return try ValidationProgram(compiling: graph, options: options)
}

func json(
    _ text: String,
    named name: String = "data.json",
    reading: ReadingOptions = ReadingOptions()
) throws -> Document {
    try Document(parsing: text, as: .json, named: name, options: reading)
}

/// The printed findings of a schema for a document.
func report(
    _ schema: String,
    _ text: String,
    as format: DocumentFormat = .json,
    named name: String = "data.json"
) throws
    -> String
{
    let document = try Document(parsing: text, as: format, named: name)
    let program = try compiled(schema)
    let report = program.report(on: document)
    if program.accepts(document) != report.allSatisfy({ $0.severity == .warning }) {
        return "the engines disagree"
    }
    return report.map(\.description).joined(separator: "\n")
}
