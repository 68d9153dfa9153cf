import ArgumentParser
import JSONSchema
import SchemaCompiler
import SchemaTools
import ToolReports

struct Diff: ParsableCommand {
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, markdown, json, github, sarif, junit, checkstyle
    }

    /// The severities as written on the command line.
    enum Level: String, ExpressibleByArgument, CaseIterable {
        case safe, automatic, behavioural, lossy, breaking, unknown, source
    }

    static let configuration = CommandConfiguration(
        abstract: "Compare two versions of a schema: what happens to documents and Swift code.",
        discussion: """
            A change is safe, automatic (a migration step does it), behavioural (documents stay \
            valid, but their meaning may change), lossy (values are dropped), breaking (a person \
            must decide) or unknown. Changes to Swift code are listed after those of documents. \
            The formats github, sarif, junit and checkstyle report changes that --fail-on covers \
            as errors, and others as warnings.

            --fail-on lossy covers everything that drops values or makes documents invalid; \
            --fail-on source covers changes that stop Swift code from compiling.

            Exit status: 0 if no change reaches the level of --fail-on, 1 if one does, 2 if a \
            schema cannot be used.

            EXAMPLES
              Compare two versions:
                schemac diff schemas/http/2.0.0.schema.json schemas/http/3.0.0.schema.json
              Fail a build that loses data or breaks code:
                schemac diff old.json new.json --fail-on lossy --fail-on source
              Write a comment for a pull request:
                schemac diff old.json new.json --format markdown

            Details: the guide Versions and migrations of TypedConfig.
            """
    )

    @Argument(help: "The old version of the schema.")
    var old: String

    @Argument(help: "The new version of the schema.")
    var new: String

    @Option(help: "The format of the output.")
    var format = Format.text

    @Option(
        help: ArgumentHelp(
            "Fail on changes of this level or above; source is for breaking changes of Swift code. Repeatable.",
            valueName: "level"
        )
    )
    var failOn: [Level] = []

    @OptionGroup var references: ReferenceOptions

    func run() throws {
        do {
            var options = CompilerOptions()
            try references.apply(to: &options)
            let diff = try SchemaDiff(
                old: old,
                new: new,
                finder: references.finder(),
                options: options
            )
            switch format {
            case .text: Report.print(diff.text)
            case .markdown: Report.print(diff.markdown)
            case .json: Report.print(json: diff.json)
            case .github, .sarif, .junit, .checkstyle:
                Report.print(report(diff), as: ReportFormat(rawValue: format.rawValue))
            }
            if failOn.contains(where: { fails(diff, $0) }) { throw ExitCode(1) }
        } catch let error as SchemaError {
            throw Report.fail(error.findings, code: 2)
        }
    }

    private func report(_ diff: SchemaDiff) -> CheckReport {
        let results = diff.changes.map { change in
            let place = change.new ?? change.old
            var finding = Finding(
                message: "\(change.severity.rawValue): \(change.path): \(change.reason)",
                suggestion: change.action.isEmpty ? nil : change.action,
                file: place?.file ?? diff.newPath,
                position: place?.position
            )
            let stops = failOn.contains { level in
                SchemaChange.Severity(rawValue: level.rawValue).map { $0 <= change.severity }
                    ?? false
            }
            finding.severity = stops ? .error : .warning
            return CheckResult(finding, rule: change.kind.rawValue)
        }
        return CheckReport(tool: "schemac", files: [diff.newPath], results: results)
    }

    private func fails(_ diff: SchemaDiff, _ level: Level) -> Bool {
        SchemaChange.Severity(rawValue: level.rawValue).map(diff.reaches) ?? diff.breaksSource
    }
}
