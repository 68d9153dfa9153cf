import ArgumentParser
import JSONSchema
import LimitOptions
import SchemaCompiler
import SchemaTools

struct Generate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Generates one Swift file a schema.",
        discussion: """
            A SCHEMA is a JSON or YAML file, or a folder of them: NAME.schema.json, or \
            NAME/VERSION.schema.json, of which the newest version is taken. The output is \
            NAME.generated.swift, and is written only when it changes.

            Examples:
              schemac generate schemas --output Sources/App/Generated
              schemac generate http.schema.json --output . --access public --manifest manifest.json
              schemac generate app.json --output out --map https://example.com/schemas/=vendored
            """
    )

    @Argument(help: "Schema files, or folders of them.")
    var schemas: [String]

    @Option(name: .shortAndLong, help: "The folder to write to. It is made where it is missing.")
    var output: String

    @Option(help: "Also writes what was generated from what, as JSON.")
    var manifest: String?

    @Flag(help: "Writes the schemas that can be used, even where others cannot.")
    var keepGoing = false

    @OptionGroup var code: CodeOptions

    @OptionGroup var types: TypeOptions

    @OptionGroup var references: ReferenceOptions

    func run() throws {
        do {
            var options = try code.options(limits: references.limits)
            try references.apply(to: &options)
            types.set(&options)
            let sources = try references.finder().sourcesWithHistory(at: schemas)
            let (files, findings) = try Compiler(options: options).compileEach(sources)
            Report.warn(files.flatMap(\.warnings))
            if findings.isEmpty || keepGoing {
                try OutputFolder(output).write(files, manifest: manifest)
            }
            if !findings.isEmpty { throw SchemaError(findings: findings) }
        } catch let error as SchemaError {
            throw Report.fail(error.findings, code: 2)
        } catch let error as TemplateError {
            throw Report.fail(error.findings, code: 2)
        }
    }
}
