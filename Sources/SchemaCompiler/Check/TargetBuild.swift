import ConfigDocument
import JSONSchema
import SchemaValidation

/// The command that the plugins run for a target.
///
/// SwiftPM must know all outputs before anything is read. The plugin names them after the schema
/// files that it sees (`--planned`); everything else is written to one more file (`--others`),
/// until the links in `--watch` have made SwiftPM plan again.
package struct TargetBuild {
    private let arguments: BuildArguments

    /// Runs a command line, and prints its messages.
    ///
    /// - Returns: the exit status; 64 if the command line is invalid.
    package static func main(_ arguments: [String]) -> Int32 {
        do throws(BuildArguments.Fault) {
            let arguments = try BuildArguments(arguments)
            if arguments.asksForHelp {
                Console.print(BuildArguments.usage)
                return 0
            }
            return TargetBuild(arguments: arguments).run()
        } catch {
            Console.print(error: "Error: \(error.message)\n\(BuildArguments.usage)")
            return 64
        }
    }

    private func run() -> Int32 {
        do {
            for (limit, value) in arguments.limits { limit.standard = value }
            let plan = try BuildPlan(
                targetDirectory: arguments.targetDirectory,
                config: arguments.config
            )
            for (limit, value) in plan.options.limits where arguments.limits[limit] == nil {
                limit.standard = value
            }
            plan.options.formatRules.apply()
            let watched = arguments.watch.map {
                WatchFolder($0, target: arguments.targetDirectory)
            }
            try watched?.link(to: plan.paths)
            let sources = try plan.sources()
            let checked = Result { () throws(SchemaError) in try plan.check(sources) }
            var options = plan.options
            // An invalid document does not become a constant; its errors are reported below.
            if case .success(let findings) = checked, findings.isEmpty {
                options.embedded = plan.embedded()
            }
            let files = try Compiler(options: options).compile(sources)
            Console.warn(files.flatMap(\.warnings))
            try watched?.link(to: plan.paths + files.flatMap(\.references))
            try write(files)
            let findings = try checked.get()
            return findings.isEmpty ? 0 : fail(findings)
        } catch let error as TemplateError {
            return fail(error.findings)
        } catch let error as SchemaError {
            return fail(error.findings)
        } catch {
            Console.print(error: "error: \(error)")
            return 2
        }
    }

    /// A build has no command line of its own on which to raise a limit.
    private func fail(_ findings: [Finding]) -> Int32 {
        let code = Console.fail(findings, code: 1)
        if findings.contains(where: \.isUnjudged) {
            let file = arguments.config ?? "\(arguments.targetDirectory)/schemac.yaml"
            Console.print(
                error: "note: a build takes limits from `limits:` in \(shownName(file))"
            )
        }
        return code
    }

    private func write(_ files: [GeneratedFile]) throws(SchemaError) {
        let output = arguments.output
        let folder = OutputFolder(output)
        let outputs = arguments.others.map {
            PlannedOutputs(names: arguments.planned, others: $0).arranged(files)
        }
        let written = try folder.write(outputs ?? files.flatMap(\.texts))
        guard arguments.prune else { return }
        let removed = try folder.removeGenerated(besides: files.flatMap(\.texts).map(\.name))
        for name in written { Console.print("wrote \(shownName("\(output)/\(name)"))") }
        for name in removed { Console.print("removed \(shownName("\(output)/\(name)"))") }
        if written.isEmpty, removed.isEmpty {
            Console.print(
                "\(output): \(files.count) file\(files.count == 1 ? " is" : "s are") up to date"
            )
        }
    }
}
