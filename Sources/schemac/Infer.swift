import ArgumentParser
import ConfigDocument
import JSONSchema
import LimitOptions
import SchemaCompiler
import SchemaTools

struct Infer: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Print a schema that is inferred from configuration files.",
        discussion: """
            The schema accepts every file that it was made from. Read it before you trust it: \
            what is required, and what is refused, is known from these files alone.

            Exit status: 0 on success, 2 if a schema or a file cannot be used.

            EXAMPLES
              Start a schema from all files of a configuration:
                schemac infer config/http*.yaml > http.schema.json
            """
    )

    @Argument(help: "Configuration files of one kind, in any format.")
    var files: [String]

    @Option(help: ArgumentHelp("The title of the schema.", valueName: "text"))
    var title: String?

    @OptionGroup var limits: LimitOptions

    func run() throws {
        var inference = SchemaInference(title: title)
        do throws(SchemaError) {
            try inference.add(files: files)
        } catch {
            throw Report.fail(error.findings, code: 2)
        }
        Report.print(json: inference.text)
    }
}
