import ArgumentParser
import ConfigDocument
import JSONSchema
import SchemaCompiler

/// What the build plugin runs for a target.
struct Build: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract:
            "Generates what schemac.yaml asks for, and checks the config files that it lists.",
        shouldDisplay: false
    )

    @Option(help: "The folder of the target.")
    var targetDirectory: String

    @Option(help: "The folder to write to.")
    var output: String

    @Option(help: "The options; schemac.yaml in the target by default. It may be missing.")
    var config: String?

    func run() throws {
        do {
            let plan = try BuildPlan(targetDirectory: targetDirectory, config: config)
            let sources = try plan.sources()
            let files = try Compiler(options: plan.options).compile(sources)
            try OutputFolder(output).write(files, manifest: nil)
            let findings = try plan.check(sources)
            if !findings.isEmpty { throw Report.fail(findings, code: 1) }
        } catch let error as SchemaError {
            throw Report.fail(error.findings, code: 1)
        }
    }
}
