import Foundation
import PackagePlugin

/// Generates types for the schemas of a target in every `swift build`, and checks its config files.
///
/// The work is done by `schemac-build`. All that is decided here is what SwiftPM must know
/// beforehand: when to run it, and which files it will write.
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

    /// Has SwiftPM watch a folder, and plan again when what stands behind its links changes.
    ///
    /// SwiftPM watches the folders of targets and those that a prebuild command writes to, and no
    /// others. So this is a command that does nothing, and says that it writes there.
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
