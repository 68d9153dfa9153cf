import ArgumentParser
import JSONSchema
import ToolReports

@main
struct Schemac: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Generates typed Swift from JSON Schema, and checks config files.",
        discussion: """
            Examples:
              schemac generate schemas --output Sources/App/Generated
              schemac validate --schema schemas/http/3.0.0.schema.json config/http.yaml
            """,
        version: ToolVersion.text(of: "schemac"),
        subcommands: [
            Init.self, Generate.self, Validate.self, Lint.self, Bundle.self, Vendor.self,
            Infer.self, Docs.self,
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
