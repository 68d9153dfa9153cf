import Foundation

/// The package's tools, which are built into the same folder as the tests.
enum BuiltProgram {
    static func path(_ name: String) -> String? {
        var folder = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
        for bundle in Bundle.allBundles where bundle.bundlePath.hasSuffix(".xctest") {
            folder = URL(filePath: bundle.bundlePath).deletingLastPathComponent()
        }
        let path = folder.appending(path: name).path
        return FileManager.default.isExecutableFile(atPath: path) ? path : nil
    }
}
