package import JSONSchema

/// A directory of symbolic links to files that a target reads outside of its own directory.
///
/// SwiftPM plans a build again when the structure of a watched directory has changed, including
/// targets of links. It thereby notices schemas that are added or removed behind a link, and
/// changes of the links themselves.
package struct WatchFolder: Sendable {
    private let path: String
    private let target: String

    /// - Parameter path: the directory with a file for each watched directory.
    package init(_ path: String, target: String) {
        self.path = path
        self.target = FileSystem.canonicalPath(target) ?? target
    }

    /// Links exactly to these paths. Correct links are not changed.
    package func link(to paths: [String]) throws(SchemaError) {
        let wanted = linkable(paths)
        do throws(FileSystem.Failure) {
            try FileSystem.makeFolder(path)
            let names = try FileSystem.names(in: path).filter { isLink($0) }
            if names.compactMap({ FileSystem.linkTarget(joined($0)) }).sorted() == wanted { return }
            for name in names { try FileSystem.remove(joined(name)) }
            for (index, target) in wanted.enumerated() {
                try FileSystem.makeLink(joined(Self.name(index)), to: target)
            }
        } catch {
            throw SchemaError(findings: [
                Finding(
                    message: "the directory of links cannot be updated: \(error.reason)",
                    file: error.path
                )
            ])
        }
    }

    /// The paths to link to: those outside of the target, which SwiftPM watches itself, except
    /// directories that contain it, because links to these would be circular.
    private func linkable(_ paths: [String]) -> [String] {
        let all = Set(paths.map { FileSystem.canonicalPath($0) ?? $0 })
        let outside = all.filter {
            !FilePath.contains(target, $0) && !FilePath.contains($0, target)
        }
        return outside.filter { path in
            !outside.contains { $0 != path && FilePath.contains($0, path) }
        }.sorted()
    }

    /// The only extension of plugin outputs that SwiftPM ignores; files with other extensions are
    /// compiled, copied into a bundle or cause a warning.
    private static func name(_ index: Int) -> String { "\(index).docc" }

    private func isLink(_ name: String) -> Bool { FileSystem.isSymbolicLink(joined(name)) }

    private func joined(_ name: String) -> String { FilePath.joined(path, name) }
}
