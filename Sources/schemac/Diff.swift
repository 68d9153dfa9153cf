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
        abstract: "Judges what a new version of a schema means for documents of the old one.",
        discussion: """
            Each change is safe, automatic (a migration step does it), behavioural (documents stay \
            valid but mean something else), lossy, breaking (a person decides) or unknown; the impact \
            on Swift code is listed beside it. The formats github, sarif, junit and checkstyle report \
            what --fail-on stops at as errors, and other changes as warnings.

            Ends with 0, with 1 where a change is of the level of --fail-on or above it, and with 2 \
            where a schema cannot be used. --fail-on lossy stops at everything that loses what documents \
            hold or makes them invalid; --fail-on source stops where Swift code breaks.

            Examples:
              schemac diff schemas/http/2.0.0.schema.json schemas/http/3.0.0.schema.json
              schemac diff old.json new.json --format markdown --fail-on lossy --fail-on source
            """
    )

    @Argument(help: "The schema that documents were valid by.")
    var old: String

    @Argument(help: "The schema that they shall be valid by.")
    var new: String

    @Option(help: "How to print: text, markdown, json, github, sarif, junit or checkstyle.")
    var format = Format.text

    @Option(
        help: ArgumentHelp(
            "End with 1 for changes of this level or above: safe, automatic, behavioural, lossy, breaking, unknown; or for breaking changes of Swift code: source. Repeatable.",
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
