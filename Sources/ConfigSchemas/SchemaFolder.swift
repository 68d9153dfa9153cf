import ConfigDocument
import ConfigTypes
import ConfigVersioning
import JSONSchema
import MigrationSteps
import SchemaValidation
import TypedConfig

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A directory of schemas: `NAME/VERSION.schema.json`, of which the newest version is used, or
/// `NAME.schema.json` for a schema without history.
struct SchemaFolder {
    /// Without a slash at its end.
    let path: String

    init(path: String) {
        var path = path
        while path.count > 1, path.hasSuffix("/") { path.removeLast() }
        self.path = path
    }

    struct Entry: Equatable {
        var name: String
        var version: String?
        var path: String
    }

    private static let ending = ".schema.json"

    func entries() throws(ConfigError) -> [Entry] {
        var entries: [Entry] = []
        for file in try DirectorySource(name: path).fileNames() {
            if let name = Self.stem(of: file) {
                entries.append(Entry(name: name, version: nil, path: "\(path)/\(file)"))
                continue
            }
            // A path that cannot be listed is not a directory.
            let versions = (try? DirectorySource(name: "\(path)/\(file)").fileNames()) ?? []
            let newest = versions.compactMap(Self.stem).max(by: Self.isOlder)
            guard let newest else { continue }
            let schema = "\(path)/\(file)/\(newest)\(Self.ending)"
            entries.append(Entry(name: file, version: newest, path: schema))
        }
        return entries
    }

    /// The versions of a schema, oldest first; none for a schema without history.
    func versions(of name: String) -> [Entry] {
        let files = (try? DirectorySource(name: "\(path)/\(name)").fileNames()) ?? []
        return files.compactMap(Self.stem).sorted(by: Self.isOlder).map {
            Entry(name: name, version: $0, path: "\(path)/\(name)/\($0)\(Self.ending)")
        }
    }

    /// The migrations between versions, in the directory of the schemas.
    ///
    /// - Throws: errors in the files. Decisions that are still open are errors too: without the step,
    ///   documents would be migrated in part.
    func migrations(of name: String) throws(ConfigError) -> [ConfigMigration] {
        var findings: [Finding] = []
        var migrations: [ConfigMigration] = []
        let folder = "\(path)/\(name)"
        for file in (try? DirectorySource(name: folder).fileNames()) ?? []
        where file.hasSuffix(MigrationFile.ending) {
            let (migration, faults) = MigrationFile.read(try .read("\(folder)/\(file)"))
            findings += faults + (migration?.openDecisions ?? [])
            if let migration { migrations.append(ConfigMigration(migration)) }
        }
        if !findings.isEmpty { throw ConfigError(findings: findings) }
        return migrations
    }

    /// The schemas of the folder may refer to each other by relative URIs, and to nothing else.
    var registry: SchemaRegistry {
        var registry = SchemaRegistry()
        let folder = path
        registry.loader = { (uri) throws(SchemaLoadError) in
            let file = Self.file(of: uri)
            guard let path = file.flatMap({ Self.path(of: $0, in: folder) }) else {
                if let outside = file.flatMap(Self.realPath) {
                    throw SchemaLoadError(
                        file: outside,
                        outsideOf: folder,
                        or: "copy the file into the schema root"
                    )
                }
                throw SchemaLoadError(
                    message: "it is not a file in the schema directory \(folder); put a copy "
                        + "there, since nothing is read from elsewhere or from a network"
                )
            }
            do throws(DocumentError) {
                return try Document(contentsOf: path)
            } catch {
                throw SchemaLoadError(message: "it cannot be read", finding: Finding(error))
            }
        }
        return registry
    }

    private static func stem(of file: String) -> String? {
        file.hasSuffix(ending) && file.count > ending.count
            ? String(file.dropLast(ending.count)) : nil
    }

    /// Compares versions number by number, so that 10.0.0 is newer than 9.0.0.
    private static func isOlder(_ left: String, _ right: String) -> Bool {
        let (a, b) = (numbers(of: left), numbers(of: right))
        return a == b ? left < right : a.lexicographicallyPrecedes(b)
    }

    private static func numbers(of version: String) -> [Int] {
        version.split { $0 == "." || $0 == "-" }.map { Int($0) ?? -1 }
    }

    /// The path of a file relative to the directory's own name; nil if the file is not in the
    /// directory. Symbolic links count as their targets.
    private static func path(of file: String, in folder: String) -> String? {
        guard let file = realPath(of: file), let root = realPath(of: folder),
            file.hasPrefix(root + "/")
        else { return nil }
        return folder + file.dropFirst(root.count)
    }

    private static func realPath(of path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    // MARK: File URIs

    /// The base URI of a document, from its path.
    static func uri(ofFile path: String) -> String {
        "file://"
            + (realPath(of: path) ?? "/" + path).replacing("%", with: "%25")
            .replacing("#", with: "%23").replacing("?", with: "%3F")
    }

    private static func file(of uri: String) -> String? {
        guard uri.hasPrefix("file:///") else { return nil }
        let path = uri.dropFirst("file://".count)
        return String(path).replacing("%23", with: "#").replacing("%3F", with: "?")
            .replacing("%25", with: "%")
    }
}
