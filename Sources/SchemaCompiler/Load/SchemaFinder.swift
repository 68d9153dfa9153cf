public import ConfigDocument
public import JSONSchema
import MigrationSteps

/// Finds the schemas of files and folders, and reads them.
///
/// A folder holds `NAME.schema.json` or `NAME/VERSION.schema.json`, of which the newest version is
/// taken. Instead of JSON they may be YAML.
public struct SchemaFinder: Sendable {
    /// The base URI of the schemas; nil takes their files.
    public var base: String?
    public var options = ReadingOptions()
    private static let depthLimit = 16

    public init() {}

    /// - Throws: a finding for each path that leads to no schema, and for each that is not readable.
    public func sources(at paths: [String]) throws(SchemaError) -> [SchemaSource] {
        var sources: [SchemaSource] = []
        var findings: [Finding] = []
        for path in paths {
            do throws(SchemaError) {
                sources += FileSystem.isFolder(path) ? try folder(path) : [try file(path)]
            } catch {
                findings += error.findings
            }
        }
        guard findings.isEmpty else { throw SchemaError(findings: findings) }
        return sources
    }

    /// The same with the history of each schema that has versions.
    public func sourcesWithHistory(at paths: [String]) throws(SchemaError) -> [SchemaSource] {
        var sources = try sources(at: paths)
        var findings: [Finding] = []
        for index in sources.indices where sources[index].version != nil {
            do throws(SchemaError) {
                let folder = FilePath.folder(sources[index].path)
                sources[index].history = try SchemaHistory(folder: folder, finder: self)
            } catch {
                findings += error.findings
            }
        }
        guard findings.isEmpty else { throw SchemaError(findings: findings) }
        return sources
    }

    // MARK: One file

    private func file(_ path: String) throws(SchemaError) -> SchemaSource {
        let name = FilePath.name(path)
        let stem = Self.stem(name) ?? Self.withoutExtension(name)
        let folder = FilePath.folder(path)
        if Self.stem(name) != nil, let version = SemanticVersion(stem), folder != "." {
            return try source(FilePath.name(folder), version, .version(at: path))
        }
        let place = Place(path: path, root: folder, shownRoot: "", shownPath: name)
        return try source(stem, nil, place)
    }

    private struct Place {
        var path: String
        var root: String
        var shownRoot: String
        var shownPath: String

        /// A version of a schema. What its folder stands in may be referred to: `../common.json`.
        static func version(at path: String) -> Place {
            let folder = FilePath.folder(path)
            let parent = FilePath.folder(folder)
            let name = FilePath.name(folder)
            let isInRoot = parent == "/"
            return Place(
                path: path,
                root: isInRoot ? folder : parent,
                shownRoot: isInRoot ? name + "/" : "",
                shownPath: name + "/" + FilePath.name(path)
            )
        }
    }

    private func source(
        _ name: String,
        _ version: SemanticVersion?,
        _ place: Place
    ) throws(SchemaError) -> SchemaSource {
        let document: Document
        do throws(DocumentError) {
            document = try SchemaReader(options: options).document(
                at: place.path,
                named: place.shownPath
            )
        } catch {
            var finding = Finding(error)
            finding.file = place.path
            throw SchemaError(findings: [finding])
        }
        return SchemaSource(
            name: name,
            version: version?.description,
            path: place.path,
            shownPath: place.shownPath,
            uri: base.map { Self.uri($0, FilePath.name(place.path)) }
                ?? FilePath.uri("/" + place.shownPath),
            root: FileSystem.canonicalPath(place.root),
            shownRoot: place.shownRoot,
            document: document
        )
    }

    private static func uri(_ base: String, _ name: String) -> String {
        base.hasSuffix("/") ? base + name : base + "/" + name
    }

    // MARK: A folder

    private func folder(_ path: String) throws(SchemaError) -> [SchemaSource] {
        var found: [Place] = []
        do throws(FileSystem.Failure) {
            var root = path
            while root.count > 1, root.hasSuffix("/") { root.removeLast() }
            let canonical = FileSystem.canonicalPath(root) ?? root
            let shown = FilePath.name(canonical)
            try collect(root, shown: shown, in: (root, shown + "/"), depth: 0, into: &found)
        } catch {
            throw SchemaError(findings: [
                Finding(message: "the folder cannot be read: \(error.reason)", file: error.path)
            ])
        }
        var newest: [String: (version: SemanticVersion, place: Place)] = [:]
        var order: [(name: String, place: Place?)] = []
        for place in found {
            let stem = Self.stem(FilePath.name(place.path)) ?? ""
            guard let version = SemanticVersion(stem) else {
                order.append((stem, place))
                continue
            }
            let name = FilePath.name(FilePath.folder(place.path))
            if newest[name] == nil { order.append((name, nil)) }
            if let known = newest[name], known.version > version { continue }
            newest[name] = (version, place)
        }
        var sources: [SchemaSource] = []
        var findings: [Finding] = []
        for (name, place) in order {
            do throws(SchemaError) {
                if let place {
                    sources.append(try source(name, nil, place))
                } else if let known = newest[name] {
                    sources.append(try source(name, known.version, known.place))
                }
            } catch {
                findings += error.findings
            }
        }
        guard findings.isEmpty else { throw SchemaError(findings: findings) }
        return sources
    }

    private func collect(
        _ folder: String,
        shown: String,
        in root: (path: String, shown: String),
        depth: Int,
        into found: inout [Place]
    ) throws(FileSystem.Failure) {
        guard depth < Self.depthLimit else { return }
        for name in try FileSystem.names(in: folder) where !name.hasPrefix(".") {
            let path = FilePath.joined(folder, name)
            if let stem = Self.stem(name) {
                if depth == 0, folder != ".", SemanticVersion(stem) != nil {
                    found.append(.version(at: path))
                    continue
                }
                found.append(
                    Place(
                        path: path,
                        root: root.path,
                        shownRoot: root.shown,
                        shownPath: shown + "/" + name
                    )
                )
            } else if FileSystem.isFolder(path), !FileSystem.isSymbolicLink(path) {
                try collect(
                    path,
                    shown: shown + "/" + name,
                    in: root,
                    depth: depth + 1,
                    into: &found
                )
            }
        }
    }

    // MARK: Names

    /// What stands before `.schema.json`, `.schema.yaml` or `.schema.yml`; nil for other names.
    static func stem(_ name: String) -> String? {
        for ending in [".schema.json", ".schema.yaml", ".schema.yml"]
        where name.hasSuffix(ending) && name.utf8.count > ending.utf8.count {
            return String(name.dropLast(ending.count))
        }
        return nil
    }

    static func withoutExtension(_ name: String) -> String {
        for ending in [".json", ".yaml", ".yml"]
        where name.hasSuffix(ending) && name.count > ending.count {
            return String(name.dropLast(ending.count))
        }
        return name
    }
}

/// Reads one schema file.
package struct SchemaReader: Sendable {
    package var options: ReadingOptions

    package init(options: ReadingOptions = ReadingOptions()) { self.options = options }

    /// - Parameter name: what the document is called in findings and programs; the path by default.
    package func document(
        at path: String,
        named name: String? = nil
    ) throws(DocumentError) -> Document {
        try Document(contentsOf: path, named: name, options: options)
    }
}
