import ArgumentParser
import SchemaCompiler

/// The command that the plugins run for a target, for users of this tool instead of theirs.
struct Build: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Generate what schemac.yaml asks for, and check the files that it lists.",
        shouldDisplay: false
    )

    @Argument(parsing: .captureForPassthrough)
    var arguments: [String] = []

    func run() throws {
        let code = TargetBuild.main(arguments)
        if code != 0 { throw ExitCode(code) }
    }
}
