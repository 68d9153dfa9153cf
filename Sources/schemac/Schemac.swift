import ArgumentParser
import JSONSchema
import ToolReports

@main
struct Schemac: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract:
            "Generate typed Swift from JSON Schema, and check schemas and configuration files.",
        discussion: """
            EXAMPLES
              Add a typed configuration to a package:
                schemac init http --write
              Generate code without the plugin:
                schemac generate schemas --output Sources/App/Generated
              Check configuration files, and the schemas themselves:
                schemac validate --schema schemas/http config/http.yaml
                schemac lint schemas
              Release a new version of a schema:
                schemac diff schemas/http/1.0.0.schema.json schemas/http/2.0.0.schema.json
                schemac migration new schemas/http 1.0.0 2.0.0

            Exit status: 0 on success, 1 if there are findings, 2 for wrong use or input that \
            cannot be used.

            Details: Documentation/Options.md in the package; man schemac-COMMAND, if installed.
            """,
        version: ToolVersion.text(of: "schemac"),
        subcommands: [
            Init.self, Generate.self, Validate.self, Lint.self, Bundle.self, Vendor.self,
            Infer.self, Docs.self, Export.self,
            SampleCommand.self,
            Editor.self, TemplatesCommand.self, Diff.self, Migration.self, Build.self,
        ]
    )

    /// Messages about wrong use quote the command line, so they are escaped like all other output.
    static func main() {
        do {
            var command = try parseAsRoot()
            try command.run()
        } catch let error as SchemaError {
            exit(withError: Report.fail(error.findings, code: 2))
        } catch {
            // Status 2 means unusable input, here the command line.
            let isWrongUse = exitCode(for: error) == .validationFailure
            let code = isWrongUse ? ExitCode(2) : exitCode(for: error)
            let message = fullMessage(for: error)
            if !message.isEmpty {
                if code.isSuccess { Report.print(message) } else { Report.print(error: message) }
            }
            exit(withError: code)
        }
    }
}
