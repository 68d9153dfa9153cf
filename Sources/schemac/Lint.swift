import ArgumentParser
import ConfigDocument
import JSONSchema
import SchemaCompiler
import SchemaTools
import ToolReports

struct Lint: ParsableCommand {
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, json, github, sarif, junit, checkstyle
    }
    enum FailOn: String, ExpressibleByArgument, CaseIterable { case error, warning, never }

    static let configuration = CommandConfiguration(
        abstract: "Check schemas for errors and probable mistakes.",
        discussion: """
            Exit status: 0 if there is no finding of the severity of --fail-on, 1 if there is \
            one, 2 if a schema cannot be read.

            EXAMPLES
              Check all schemas of a directory:
                schemac lint schemas
              Fail on advice as well, except for one rule:
                schemac lint http.schema.json --fail-on warning --disable enum-of-one
              Annotate a pull request on GitHub:
                schemac lint schemas --format github
              List the rules:
                schemac lint --rules
            """
    )

    @Argument(help: "Schema files, or directories of them.")
    var schemas: [String] = []

    @Option(help: "The format of the output.")
    var format = Format.text

    @Option(help: "The least severity that fails the command.")
    var failOn = FailOn.error

    @Option(help: ArgumentHelp("A rule that is not applied. Repeatable.", valueName: "rule"))
    var disable: [RuleName] = []

    @Flag(help: "List the rules.")
    var rules = false

    @OptionGroup var references: ReferenceOptions

    func validate() throws {
        if schemas.isEmpty, !rules {
            throw ValidationError("Pass a schema, or a directory of them.")
        }
    }

    func run() throws {
        if rules {
            let width = LintRule.allCases.map(\.rawValue.count).max() ?? 0
            for rule in LintRule.allCases {
                let padding = String(repeating: " ", count: width - rule.rawValue.count + 2)
                Report.print(rule.rawValue + padding + rule.summary)
            }
            return
        }
        var linter = SchemaLinter()
        try references.apply(to: &linter.options)
        linter.disabled = Set(disable.compactMap { LintRule(rawValue: $0.rawValue) })
        let sources: [SchemaSource]
        let report: SchemaLinter.Report
        do throws(SchemaError) {
            sources = try references.finder().sources(at: schemas)
            report = linter.lint(sources)
        } catch {
            throw Report.fail(error.findings, code: 2)
        }
        show(report, of: sources.map(\.path))
        if report.errors.contains(where: \.isUnjudged) { throw ExitCode(2) }
        let fails =
            switch failOn {
            case .error:
                !report.errors.isEmpty
                    || report.advice.contains { $0.finding.severity == .error }
            case .warning: !report.errors.isEmpty || !report.advice.isEmpty
            case .never: false
            }
        if fails { throw ExitCode(1) }
    }

    private func show(_ report: SchemaLinter.Report, of schemas: [String]) {
        switch format {
        case .json: Report.print(json: FindingList(report).json)
        case .text:
            let lines = report.errors.map(\.description) + report.advice.map(\.description)
            if !lines.isEmpty { Report.print(lines.joined(separator: "\n")) }
        case .github, .sarif, .junit, .checkstyle:
            let results =
                report.errors.map { CheckResult($0) }
                + report.advice.map {
                    CheckResult($0.finding, rule: $0.rule.rawValue, summary: $0.rule.summary)
                }
            Report.print(
                CheckReport(tool: "schemac", files: schemas, results: results),
                as: ReportFormat(rawValue: format.rawValue)
            )
        }
    }
}

/// The rules as written on the command line.
struct RuleName: ExpressibleByArgument {
    let rawValue: String

    init?(argument: String) {
        guard Self.allValueStrings.contains(argument) else { return nil }
        rawValue = argument
    }

    static var allValueStrings: [String] { LintRule.allCases.map(\.rawValue) }

    static var defaultCompletionKind: CompletionKind { .list(allValueStrings) }
}
