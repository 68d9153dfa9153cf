import ConfigDocument
package import JSONSchema

/// The config files at given paths; a directory includes all files in and below it with the
/// extension of a format.
package struct ConfigFiles: Sendable {
    /// The paths of the files.
    package private(set) var paths: [String] = []
    /// True if any of the paths was a directory, so that not every file was named individually.
    package private(set) var includesFolders = false

    /// Hidden files, schemas (`NAME.schema.json`) and linked directories are skipped in
    /// directories.
    ///
    /// - Throws: if a directory cannot be read or contains no config file.
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
                        message: "there is no file in this directory whose name ends in "
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
                // Without links, the maximum length of paths limits the recursion.
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
