import ArgumentParser
import JSONSchema
import LimitOptions
import SchemaCompiler
import SchemaTools

struct Generate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Generate Swift types from schemas.",
        discussion: """
            A SCHEMA is a JSON or YAML file, or a directory: NAME.schema.json, or \
            NAME/VERSION.schema.json, of which the newest version is used. Each schema becomes \
            NAME.generated.swift, which is rewritten only if it changes. Packages usually \
            generate code with the plugin SchemaPlugin instead.

            Exit status: 0 on success, 2 if a schema or a file cannot be used.

            EXAMPLES
              Generate the types of all schemas:
                schemac generate schemas --output Sources/App/Generated
              Generate public types, and list them in a file:
                schemac generate schemas -o out --access public --manifest files.json
              Find documents that schemas refer to:
                schemac generate app.json -o out --map https://example.com/=vendored

            Details: Documentation/Generate.md, Documentation/Mapping.md.
            """
    )

    @Argument(help: "Schema files, or directories of them.")
    var schemas: [String]

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "The directory to write to, which is created if missing.",
            valueName: "directory"
        )
    )
    var output: String

    @Option(
        help: ArgumentHelp(
            "Also write a list of the generated files and their schemas, as JSON.",
            valueName: "file"
        )
    )
    var manifest: String?

    @Flag(help: "Write the types of valid schemas even if others are invalid.")
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
