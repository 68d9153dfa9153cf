import ConfigDocument
package import JSONSchema

/// The config files that paths stand for: a folder stands for all files in it and below that have the
/// ending of a format.
package struct ConfigFiles: Sendable {
    /// The files, each by its path.
    package private(set) var paths: [String] = []
    /// Whether any of the paths was a folder, so that nobody named each file.
    package private(set) var includesFolders = false

    /// Hidden files, schemas (`NAME.schema.json`) and linked folders are left out of folders.
    ///
    /// - Throws: where a folder cannot be read or holds no config file.
    package init(at paths: [String]) throws(SchemaError) {
        var findings: [Finding] = []
        for path in paths {
            guard FileSystem.isFolder(path) else {
                self.paths.append(path)
                continue
            }
            includesFolders = true
            let count = self.paths.count
            do throws(FileSystem.Failure) {
                try collect(path)
                if self.paths.count > count { continue }
                findings.append(
                    Finding(
                        message: "there is no file in this folder whose name ends in "
                            + DocumentFormat.endingsInWords,
                        file: path
                    )
                )
            } catch {
                findings.append(Finding(message: error.reason, file: error.path))
            }
        }
        guard findings.isEmpty else { throw SchemaError(findings: findings) }
    }

    private mutating func collect(_ folder: String) throws(FileSystem.Failure) {
        for name in try FileSystem.names(in: folder) where !name.hasPrefix(".") {
            let path = FilePath.joined(folder, name)
            if FileSystem.isFolder(path) {
                // Without links, the length of paths ends the way down.
                if !FileSystem.isSymbolicLink(path) { try collect(path) }
            } else if Self.isConfig(name) {
                paths.append(path)
            }
        }
    }

    private static func isConfig(_ name: String) -> Bool {
        DocumentFormat.hasEnding(name) && SchemaFinder.stem(name) == nil
    }
}
