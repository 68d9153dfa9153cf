public import ConfigDocument
public import JSONSchema
import MigrationSteps

/// Finds schemas at paths of files and directories, and reads them.
///
/// A directory contains `NAME.schema.json` or `NAME/VERSION.schema.json`; of the latter, the newest
/// version is used. Schemas can also be YAML. A part of a file is a schema as well
/// (`api.yaml#/components/schemas/Pet`); of an OpenAPI document or the definition of a custom
/// resource, those that nothing else in it refers to are found.
public struct SchemaFinder: Sendable {
    /// The base URI of the schemas; nil for the paths of their files.
    public var base: String?
    /// The limits for reading schema files.
    public var options = ReadingOptions()

    /// Creates a finder with the default limits.
    public init() {}

    /// - Throws: a finding for each path without a schema, and for each unreadable one.
    public func sources(at paths: [String]) throws(SchemaError) -> [SchemaSource] {
        var found: [Place] = []
        var sources: [SchemaSource] = []
        var findings: [Finding] = []
        for path in paths {
            do throws(SchemaError) {
                found += FileSystem.isFolder(path) ? try folder(path) : [file(path)]
            } catch {
                findings += error.findings
            }
        }
        // A file that is given twice is one schema.
        var known: Set<String> = []
        let files = found.filter { place in
            let file = FileSystem.canonicalPath(place.path) ?? place.path
            return known.insert(file + (place.fragment ?? "")).inserted
        }
        let places = Place.distinguished(files)
        for place in places {
            do throws(SchemaError) {
                sources += try self.sources(of: place, among: places)
            } catch {
                findings += error.findings
            }
        }
        guard findings.isEmpty else { throw SchemaError(findings: findings) }
        return sources
    }

    /// The schemas at paths, with the history of each versioned one.
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

    private func file(_ given: String) -> Place {
        let path = FileSystem.pathWithoutFragment(given)
        let name = FilePath.name(path)
        let stem = Self.stem(name) ?? Self.withoutExtension(name)
        let folder = FilePath.folder(path)
        if path != given {
            var place = Place(name: stem, path: path, root: folder, shownRoot: "", shownPath: name)
            place.fragment = String(given.dropFirst(path.count))
            return place
        }
        if Self.stem(name) != nil, let version = SemanticVersion(stem), folder != "." {
            return .version(version, at: path)
        }
        return Place(name: stem, path: path, root: folder, shownRoot: "", shownPath: name)
    }

    private struct Place {
        var name: String
        var version: SemanticVersion?
        var path: String
        /// The part of the file that is meant, with `#`; nil for the whole.
        var fragment: String?
        var root: String
        var shownRoot: String
        var shownPath: String

        /// A version of a schema. References may lead to the parent of its directory:
        /// `../common.json`.
        static func version(_ version: SemanticVersion, at path: String) -> Place {
            let folder = FilePath.folder(path)
            let parent = FilePath.folder(folder)
            let name = FilePath.name(folder)
            let isInRoot = parent == "/"
            return Place(
                name: name,
                version: version,
                path: path,
                root: isInRoot ? folder : parent,
                shownRoot: isInRoot ? name + "/" : "",
                shownPath: name + "/" + FilePath.name(path)
            )
        }

        /// Places with names that distinguish files in different directories: if two directories
        /// would have the same name, their paths below the common ancestor.
        static func distinguished(_ places: [Place]) -> [Place] {
            let roots = places.map { FileSystem.canonicalPath($0.root) ?? $0.root }
            var known: [String: String] = [:]
            let isPlain = zip(places, roots).allSatisfy { place, root in
                known.updateValue(root, forKey: place.shownRoot) ?? root == root
            }
            if isPlain { return places }
            let names = FilePath.distinctNames(of: roots)
            return zip(places, roots).map { place, root in
                var place = place
                let name = names[root] ?? ""
                let inner = place.shownPath.dropFirst(place.shownRoot.count)
                place.shownRoot = name.isEmpty ? "" : name + "/"
                place.shownPath = place.shownRoot + inner
                return place
            }
        }
    }

    /// The schema of a file, or those inside it.
    private func sources(
        of place: Place,
        among places: [Place]
    ) throws(SchemaError) -> [SchemaSource] {
        let file = try source(place, among: places)
        if let fragment = place.fragment { return [try file.part(at: fragment)] }
        return try file.parts ?? [file]
    }

    private func source(
        _ place: Place,
        among places: [Place]
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
        let fileName = FilePath.name(place.path)
        let isUnique = places.allSatisfy {
            FilePath.name($0.path) != fileName || $0.path == place.path
        }
        return SchemaSource(
            name: place.name,
            version: place.version?.description,
            path: place.path,
            shownPath: place.shownPath,
            uri: base.map { Self.uri($0, isUnique ? fileName : place.shownPath) }
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

    private func folder(_ path: String) throws(SchemaError) -> [Place] {
        var found: [Place] = []
        do throws(FileSystem.Failure) {
            var root = path
            while root.count > 1, root.hasSuffix("/") { root.removeLast() }
            let canonical = FileSystem.canonicalPath(root) ?? root
            let shown = FilePath.name(canonical)
            try collect(root, shown: shown, in: (root, shown + "/"), depth: 0, into: &found)
        } catch {
            throw SchemaError(findings: [
                Finding(message: "the directory cannot be read: \(error.reason)", file: error.path)
            ])
        }
        // The newest version of each directory with versions, at the position of the first one.
        var newest: [String: Int] = [:]
        var places: [Place] = []
        for place in found {
            guard let version = place.version else {
                places.append(place)
                continue
            }
            let folder = FilePath.folder(place.path)
            guard let index = newest[folder] else {
                newest[folder] = places.count
                places.append(place)
                continue
            }
            if let known = places[index].version, known > version { continue }
            places[index] = place
        }
        return places
    }

    private func collect(
        _ folder: String,
        shown: String,
        in root: (path: String, shown: String),
        depth: Int,
        into found: inout [Place]
    ) throws(FileSystem.Failure) {
        for name in try FileSystem.names(in: folder) where !name.hasPrefix(".") {
            let path = FilePath.joined(folder, name)
            if let stem = Self.stem(name) {
                let version = SemanticVersion(stem)
                if depth == 0, folder != ".", let version {
                    found.append(.version(version, at: path))
                    continue
                }
                found.append(
                    Place(
                        name: version == nil ? stem : FilePath.name(FilePath.folder(path)),
                        version: version,
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

    /// The name before `.schema.json`, `.schema.yaml` or `.schema.yml`; nil for other names.
    static func stem(_ name: String) -> String? {
        for ending in DocumentFormat.schemaEndings.map({ ".schema" + $0 })
        where name.hasSuffix(ending) && name.utf8.count > ending.utf8.count {
            return String(name.dropLast(ending.count))
        }
        return nil
    }

    static func withoutExtension(_ name: String) -> String {
        for ending in DocumentFormat.schemaEndings
        where name.hasSuffix(ending) && name.count > ending.count {
            return String(name.dropLast(ending.count))
        }
        return name
    }
}
