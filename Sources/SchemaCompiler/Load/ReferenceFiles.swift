import ConfigDocument
import JSONSchema
import Synchronization

/// Resolves references to documents outside of the run: only to files inside the schema root, to
/// the copies of the vendor lock and to the mapped directories. Neither the network nor a path out
/// of these through `..` or a link is used.
final class ReferenceFiles: Sendable {
    /// A URI prefix, with the directory of its documents.
    struct Map: Sendable {
        var prefix: String
        var folder: String
    }

    private let root: String?
    /// The name of the root in URIs, so that programs contain no path of this machine.
    private let shownRoot: String
    private let maps: [Map]
    private let vendored: VendorLock?
    private let reader: SchemaReader
    private let state = Mutex(State())

    private struct State {
        var documents: [String: Document] = [:]
        /// The path of each document, by name.
        var paths: [String: String] = [:]
        /// The files of the root by `$id`; nil until one is requested.
        var byID: [String: String]?
    }

    init(
        root: String?,
        shownRoot: String,
        maps: [Map],
        vendored: VendorLock? = nil,
        reader: SchemaReader = SchemaReader()
    ) {
        self.root = root
        self.shownRoot = shownRoot
        self.maps = maps
        self.vendored = vendored
        self.reader = reader
    }

    /// The files read so far.
    var paths: [String] { state.withLock { $0.documents.keys.sorted() } }

    func document(at uri: String) throws(SchemaLoadError) -> Document? {
        if let path = path(ofFileURI: uri) {
            if let document = try file(path) { return document }
            throw SchemaLoadError(
                missing: uri,
                among: neighbours(of: path),
                absolute: absoluteMessage(path)
            )
        }
        if let (document, path) = try vendored?.document(at: uri) {
            keep(document, at: path)
            return document
        }
        for map in maps where uri.hasPrefix(map.prefix) {
            let rest = String(uri.dropFirst(map.prefix.count))
            if let document = try mapped(rest, map.folder, uri) { return document }
        }
        guard let path = pathByID(uri) else { return nil }
        return try read(path)
    }

    private func path(ofFileURI uri: String) -> String? {
        guard uri.hasPrefix("file://") else { return nil }
        return Self.decoded(uri.dropFirst(7))
    }

    private func file(_ shown: String) throws(SchemaLoadError) -> Document? {
        guard let root, let base, shown.hasPrefix("/") else { throw Self.outside(shown, root) }
        let path = FilePath.joined(base, String(shown.dropFirst()))
        guard let canonical = FileSystem.canonicalPath(path) else { return nil }
        guard FilePath.contains(root, canonical) else { throw Self.outside(canonical, root) }
        return FileSystem.isFolder(canonical) ? nil : try read(canonical)
    }

    /// The directory in which the name of the root is its path.
    private var base: String? {
        guard let root else { return nil }
        let folder = root.hasSuffix("/") ? root : root + "/"
        return folder.hasSuffix("/" + shownRoot) ? String(folder.dropLast(shownRoot.count)) : nil
    }

    /// The message for a reference that is an absolute path; nil if there is no such file.
    private func absoluteMessage(_ path: String) -> String? {
        guard let canonical = FileSystem.canonicalPath(path), !FileSystem.isFolder(canonical) else {
            return nil
        }
        guard let root, FilePath.contains(root, canonical) else {
            return Self.outside(canonical, root).message
        }
        return "the reference is the absolute path \(quoted(canonical, limit: 200)): write the "
            + "path from the directory of this schema"
    }

    /// The URIs of the files in the directory of a path, if it is inside the root, and of those in
    /// the root.
    private func neighbours(of shown: String) -> [String] {
        guard let root else { return [] }
        var files: [String] = []
        Self.collect(root, depth: 0, into: &files)
        let all = files.map { FilePath.uri("/" + shownRoot + $0.dropFirst(root.count + 1)) }
        return self.files(inFolderOf: shown) + all
    }

    private func files(inFolderOf shown: String) -> [String] {
        let (folder, prefix) = (FilePath.folder(shown), "/" + shownRoot)
        guard let root, (folder + "/").hasPrefix(prefix),
            let canonical = FileSystem.canonicalPath(
                FilePath.joined(root, String(folder.dropFirst(prefix.count)))
            ), FilePath.contains(root, canonical),
            let names = try? FileSystem.names(in: canonical)
        else { return [] }
        return names.filter { SchemaFinder.withoutExtension($0) != $0 }
            .map { FilePath.uri(FilePath.joined(folder, $0)) }
    }

    /// The path of a document, by its name in findings.
    func path(ofDocument name: String) -> String? { state.withLock { $0.paths[name] } }

    private static func outside(_ path: String, _ root: String?) -> SchemaLoadError {
        SchemaLoadError(file: path, outsideOf: root, or: "pass --map PREFIX=DIR")
    }

    private func mapped(_ rest: String, _ folder: String, _ uri: String) throws(SchemaLoadError)
        -> Document?
    {
        guard let name = Self.decoded(Substring(rest)) else { return nil }
        for candidate in [name, name + ".json", name + ".schema.json"] where !name.isEmpty {
            let path = FilePath.joined(folder, candidate)
            guard FileSystem.isFile(path), let canonical = FileSystem.canonicalPath(path) else {
                continue
            }
            guard FilePath.contains(folder, canonical) else { throw Self.outside(path, folder) }
            return try read(canonical)
        }
        return nil
    }

    private func read(_ canonical: String) throws(SchemaLoadError) -> Document {
        if let known = state.withLock({ $0.documents[canonical] }) { return known }
        let name = shownName(of: canonical)
        do throws(DocumentError) {
            let document = try reader.document(at: canonical, named: name)
            keep(document, at: canonical)
            return document
        } catch {
            var finding = Finding(error)
            finding.file = canonical
            throw SchemaLoadError(
                message: "the schema \(quoted(name)) cannot be read",
                finding: finding
            )
        }
    }

    private func keep(_ document: Document, at path: String) {
        state.withLock {
            $0.documents[path] = document
            $0.paths[document.name] = path
        }
    }

    private func shownName(of canonical: String) -> String {
        if let root, FilePath.contains(root, canonical), root != "/" {
            return shownRoot + canonical.dropFirst(root.count + 1)
        }
        for map in maps where FilePath.contains(map.folder, canonical) {
            let name = FilePath.name(map.folder)
            let others = maps.map(\.folder).filter { FilePath.name($0) == name }
            let shown = Set(others).count > 1 ? FilePath.distinctNames(of: others) : [:]
            return (shown[map.folder] ?? name) + canonical.dropFirst(map.folder.count)
        }
        return FilePath.name(canonical)
    }

    // MARK: By `$id`

    private static let fileLimit = 2000

    private func pathByID(_ uri: String) -> String? {
        guard let root else { return nil }
        if let known = state.withLock({ $0.byID }) { return known[uri] }
        var files: [String] = []
        Self.collect(root, depth: 0, into: &files)
        var byID: [String: String] = [:]
        for file in files {
            guard let document = try? reader.document(at: file),
                let id = (document.root["$id"] ?? document.root["id"])?.string
            else { continue }
            let key = String(
                id.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)[0]
            )
            if byID[key] == nil { byID[key] = file }
        }
        state.withLock { $0.byID = byID }
        return byID[uri]
    }

    private static func collect(_ folder: String, depth: Int, into files: inout [String]) {
        guard depth < 8, let names = try? FileSystem.names(in: folder) else { return }
        for name in names where !name.hasPrefix(".") && files.count < fileLimit {
            let path = FilePath.joined(folder, name)
            if FileSystem.isSymbolicLink(path) { continue }
            if FileSystem.isFolder(path) {
                collect(path, depth: depth + 1, into: &files)
            } else if SchemaFinder.withoutExtension(name) != name {
                files.append(path)
            }
        }
    }

    private static func decoded(_ text: Substring) -> String? {
        var bytes: [UInt8] = []
        var rest = text.utf8
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"), rest.count >= 2,
                let value = UInt8(Substring(rest.prefix(2)), radix: 16)
            {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        if bytes.contains(0) { return nil }
        return String(decoding: bytes, as: UTF8.self)
    }
}
