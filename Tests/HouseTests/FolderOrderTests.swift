import Foundation
import Testing

/// Between modules the compiler holds that arrows point down; within a module, this does.
struct FolderOrderTests {
    /// The folders of each module, lowest first. Each uses only those before it.
    private static let orders: [(module: String, folders: [String])] = [
        ("ECMARegex", ["Unicode", "Syntax", "Shape", "Backtracking", "Automaton"]),
        ("ConfigDocument", ["Text", "Tape", "Value", "File", "JSON", "YAML", "TOML"]),
        ("ConfigFiles", ["Write", "Watch"]),
        (
            "SchemaValidation",
            [
                "Format", "Number", "Program", "Keyword", "Wording", "Finding", "Layer",
                "Engine", "Report",
            ]
        ),
        ("JSONSchema", ["Dialect", "Container", "Reference", "Compile", "Keywords", "Output"]),
        ("ConfigTypes", ["Setting", "Layer", "GeneratedCode", "Merge", "Load"]),
        ("MigrationSteps", ["Step", "Version", "File"]),
        (
            "TypedConfig",
            [
                "Cache", "Change", "Telemetry", "Release", "Source", "Registry", "History", "Load",
                "Snapshot", "Reload", "Save", "System",
            ]
        ),
        ("ConfigVersioning", ["Migrate", "Disk", "System"]),
        (
            "ConfigMonitoring",
            [
                "History", "Thread", "Probe", "Observation", "Alert", "Audit", "Health",
                "Metrics", "Report",
            ]
        ),
        ("TypedConfigDashboard", ["Markup", "Page", "Report", "Server"]),
        ("TypedConfigFleet", ["Etcd", "Record", "Instance", "Publish", "Rollout"]),
        (
            "SchemaCompiler",
            [
                "File", "Model", "Spelling", "Naming", "Options", "Analyse", "Load", "Embed",
                "Share", "Lower", "Emit", "Compile", "Write", "Check",
            ]
        ),
        ("SchemaTools", ["Lint", "Describe", "Diff", "Infer", "Migration", "Start"]),
    ]

    @Test(arguments: orders)
    func foldersKnowOnlyThoseBelow(module: String, folders: [String]) throws {
        let found = try ModuleFolders(of: Self.sources.appending(path: module))
        #expect(found.folders.subtracting([ModuleFolders.top]) == Set(folders))
        let floors = folders + [ModuleFolders.top]
        for arrow in found.arrows {
            let from = try #require(floors.firstIndex(of: arrow.from), "\(arrow)")
            let to = try #require(floors.firstIndex(of: arrow.to), "\(arrow)")
            #expect(to < from, "\(module): \(arrow)")
        }
    }

    @Test func everyModuleWithFoldersHasAnOrder() throws {
        let modules = try FileManager.default.contentsOfDirectory(atPath: Self.sources.path)
        for module in modules {
            let found = try ModuleFolders(of: Self.sources.appending(path: module))
            guard found.folders.subtracting([ModuleFolders.top]).count > 1 else { continue }
            #expect(Self.orders.contains { $0.module == module }, "\(module)")
        }
    }

    private static let sources = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Sources")
}
