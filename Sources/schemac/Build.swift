import ArgumentParser
import SchemaCompiler

/// What the plugins run for a target, for those who have this tool and not theirs.
struct Build: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract:
            "Generates what schemac.yaml asks for, and checks the config files that it lists.",
        shouldDisplay: false
    )

    @Argument(parsing: .captureForPassthrough)
    var arguments: [String] = []

    func run() throws {
        let code = TargetBuild.main(arguments)
        if code != 0 { throw ExitCode(code) }
    }
}
