import Foundation
import PackagePlugin

/// Generates types for the schemas of a target in every `swift build`, and checks its config files.
///
/// `schemac-build` does the work. The plugin only decides what SwiftPM must know in advance: when
/// to run it, and which files it will write.
@main
struct SchemaPlugin: BuildToolPlugin {
    func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
        guard let target = target as? any SourceModuleTarget else { return [] }
        let output = context.pluginWorkDirectoryURL.appending(path: "Generated")
        let watch = context.pluginWorkDirectoryURL.appending(path: "Watched")
        let schemac = try context.tool(named: "schemac-build").url

        let inputs = InputFiles(target: target.directoryURL, watch: watch)
        let planned = inputs.plannedOutputs
        let others = "Schemas.others.swift"
        var arguments = [
            "build", "--target-directory", target.directoryURL.path, "--output", output.path,
            "--watch", watch.path, "--others", others,
        ]
        for name in planned { arguments += ["--planned", name] }

        var commands = [
            Command.buildCommand(
                displayName: "Generating configuration of \(target.name)",
                executable: schemac,
                arguments: arguments,
                inputFiles: inputs.files,
                outputFiles: (planned + [others]).map { output.appending(path: $0) }
            )
        ]
        if let watching = try watching(watch) { commands.append(watching) }
        return commands
    }

    /// Makes SwiftPM watch a directory, and plan again when the targets of its links change.
    ///
    /// SwiftPM watches only the directories of targets and those that a prebuild command writes to.
    /// This is therefore a command that does nothing, but declares that directory as its output.
    private func watching(_ folder: URL) throws -> Command? {
        let nothing = ["/usr/bin/true", "/bin/true"].first {
            FileManager.default.isExecutableFile(atPath: $0)
        }
        guard let nothing else { return nil }
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return .prebuildCommand(
            displayName: "Watching schemas and config files",
            executable: URL(fileURLWithPath: nothing),
            arguments: [],
            outputFilesDirectory: folder
        )
    }
}
