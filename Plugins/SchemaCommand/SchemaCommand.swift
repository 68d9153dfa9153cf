import Foundation
import PackagePlugin

/// `swift package generate-config`: writes generated code to the package, to be committed.
@main
struct SchemaCommand: CommandPlugin {
    private static let usage = """
        USAGE: swift package generate-config [--target NAME]... [--output DIR]

        Generates types for the schemas of targets, and checks the config files that they list in
        schemac.yaml. Without --target, for all targets that have a schemac.yaml or a *.schema.json.

          --target NAME   A target to generate for. Repeatable.
          --output DIR    The folder to write to, relative to the package; by default Generated in
                          the folder of the target.
        """

    func performCommand(context: PluginContext, arguments: [String]) throws {
        var rest = ArgumentExtractor(arguments)
        if rest.extractFlag(named: "help") > 0 { return print(Self.usage) }
        let names = rest.extractOption(named: "target")
        let folder = rest.extractOption(named: "output").last
        if let unknown = rest.remainingArguments.first {
            throw Failure("there is no argument \(unknown)\n\(Self.usage)")
        }

        let targets = try targets(names, of: context.package)
        if folder != nil, targets.count > 1 {
            throw Failure(
                "--output is for one target: choose one of \(targets.map(\.name)) with --target"
            )
        }
        let schemac = try context.tool(named: "schemac-build").url
        var isComplete = true
        for target in targets {
            let output =
                folder.map { URL(fileURLWithPath: $0, relativeTo: context.package.directoryURL) }
                ?? target.directoryURL.appending(path: "Generated")
            isComplete =
                try run(
                    schemac,
                    [
                        "build", "--target-directory", target.directoryURL.path, "--output",
                        output.path, "--prune",
                    ]
                ) && isComplete
        }
        if !isComplete { throw Failure("not everything is generated and valid; see above") }
    }

    private func targets(_ names: [String], of package: Package) throws -> [any SourceModuleTarget]
    {
        if !names.isEmpty {
            return try package.targets(named: names).compactMap { $0 as? any SourceModuleTarget }
        }
        let targets = package.targets.compactMap { $0 as? any SourceModuleTarget }.filter {
            target in
            let files = FileManager.default.enumerator(atPath: target.directoryURL.path)
            return files?.contains { name in
                guard let name = name as? String else { return false }
                return name == "schemac.yaml" || name.contains(".schema.")
            } ?? false
        }
        if targets.isEmpty { throw Failure("no target has a schemac.yaml or a *.schema.json") }
        return targets
    }

    private func run(_ tool: URL, _ arguments: [String]) throws -> Bool {
        let process = try Process.run(tool, arguments: arguments)
        process.waitUntilExit()
        return process.terminationReason == .exit && process.terminationStatus == 0
    }
}

private struct Failure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
