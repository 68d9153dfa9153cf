import ConfigDocument
public import JSONSchema

/// What `schemac.yaml` asks for in a target:
///
///     schemas: [schemas]          # files or folders; else every *.schema.json of the target
///     access: internal
///     map: { "https://example.com/schemas/": vendored }
///     base: https://example.com/schemas/
///     vendor: schemac.lock        # what `schemac vendor` writes; the one beside this file by default
///     formats: [date-time, uuid]  # formats that become types of their own
///     sets: true                  # arrays with uniqueItems become sets
///     decimals: exact             # numbers keep every digit
///     integers: sized             # UInt16 where the bounds say so
///     variables: shared           # settings may share a variable: there is no such layer
///     check:                      # config files held to their schema by `swift build`
///       - schema: http
///         files: [../../config/http.yaml]
///
/// Paths are relative to the file.
public struct BuildPlan: Sendable {
    public private(set) var options = CompilerOptions()
    private var schemaPaths: [Place]
    private var finder = SchemaFinder()
    private var checks: [Check] = []
    private var vendorLock: String?

    /// A path, and where it was asked for.
    struct Place: Sendable {
        var path: String
        /// What to say where there is nothing at the path; nil where nobody wrote it down.
        var missing: Finding?

        var isMissing: Bool { !FileSystem.isFile(path) && !FileSystem.isFolder(path) }
    }

    private struct Check: Sendable {
        var schema: String
        var files: [Place]
        /// Where the entry stands, for a schema that does not exist.
        var schemaFinding: Finding
    }

    /// - Throws: where the options file cannot be read, or says something that is not known.
    public init(targetDirectory: String, config: String?) throws(SchemaError) {
        schemaPaths = [Place(path: targetDirectory)]
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
        options.vendored =
            if let vendorLock {
                try VendorLock(contentsOf: vendorLock)
            } else {
                try VendorLock.ifPresent(in: FilePath.folder(path))
            }
    }

    private mutating func read(_ root: Cursor, _ reader: inout OptionsReader) {
        if root.isNull { return }
        for (key, value) in reader.members(
            root,
            knowing: [
                "schemas", "access", "check", "map", "base", "vendor", "formats", "sets",
                "decimals", "integers", "variables",
            ]
        ) {
            switch key {
            case "formats": readFormats(value, &reader)
            case "sets":
                options.usesSets = reader.choice(value, of: ["true", "false"]) == "true"
            case "decimals":
                options.usesExactDecimals =
                    reader.choice(value, of: ["double", "exact"]) == "exact"
            case "integers":
                options.usesSizedIntegers = reader.choice(value, of: ["int", "sized"]) == "sized"
            case "variables":
                options.checksVariables =
                    reader.choice(value, of: ["distinct", "shared"]) != "shared"
            case "schemas": schemaPaths = reader.paths(value)
            case "access":
                if let level = reader.text(value).flatMap(AccessLevel.init) {
                    options.access = level
                } else {
                    reader.report("access is internal, package or public", at: value)
                }
            case "base": finder.base = reader.text(value)
            case "vendor": vendorLock = reader.path(value)
            case "map":
                for (prefix, folder) in reader.members(value, knowing: nil) {
                    if let folder = reader.path(folder) { options.maps.append((prefix, folder)) }
                }
            default: readChecks(value, &reader)
            }
        }
    }

    private mutating func readFormats(_ list: Cursor, _ reader: inout OptionsReader) {
        let known = NativeFormat.allCases.map(\.rawValue)
        guard list.isArray else {
            reader.report("formats is a list of \(known.joined(separator: ", "))", at: list)
            return
        }
        for name in list.elements {
            if let format = reader.choice(name, of: known).flatMap(NativeFormat.init) {
                options.formats.insert(format)
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
                    if value.bool != false {
                        reader.report("embed is not supported yet", at: value)
                    }
                }
            }
            if check.schema.isEmpty { reader.report("the entry names no schema", at: entry) }
            checks.append(check)
        }
    }

    /// Everything that the plan reads: schemas, what they refer to by `map`, and config files.
    public var paths: [String] {
        schemaPaths.map(\.path) + options.maps.map(\.folder)
            + (options.vendored?.paths ?? []) + checks.flatMap(\.files).map(\.path)
    }

    public func sources() throws(SchemaError) -> [SchemaSource] {
        let missing = schemaPaths.compactMap { $0.isMissing ? $0.missing : nil }
        guard missing.isEmpty else { throw SchemaError(findings: missing) }
        return try finder.sourcesWithHistory(at: schemaPaths.map(\.path))
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
                if file.isMissing, let missing = file.missing {
                    findings.append(missing)
                    continue
                }
                do throws(DocumentError) {
                    findings += try checker.findings(inFileAt: file.path)
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

    /// One of several texts; booleans count as theirs.
    mutating func choice(_ cursor: Cursor, of texts: [String]) -> String? {
        let text = cursor.string ?? cursor.bool.map { "\($0)" }
        if let text, texts.contains(text) { return text }
        let given = text.map { quoted($0) } ?? "this"
        report("\(given) is none of \(texts.joined(separator: ", "))", at: cursor)
        return nil
    }

    mutating func path(_ cursor: Cursor) -> String? { place(cursor)?.path }

    mutating func paths(_ cursor: Cursor) -> [BuildPlan.Place] {
        guard cursor.isArray else {
            report("a list of paths is expected here", at: cursor)
            return []
        }
        return cursor.elements.compactMap { place($0) }
    }

    private mutating func place(_ cursor: Cursor) -> BuildPlan.Place? {
        guard let text = text(cursor) else { return nil }
        let path = FilePath.joined(folder, text)
        let short = FilePath.withoutDots(path)
        // Without the dots a path reads better, and names the same file unless a link is in it.
        let isSame = FileSystem.canonicalPath(short) == FileSystem.canonicalPath(path)
        return BuildPlan.Place(
            path: isSame ? short : path,
            missing: finding("there is no file or folder \(quoted(text))", at: cursor)
        )
    }
}
