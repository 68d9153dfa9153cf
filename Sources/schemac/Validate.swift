import ArgumentParser
import ConfigDocument
import JSONSchema
import SchemaCompiler

struct Validate: ParsableCommand {
    enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

    static let configuration = CommandConfiguration(
        abstract: "Checks config files against a schema.",
        discussion: """
            Ends with 0 where all files are valid, with 1 where there are findings, and with 2 where a
            file or the schema cannot be used.

            Examples:
              schemac validate --schema http.schema.json config/http.yaml
              schemac validate --schema schemas/http --format json config/*.yaml
            """
    )

    @Option(help: "The schema, or a folder that holds its versions.")
    var schema: String

    @Argument(help: "The files to check, in JSON or YAML.")
    var files: [String]

    @Option(help: "How findings are printed: text or json.")
    var format = Format.text

    @OptionGroup var references: ReferenceOptions

    func run() throws {
        let checker: ConfigChecker
        do {
            checker = try ConfigChecker(
                schemaAt: schema,
                finder: references.finder(),
                maps: try references.parsedMaps()
            )
        } catch let error as SchemaError {
            throw Report.fail(error.findings, code: 2)
        }
        var findings: [Finding] = []
        var unreadable: [Finding] = []
        for file in files {
            do throws(DocumentError) {
                findings += try checker.findings(inFileAt: file)
            } catch {
                if error.reason == .unreadable {
                    unreadable.append(Finding(error))
                } else {
                    findings.append(Finding(error))
                }
            }
        }
        let all = unreadable + findings
        switch format {
        case .text where !all.isEmpty:
            Report.print(error: all.map(\.description).joined(separator: "\n"))
        case .text: break
        case .json: print(FindingList(all).json)
        }
        if !unreadable.isEmpty { throw ExitCode(2) }
        if !findings.isEmpty { throw ExitCode(1) }
    }
}
