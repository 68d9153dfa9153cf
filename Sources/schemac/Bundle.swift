import ArgumentParser
import ConfigDocument
import JSONSchema
import SchemaCompiler
import SchemaTools

struct Bundle: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Print a schema and every document that it refers to as one document.",
        discussion: """
            Each document keeps its URI as an embedded $id (JSON Schema Core 2020-12, 9.3), so \
            that references are unchanged, and any validator resolves them without a file.

            Exit status: 0 if the schema was printed, 2 if it cannot be used.

            EXAMPLES
              Bundle the newest version of a schema:
                schemac bundle schemas/http > http.bundle.json
            """
    )

    @Argument(help: "The schema, or the directory of its versions.")
    var schema: String

    @OptionGroup var references: ReferenceOptions

    func run() throws {
        do {
            let sources = try references.finder().sources(at: [schema])
            guard sources.count == 1, let source = sources.first else {
                throw ValidationError(
                    "\(schema) contains \(sources.count) schemas; pass one of them"
                )
            }
            var bundle = SchemaBundle()
            try references.apply(to: &bundle.options)
            let document = try bundle.document(of: source, among: sources)
            Report.print(json: String(decoding: document.encoded(as: .json), as: UTF8.self))
        } catch let error as SchemaError {
            throw Report.fail(error.findings, code: 2)
        }
    }
}
