package import Foundation

/// An external test suite on disk. The suites are read in place and are not part of the package.
package struct SuiteFolder {
    package let url: URL

    /// The folder called `name` in the folder that `TYPED_CONFIG_SUITES` names, or beside the package.
    /// If neither exists, this prints "skipped: NAME" and is nil.
    package init?(_ name: String) {
        let package = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent()  // Suites
            .deletingLastPathComponent()  // Tests
            .deletingLastPathComponent()
        let named = ProcessInfo.processInfo.environment["TYPED_CONFIG_SUITES"]
        let root =
            named.map { URL(fileURLWithPath: $0) }
            ?? package.appending(path: "../shared/data").standardizedFileURL
        let folder = root.appending(path: name)
        guard FileManager.default.fileExists(atPath: folder.path) else {
            print("skipped: \(name)")
            return nil
        }
        url = folder
    }

    /// The files of a folder inside the suite in name order, those that begin with a dot included.
    package func files(in path: String = "", suffix: String = "") throws -> [URL] {
        let folder = path.isEmpty ? url : url.appending(path: path)
        return try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
            .filter { $0.hasSuffix(suffix) }
            .map { folder.appending(path: $0) }
    }

    package func bytes(_ path: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: url.appending(path: path)))
    }
}
