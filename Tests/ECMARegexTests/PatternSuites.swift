import Foundation

/// Finds and reads the external test data in place.
enum PatternSuites {
    /// The folder with this name; nil, with a message, if the data is missing.
    static func folder(_ name: String) -> URL? {
        let root =
            ProcessInfo.processInfo.environment["TYPED_CONFIG_SUITES"].map {
                URL(fileURLWithPath: $0)
            }
            ?? URL(fileURLWithPath: #filePath)
            .appending(path: "../../../../../shared/data").standardizedFileURL
        let folder = root.appending(path: name)
        if FileManager.default.fileExists(atPath: folder.path) { return folder }
        print("skipped: \(name)")
        return nil
    }

    static func json(_ file: URL) throws -> Any {
        var data = try Data(contentsOf: file)
        if data.starts(with: [0xEF, 0xBB, 0xBF]) { data.removeFirst(3) }
        return try JSONSerialization.jsonObject(with: data, options: .fragmentsAllowed)
    }

    static func jsonFiles(below folder: URL) -> [URL] {
        let paths = (try? FileManager.default.subpathsOfDirectory(atPath: folder.path)) ?? []
        return paths.filter { $0.hasSuffix(".json") }.sorted().map { folder.appending(path: $0) }
    }
}
