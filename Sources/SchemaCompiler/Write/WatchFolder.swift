package import JSONSchema

/// A folder of symbolic links to what a target reads outside its own folder.
///
/// SwiftPM plans a build again when the structure of a folder that it watches has changed, looking
/// through links. So a schema that is added or removed behind a link is noticed, and so is a change
/// of the links themselves.
package struct WatchFolder: Sendable {
    private let path: String
    private let target: String

    /// - Parameter path: the folder that holds a file for each folder that is watched.
    package init(_ path: String, target: String) {
        self.path = path
        self.target = FileSystem.canonicalPath(target) ?? target
    }

    /// Makes these the paths that are linked to. Links that are right already are left alone.
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
                    message: "the folder of links cannot be kept: \(error.reason)",
                    file: error.path
                )
            ])
        }
    }

    /// The paths that are worth a link: outside the target, which SwiftPM watches itself, and no
    /// folder around it, through which the links would lead to themselves.
    private func linkable(_ paths: [String]) -> [String] {
        let all = Set(paths.map { FileSystem.canonicalPath($0) ?? $0 })
        let outside = all.filter {
            !FilePath.contains(target, $0) && !FilePath.contains($0, target)
        }
        return outside.filter { path in
            !outside.contains { $0 != path && FilePath.contains($0, path) }
        }.sorted()
    }

    /// Of the endings that a file made by a plugin may have, SwiftPM leaves only this one alone;
    /// others are compiled, copied into a bundle or warned of.
    private static func name(_ index: Int) -> String { "\(index).docc" }

    private func isLink(_ name: String) -> Bool { FileSystem.isSymbolicLink(joined(name)) }

    private func joined(_ name: String) -> String { FilePath.joined(path, name) }
}
