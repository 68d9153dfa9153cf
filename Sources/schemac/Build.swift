import ArgumentParser
import ConfigDocument
import JSONSchema
import LimitOptions
import SchemaCompiler

/// What the plugins run for a target.
///
/// SwiftPM has to know all outputs before anything is read. The plugin names them after the schema
/// files that it sees (`--planned`); what else turns up goes to one more file (`--others`), until
/// the links in `--watch` have made SwiftPM plan again.
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

    @Option(help: "A file name that must be written. Repeatable.")
    var planned: [String] = []

    @Option(help: "The file for all schemas whose own file is not planned.")
    var others: String?

    @Option(help: "A folder for links to what was read outside the target.")
    var watch: String?

    @Flag(help: "Remove generated files that have no schema any more, and say what changed.")
    var prune = false

    @OptionGroup(title: "Limits") var limits: LimitOptions

    func run() throws {
        do {
            let plan = try BuildPlan(targetDirectory: targetDirectory, config: config)
            limits.apply(plan.options.limits)
            let watched = watch.map { WatchFolder($0, target: targetDirectory) }
            try watched?.link(to: plan.paths)
            let sources = try plan.sources()
            let checked = Result { () throws(SchemaError) in try plan.check(sources) }
            var options = plan.options
            // A value that is not valid is no constant; what is wrong with it is said below.
            if case .success(let findings) = checked, findings.isEmpty {
                options.embedded = plan.embedded()
            }
            let files = try Compiler(options: options).compile(sources)
            Report.warn(files.flatMap(\.warnings))
            try watched?.link(to: plan.paths + files.flatMap(\.references))
            try write(files)
            let findings = try checked.get()
            if !findings.isEmpty { throw fail(findings) }
        } catch let error as TemplateError {
            throw fail(error.findings)
        } catch let error as SchemaError {
            throw fail(error.findings)
        }
    }

    /// A build has no command line of its own to raise a limit on.
    private func fail(_ findings: [Finding]) -> ExitCode {
        let code = Report.fail(findings, code: 1)
        if findings.contains(where: \.isUnjudged) {
            let file = config ?? "\(targetDirectory)/schemac.yaml"
            Report.print(error: "note: a build takes limits from `limits:` in \(shownName(file))")
        }
        return code
    }

    private func write(_ files: [GeneratedFile]) throws(SchemaError) {
        let folder = OutputFolder(output)
        let outputs = others.map { PlannedOutputs(names: planned, others: $0).arranged(files) }
        let written = try folder.write(outputs ?? files.flatMap(\.texts))
        guard prune else { return }
        let removed = try folder.removeGenerated(besides: files.flatMap(\.texts).map(\.name))
        for name in written { Report.print("wrote \(shownName("\(output)/\(name)"))") }
        for name in removed { Report.print("removed \(shownName("\(output)/\(name)"))") }
        if written.isEmpty, removed.isEmpty {
            Report.print(
                "\(output): \(files.count) file\(files.count == 1 ? " is" : "s are") up to date"
            )
        }
    }
}
