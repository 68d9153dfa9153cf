import Foundation
import Testing

/// A module may import what another one happens to have built before it: SwiftPM does not object, and
/// the product that it belongs to cannot be linked alone.
struct DeclaredImportsTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    @Test func everyModuleDeclaresWhatItImports() throws {
        let manifest = try String(
            contentsOf: Self.root.appending(path: "Package.swift"),
            encoding: .utf8
        )
        let targets = Self.targets(in: manifest)
        let names = Set(targets.map(\.name))
        #expect(names.count > 40)
        for target in targets {
            let imported = try Self.imports(of: target).intersection(names)
            let missing = imported.subtracting(target.dependencies).subtracting([target.name])
            #expect(missing.sorted() == [], "\(target.name)")
        }
    }

    /// Each clean build of an application compiles the modules that it links.
    @Test(arguments: [
        ("TypedConfig", ["JSONSchema", "MigrationSteps", "DocumentMigration"]),
        ("ConfigMonitoring", ["JSONSchema", "MigrationSteps", "DocumentMigration"]),
        ("ConfigVersioning", ["JSONSchema"]),
        ("BuiltinConfigs", ["JSONSchema"]),
    ])
    func linksNothingThatItDoesNotNeed(module: String, others: [String]) throws {
        let manifest = try String(
            contentsOf: Self.root.appending(path: "Package.swift"),
            encoding: .utf8
        )
        // A plugin is a product and a target of one name.
        let targets = Dictionary(Self.targets(in: manifest).map { ($0.name, $0) }) { $1 }
        var linked: Set<String> = []
        var open = [module]
        while let next = open.popLast() {
            guard let target = targets[next], linked.insert(next).inserted else { continue }
            open += target.dependencies
        }
        #expect(linked.count > 3)
        #expect(linked.intersection(others).sorted() == [])
    }

    private struct Target {
        var name: String
        var folder: String
        var dependencies: Set<String>
    }

    /// A target is what follows its opening up to the next one; its texts are names and paths.
    private static func targets(in manifest: String) -> [Target] {
        let parts = manifest.split(
            separator: #/\.(?:target|executableTarget|testTarget|systemLibrary|plugin)\(\s*name: /#
        )
        return parts.dropFirst().compactMap { part in
            let texts = part.matches(of: /"([^"\n]+)"/).map { String($0.1) }
            guard let name = texts.first else { return nil }
            let path = part.firstMatch(of: /\bpath: "([^"]+)"/).map { String($0.1) }
            let isTest = name.hasSuffix("Tests")
            return Target(
                name: name,
                folder: path ?? (isTest ? "Tests/\(name)" : "Sources/\(name)"),
                dependencies: Set(texts.dropFirst())
            )
        }
    }

    /// Imports stand at the beginning of a line; those further in are texts of templates.
    private static let openings = ["", "public ", "package ", "@testable ", "@_exported public "]
        .map { "\($0)import " }

    private static func imports(of target: Target) throws -> Set<String> {
        let folder = root.appending(path: target.folder)
        let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
        var names: Set<String> = []
        for case let url as URL in files?.allObjects ?? [] where url.pathExtension == "swift" {
            let text = try String(contentsOf: url, encoding: .utf8)
            for line in text.split(separator: "\n") {
                guard let opening = openings.first(where: line.hasPrefix) else { continue }
                // `ConfigDocument`, or `struct ConfigDocument.Kind` for one declaration.
                let words = line.dropFirst(opening.count).split(separator: " ")
                let module = (words.count > 1 ? words[1] : words[0]).split(separator: ".")[0]
                names.insert(String(module))
            }
        }
        return names
    }
}
