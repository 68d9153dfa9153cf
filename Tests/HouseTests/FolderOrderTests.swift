import Foundation
import Testing

/// Between modules the compiler holds that arrows point down; within a module, this does.
struct FolderOrderTests {
    /// The folders of each module, lowest first. Each knows those before it.
    private static let orders: [(module: String, folders: [String])] = [
        ("ConfigDocument", ["Text", "Tape", "Value", "File", "JSON", "YAML"]),
        (
            "ConfigMonitoring",
            [
                "History", "Thread", "Probe", "Observation", "Alert", "Audit", "Health", "Metrics",
                "Report",
            ]
        ),
        ("MigrationSteps", ["Step", "Version", "File", "Run"]),
        (
            "SchemaCompiler",
            [
                "File", "Model", "Spelling", "Naming", "Options", "Analyse", "Emit", "Load", "Lint",
                "Describe", "Diff", "Embed", "Share", "Compile", "Check", "Infer", "Migration",
                "Write",
            ]
        ),
        ("TypedConfigDashboard", ["Markup", "Page", "Report", "Server"]),
        ("ECMARegex", ["Unicode", "Syntax", "Shape", "Backtracking", "Automaton"]),
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

    /// Modules whose folders still know each other both ways.
    private static let unordered: Set<String> = ["JSONSchema", "TypedConfig"]

    @Test func everyModuleWithFoldersHasAnOrder() throws {
        let modules = try FileManager.default.contentsOfDirectory(atPath: Self.sources.path)
        for module in modules {
            let found = try ModuleFolders(of: Self.sources.appending(path: module))
            guard found.folders.subtracting([ModuleFolders.top]).count > 1 else { continue }
            let isOrdered = Self.orders.contains { $0.module == module }
            #expect(isOrdered != Self.unordered.contains(module), "\(module)")
        }
    }

    private static let sources = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Sources")
}
