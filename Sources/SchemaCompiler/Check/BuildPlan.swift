import ConfigDocument
public import JSONSchema

/// What `schemac.yaml` asks for in a target:
///
///     schemas: [schemas]          # files or folders; else every *.schema.json of the target
///     access: internal
///     map: { "https://example.com/schemas/": vendored }
///     base: https://example.com/schemas/
///     check:                      # config files held to their schema by `swift build`
///       - schema: http
///         files: [../../config/http.yaml]
///         embed: true
///
/// Paths are relative to the file.
public struct BuildPlan: Sendable {
    public private(set) var options = CompilerOptions()
    private var schemaPaths: [String]
    private var finder = SchemaFinder()
    private var checks: [Check] = []

    private struct Check: Sendable {
        var schema: String
        var files: [String]
        /// Where the entry stands, for a schema that does not exist.
        var schemaFinding: Finding
    }

    /// - Throws: where the options file cannot be read, or says something that is not known.
    public init(targetDirectory: String, config: String?) throws(SchemaError) {
        schemaPaths = [targetDirectory]
        let path = config ?? FilePath.joined(targetDirectory, "schemac.yaml")
        guard config != nil || FileSystem.isFile(path) else { return }
        let document: Document
        do throws(DocumentError) {
            document = try SchemaReader().document(at: path)
        } catch {
            throw SchemaError(findings: [Finding(error)])
        }
        var reader = OptionsReader(folder: FilePath.folder(path))
        read(document.root, &reader)
        guard reader.findings.isEmpty else { throw SchemaError(findings: reader.findings) }
    }

    private mutating func read(_ root: Cursor, _ reader: inout OptionsReader) {
        if root.isNull { return }
        for (key, value) in reader.members(
            root,
            knowing: ["schemas", "access", "check", "map", "base"]
        ) {
            switch key {
            case "schemas": schemaPaths = reader.paths(value)
            case "access":
                if let level = reader.text(value).flatMap(AccessLevel.init) {
                    options.access = level
                } else {
                    reader.report("access is internal, package or public", at: value)
                }
            case "base": finder.base = reader.text(value)
            case "map":
                for (prefix, folder) in reader.members(value, knowing: nil) {
                    if let folder = reader.path(folder) { options.maps.append((prefix, folder)) }
                }
            default: readChecks(value, &reader)
            }
        }
    }

    private mutating func readChecks(_ list: Cursor, _ reader: inout OptionsReader) {
        guard list.isArray else {
            reader.report("check is a list of entries with schema and files", at: list)
            return
        }
        for entry in list.elements {
            var check = Check(schema: "", files: [], schemaFinding: reader.finding("", at: entry))
            for (key, value) in reader.members(entry, knowing: ["schema", "files", "embed"]) {
                switch key {
                case "schema":
                    check.schema = reader.text(value) ?? ""
                    check.schemaFinding = reader.finding(
                        "there is no schema \(quoted(check.schema))",
                        at: value
                    )
                case "files": check.files = reader.paths(value)
                default:
                    if value.bool == nil { reader.report("embed is true or false", at: value) }
                }
            }
            if check.schema.isEmpty { reader.report("the entry names no schema", at: entry) }
            checks.append(check)
        }
    }

    public func sources() throws(SchemaError) -> [SchemaSource] {
        try finder.sources(at: schemaPaths)
    }

    /// What is wrong with the config files that are to be checked.
    public func check(_ sources: [SchemaSource]) throws(SchemaError) -> [Finding] {
        var findings: [Finding] = []
        for check in checks {
            guard let source = sources.first(where: { $0.name == check.schema }) else {
                findings.append(check.schemaFinding)
                continue
            }
            let checker = try ConfigChecker(source, among: sources, options)
            for file in check.files {
                do throws(DocumentError) {
                    findings += try checker.findings(inFileAt: file)
                } catch {
                    findings.append(Finding(error))
                }
            }
        }
        return findings
    }
}

/// Reads values of the options file, and collects what is wrong with them.
struct OptionsReader {
    let folder: String
    private(set) var findings: [Finding] = []

    init(folder: String) { self.folder = folder }

    func finding(_ message: String, at cursor: Cursor) -> Finding {
        Finding(message: message, file: cursor.document.name, position: cursor.position)
    }

    mutating func report(_ message: String, at cursor: Cursor) {
        findings.append(finding(message, at: cursor))
    }

    mutating func members(_ cursor: Cursor, knowing keys: [String]?) -> [(String, Cursor)] {
        guard cursor.isObject else {
            report("a mapping is expected here", at: cursor)
            return []
        }
        return cursor.members.compactMap { key, value in
            if let keys, !keys.contains(key.text) {
                var finding = Finding(
                    message: "unknown option \(quoted(key.text))",
                    file: cursor.document.name,
                    position: key.position
                )
                finding.suggestion = "known are " + keys.joined(separator: ", ")
                findings.append(finding)
                return nil
            }
            return (key.text, value)
        }
    }

    mutating func text(_ cursor: Cursor) -> String? {
        if cursor.string == nil { report("a text is expected here", at: cursor) }
        return cursor.string
    }

    mutating func path(_ cursor: Cursor) -> String? {
        text(cursor).map { FilePath.joined(folder, $0) }
    }

    mutating func paths(_ cursor: Cursor) -> [String] {
        guard cursor.isArray else {
            report("a list of paths is expected here", at: cursor)
            return []
        }
        return cursor.elements.compactMap { path($0) }
    }
}
