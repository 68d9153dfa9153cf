import Foundation
import Testing

/// The tests of all examples, one at a time: a build removes the programs of other packages from the
/// folder that they share.
@Suite(.serialized, .enabled(if: ExampleBuilds.areWanted)) enum ExamplesInTurn {}

/// A copy of a package of `Examples/`, on a path with spaces, that is built as its user would build
/// it. The copies and their common build folder stay in `.build`, so that the next run starts warm.
struct ExamplePackage {
    let folder: URL
    private let original: URL
    private let scratch: URL

    static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// - Throws: where the copy cannot be made.
    init(_ name: String) throws {
        original = Self.root.appending(path: "Examples/\(name)")
        let work = Self.root.appending(path: ".build/example tests")
        folder = work.appending(path: name)
        scratch = work.appending(path: "build")
        try restore()
    }

    // MARK: Files

    /// Makes the copy equal to the original again, without touching what is equal.
    func restore() throws {
        let files = try Self.files(of: original)
        for name in try Self.files(of: folder) where !files.contains(name) { try remove(name) }
        for name in files {
            var text = try String(contentsOf: original.appending(path: name), encoding: .utf8)
            if name == "Package.swift" {
                text.replace("path: \"../..\"", with: "path: \"\(Self.root.path)\"")
            }
            if (try? read(name)) != text { try write(text, to: name) }
        }
    }

    func read(_ name: String) throws -> String {
        try String(contentsOf: folder.appending(path: name), encoding: .utf8)
    }

    func write(_ text: String, to name: String) throws {
        let file = folder.appending(path: name)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(),
            withIntermediateDirectories: true
        )
        try text.write(to: file, atomically: true, encoding: .utf8)
    }

    func replace(_ old: String, with new: String, in name: String) throws {
        let text = try read(name)
        try #require(text.contains(old), "\(name) does not contain \(old)")
        try write(text.replacingOccurrences(of: old, with: new), to: name)
    }

    func remove(_ name: String) throws {
        try FileManager.default.removeItem(at: folder.appending(path: name))
    }

    private static func files(of folder: URL) throws -> [String] {
        let names = FileManager.default.enumerator(atPath: folder.path)?.allObjects ?? []
        return names.compactMap { $0 as? String }.filter { name in
            var isFolder: ObjCBool = false
            let path = folder.appending(path: name).path
            let isThere = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
            return isThere && !isFolder.boolValue
                && !name.hasPrefix(".") && name != "Package.resolved"
        }
    }

    // MARK: Builds

    func build() async throws -> ProcessOutput {
        try await swift(["build"])
    }

    /// Runs `swift` with its first argument, then the options of this package, then the others.
    func swift(_ arguments: [String]) async throws -> ProcessOutput {
        try forgetOtherPlans()
        let options = ["--package-path", folder.path, "--scratch-path", scratch.path]
        return try await ProcessOutput.of(
            ["swift", arguments[0]] + options + arguments.dropFirst(),
            in: folder
        )
    }

    /// Removes the plan of another package that was built in the same folder: SwiftPM takes it for this
    /// one's as long as the files of that package are as they were.
    private func forgetOtherPlans() throws {
        let mark = scratch.deletingLastPathComponent().appending(path: "last package")
        if let last = try? String(contentsOf: mark, encoding: .utf8), last == folder.path { return }
        for plan in ["debug.yaml", "plugin-tools.yaml"] {
            let path = scratch.appending(path: plan).path
            if FileManager.default.fileExists(atPath: path) {
                try FileManager.default.removeItem(atPath: path)
            }
        }
        try folder.path.write(to: mark, atomically: true, encoding: .utf8)
    }

    /// Runs the program that was built last, in the folder of the package.
    ///
    /// - Parameter environment: variables besides those of the tests.
    func run(
        _ program: String,
        _ arguments: String...,
        environment: [String: String] = [:]
    ) async throws -> ProcessOutput {
        let variables = environment.map { "\($0)=\($1)" }
        return try await ProcessOutput.of(
            variables + [self.program(program)] + arguments,
            in: folder
        )
    }

    /// The path of a program that was built.
    func program(_ name: String) -> String { scratch.appending(path: "debug/\(name)").path }

    /// The text of a generated file, or nil where the plugin did not write it.
    func generated(_ name: String) throws -> String? {
        let outputs = FileManager.default.enumerator(
            at: scratch.appending(
                path: "plugins/outputs/" + folder.lastPathComponent.lowercased()
            ),
            includingPropertiesForKeys: nil
        )
        while let file = outputs?.nextObject() as? URL {
            if file.lastPathComponent == name {
                return try String(contentsOf: file, encoding: .utf8)
            }
        }
        return nil
    }
}
