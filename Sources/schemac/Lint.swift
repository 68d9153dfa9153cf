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
        abstract: "Tells what is wrong with schemas, and what their authors hardly meant.",
        discussion: """
            Ends with 0 where nothing was found that --fail-on speaks of, with 1 where something was, \
            and with 2 where a schema cannot be read.

            Examples:
              schemac lint schemas
              schemac lint http.schema.json --fail-on warning --disable enum-of-one
              schemac lint schemas --format github
              schemac lint --rules
            """
    )

    @Argument(help: "Schema files, or folders of them.")
    var schemas: [String] = []

    @Option(help: "How findings are printed: text, json, github, sarif, junit or checkstyle.")
    var format = Format.text

    @Option(help: "What makes the command fail: error, warning or never.")
    var failOn = FailOn.error

    @Option(help: ArgumentHelp("A rule that is not applied. Repeatable.", valueName: "rule"))
    var disable: [RuleName] = []

    @Flag(help: "Lists the rules.")
    var rules = false

    @OptionGroup var references: ReferenceOptions

    func validate() throws {
        if schemas.isEmpty, !rules { throw ValidationError("name a schema, or a folder of them") }
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
            if !lines.isEmpty { Report.print(error: lines.joined(separator: "\n")) }
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
}
