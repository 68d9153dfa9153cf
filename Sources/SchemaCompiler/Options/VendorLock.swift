import ConfigDocument
public import JSONSchema

/// The copies of schemas by URI, with their hashes at the time of copying.
///
///     {
///       "schemas": {
///         "https://example.com/http.json": { "file": "vendored/http.json", "sha256": "…" }
///       }
///     }
///
/// Written by `schemac vendor`, without network access. Paths are relative to the lock. A copy that
/// has changed since is not used for references, so that a build reads only reviewed content.
public struct VendorLock: Sendable {
    /// The name of the lock file.
    package static let fileName = "schemac.lock"

    struct Entry: Sendable {
        var uri: String
        var file: String
        var sha256: String
        /// The position of the file's entry in the lock.
        var position: SourcePosition?
    }

    /// The path of the lock file.
    package let path: String
    private(set) var entries: [Entry] = []

    /// Reads the lock at a path, or creates an empty one to be written there.
    package init(at path: String) throws(SchemaError) {
        guard FileSystem.isFile(path) else {
            self.path = path
            return
        }
        self = try VendorLock(contentsOf: path)
    }

    /// - Throws: the errors in the lock, with their lines.
    public init(contentsOf path: String) throws(SchemaError) {
        self.path = path
        let document: Document
        do throws(DocumentError) {
            document = try Document(contentsOf: path, as: .json)
        } catch {
            throw SchemaError(findings: [Finding(withoutText: error, of: "lock")])
        }
        guard document.root["schemas"] != nil else {
            throw SchemaError(
                findings: [
                    Finding(
                        message: "the file is not a lock: expected an object with \"schemas\"",
                        suggestion: "'schemac vendor URI FILE' writes one",
                        file: path
                    )
                ]
            )
        }
        var reader = OptionsReader(folder: "")
        for (key, value) in reader.members(document.root, knowing: ["schemas"])
        where key == "schemas" {
            for (uri, entry) in reader.members(value, knowing: nil) {
                entries.append(Self.entry(uri, entry, &reader))
            }
        }
        guard reader.findings.isEmpty else { throw SchemaError(findings: reader.findings) }
    }

    /// The lock in a directory; nil if there is none.
    public static func ifPresent(in folder: String) throws(SchemaError) -> VendorLock? {
        let path = FilePath.joined(folder, fileName)
        return FileSystem.isFile(path) ? try VendorLock(contentsOf: path) : nil
    }

    private static func entry(
        _ uri: String,
        _ cursor: Cursor,
        _ reader: inout OptionsReader
    ) -> Entry {
        var entry = Entry(uri: uri, file: "", sha256: "")
        for (key, value) in reader.members(cursor, knowing: ["file", "sha256"]) {
            let text = reader.text(value) ?? ""
            if key == "file" {
                entry.file = text
                entry.position = value.position
            } else {
                entry.sha256 = text
            }
        }
        if cursor.isObject, entry.file.isEmpty || entry.sha256.isEmpty {
            reader.report("the entry needs file and sha256", at: cursor)
        }
        return entry
    }

    /// The number of copies.
    package var count: Int { entries.count }

    // MARK: Reading copies

    private func pathOfCopy(_ entry: Entry) -> String {
        FilePath.withoutDots(FilePath.joined(FilePath.folder(path), entry.file))
    }

    /// The paths of the lock and all its copies.
    package var paths: [String] { [path] + entries.map(pathOfCopy) }

    /// The copy of the schema at a URI; nil if the lock has none.
    ///
    /// - Throws: if the copy has changed.
    func document(at uri: String) throws(SchemaLoadError) -> (document: Document, path: String)? {
        guard let entry = entries.first(where: { $0.uri == uri }) else { return nil }
        let copy = pathOfCopy(entry)
        let finding: Finding
        do throws(SchemaError) {
            let bytes = try bytes(of: entry)
            do throws(DocumentError) {
                // Spelled as in the lock, because programs must not contain paths of this machine.
                let document = try Document(
                    parsing: bytes,
                    as: SchemaReader.format(of: copy),
                    named: entry.file
                )
                return (document, copy)
            } catch {
                finding = Finding(withoutText: error, of: "schema")
            }
        } catch {
            finding = error.findings[0]
        }
        throw SchemaLoadError(
            message: "the copy of \(quoted(uri, limit: 200)) cannot be used",
            finding: finding
        )
    }

    /// Findings about copies that are missing, unreadable or changed.
    package func findings() -> [Finding] {
        entries.flatMap { entry in
            do throws(SchemaError) {
                _ = try bytes(of: entry)
                return [Finding]()
            } catch {
                return error.findings
            }
        }
    }

    private func bytes(of entry: Entry) throws(SchemaError) -> [UInt8] {
        let copy = pathOfCopy(entry)
        var isTooLarge = false
        let message: String
        do throws(FileSystem.Failure) {
            let bytes = try FileSystem.read(copy)
            if SHA256.hexadecimal(of: bytes) == entry.sha256 { return bytes }
            message = "\(quoted(entry.file)) has changed since it was saved"
        } catch {
            message = "\(quoted(entry.file)) cannot be read: \(error.reason)"
            isTooLarge = error.isTooLarge
        }
        var finding = Finding(message: message, file: path, position: entry.position)
        finding.isUnjudged = isTooLarge
        if !isTooLarge { finding.suggestion = "save it again with 'schemac vendor URI FILE'" }
        throw SchemaError(findings: [finding])
    }

    // MARK: Taking over

    /// Records a file as the copy of the schema at a URI, replacing a previous one.
    ///
    /// - Throws: if references cannot have the URI, or the file is not a schema.
    package mutating func add(_ uri: String, file: String) throws(SchemaError) {
        guard uri.contains(":"), !uri.contains("#"), !uri.hasPrefix("file:") else {
            throw failure(
                "\(quoted(uri)) is not a URI that can have a copy",
                "write the part of $ref before its #, such as https://example.com/http.json",
                file: path
            )
        }
        let document: Document
        do throws(DocumentError) {
            document = try SchemaReader().document(at: file)
        } catch {
            throw SchemaError(findings: [Finding(withoutText: error, of: "schema")])
        }
        guard document.root.isObject || document.root.bool != nil else {
            throw failure("a schema is an object, true or false", nil, file: file)
        }
        let entry = Entry(
            uri: uri,
            file: try relative(file),
            sha256: SHA256.hexadecimal(of: document.source)
        )
        entries.removeAll { $0.uri == uri }
        entries.append(entry)
        entries.sort { $0.uri.utf8.lexicographicallyPrecedes($1.uri.utf8) }
    }

    /// The path of a file relative to the directory of the lock.
    private func relative(_ file: String) throws(SchemaError) -> String {
        guard let from = FileSystem.canonicalPath(FilePath.folder(path)),
            let to = FileSystem.canonicalPath(file)
        else { throw failure("the directory of the lock does not exist", nil, file: path) }
        let (here, there) = (from.split(separator: "/"), to.split(separator: "/"))
        let shared = zip(here, there).prefix { $0 == $1 }.count
        let up = Array(repeating: "..", count: here.count - shared)
        return (up + there[shared...].map(String.init)).joined(separator: "/")
    }

    private func failure(_ message: String, _ repair: String?, file: String) -> SchemaError {
        var finding = Finding(message: message, file: file)
        finding.suggestion = repair
        return SchemaError(findings: [finding])
    }

    /// - Throws: if the lock cannot be written.
    package func write() throws(SchemaError) {
        var schemas = DocumentObject()
        for entry in entries {
            schemas[entry.uri] = ["file": .string(entry.file), "sha256": .string(entry.sha256)]
        }
        let value: DocumentValue = ["schemas": .object(schemas)]
        do throws(FileSystem.Failure) {
            try FileSystem.write(
                String(decoding: value.encoded(as: .json), as: UTF8.self),
                to: path
            )
        } catch {
            throw failure("the lock cannot be written: \(error.reason)", nil, file: error.path)
        }
    }

    /// The unresolved references of a copy, whose targets must be copied next.
    package func missing(for uri: String) throws(SchemaError) -> [Finding] {
        let copy: (document: Document, path: String)?
        do throws(SchemaLoadError) {
            copy = try document(at: uri)
        } catch {
            throw SchemaError(findings: error.finding.map { [$0] } ?? [])
        }
        guard let copy else { return [] }
        var registry = SchemaRegistry()
        registry.loader = { uri throws(SchemaLoadError) in try self.document(at: uri)?.document }
        do throws(SchemaError) {
            _ = try registry.resolve(copy.document, baseURI: uri)
            return []
        } catch {
            return error.findings
        }
    }
}

extension Finding {
    /// An error in a file that may be the wrong one, so that its content is not quoted.
    fileprivate init(withoutText error: DocumentError, of kind: String) {
        self.init(error)
        if !error.isUnjudged {
            message = "the file is not a \(kind): it cannot be parsed"
        }
    }
}
