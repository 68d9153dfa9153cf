import ConfigDocument
package import JSONSchema

/// The content of a target's `schemac.yaml`:
///
///     schemas: [schemas]          # files or directories; by default all *.schema.json
///     access: internal
///     map: { "https://example.com/schemas/": vendored }
///     base: https://example.com/schemas/
///     vendor: schemac.lock        # from `schemac vendor`; by default the one beside this file
///     formats: [date-time, uuid]  # formats that become types of their own
///     sets: true                  # arrays with uniqueItems become sets
///     decimals: exact             # numbers keep every digit
///     integers: sized             # UInt16 if the bounds allow it
///     variables: shared           # settings may share a variable: there is no such layer
///     conformances: [Hashable, Codable]
///     prefix: App                 # AppHTTPConfig
///     namespace: flat             # HTTPConfigTLS instead of HTTPConfig.TLS
///     include: [http]             # schemas; all without this key
///     exclude: [HTTPConfig.Extra] # schemas, or types whose values stay DocumentValue
///     types: { HTTPConfig.host: Hostname }
///     imports: [Addresses]        # the modules that declare those types
///     header: Copyright 2026 Example Ltd.
///     templates: ../../templates  # see Documentation/Templates.md
///     limits: { maxBytes: 67108864 }  # see Documentation/Limits.md
///     check:                      # config files validated by `swift build`
///       - schema: http
///         files: [../../config/http.yaml]
///         embed: true             # also `HTTPConfig.embedded`, a value in the program
///
/// Paths are relative to the file.
package struct BuildPlan: Sendable {
    /// The options of generated code.
    package private(set) var options = CompilerOptions()
    private var schemaPaths: [OptionPath]
    private var finder = SchemaFinder()
    private var checks: [Check] = []
    private var vendorLock: String?

    private struct Check: Sendable {
        var schema: String
        var files: [OptionPath]
        /// The name of the property that also holds the file.
        var embeds: String?
        /// The finding for an entry whose schema does not exist.
        var schemaFinding: Finding
    }

    /// - Throws: if the options file cannot be read, or contains an unknown option.
    package init(targetDirectory: String, config: String?) throws(SchemaError) {
        schemaPaths = [OptionPath(path: targetDirectory)]
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
        for (key, value) in reader.members(root, knowing: Self.keys) {
            switch key {
            case "schemas": schemaPaths = reader.paths(value)
            case "check": readChecks(value, &reader)
            case "base": finder.base = reader.text(value)
            case "vendor": vendorLock = reader.path(value)
            case "map":
                for (prefix, folder) in reader.members(value, knowing: nil) {
                    if let folder = reader.path(folder) { options.maps.append((prefix, folder)) }
                }
            default: options.read(key, value, &reader)
            }
        }
    }

    private static let keys = ["schemas", "check", "map", "base", "vendor"] + CompilerOptions.keys

    private mutating func readChecks(_ list: Cursor, _ reader: inout OptionsReader) {
        guard list.isArray else {
            reader.report("check is an array of entries with schema and files", at: list)
            return
        }
        for entry in list.elements {
            var check = Check(schema: "", files: [], schemaFinding: reader.finding("", at: entry))
            var embed: (name: String, finding: Finding)?
            for (key, value) in reader.members(entry, knowing: ["schema", "files", "embed"]) {
                switch key {
                case "schema":
                    check.schema = reader.text(value) ?? ""
                    check.schemaFinding = reader.finding(
                        "there is no schema \(quoted(check.schema))",
                        at: value
                    )
                case "files": check.files = reader.paths(value)
                default: embed = readEmbed(value, &reader)
                }
            }
            if check.schema.isEmpty { reader.report("the entry names no schema", at: entry) }
            if let embed {
                if check.files.count > 1 {
                    reader.report(
                        "an entry with embed has one file, and this one has \(check.files.count)",
                        at: entry,
                        suggestion:
                            "write an entry for each, and give each a name: embed: production"
                    )
                }
                check.embeds = embed.name
            }
            checks.append(check)
        }
    }

    /// `true`, or the name of the static property.
    private func readEmbed(
        _ value: Cursor,
        _ reader: inout OptionsReader
    ) -> (name: String, finding: Finding)? {
        if let isWanted = value.bool {
            return isWanted ? (EmbeddedDocument.defaultName, reader.finding("", at: value)) : nil
        }
        guard let name = value.string, Identifier.cleaned(name) == name, !name.isEmpty else {
            reader.report(
                "embed is true, false or the name of a Swift property",
                at: value,
                suggestion: "write embed: true for a property called "
                    + EmbeddedDocument.defaultName
            )
            return nil
        }
        return (name, reader.finding("", at: value))
    }

    /// All paths that the plan reads: schemas, documents that they refer to by `map`, and config
    /// files.
    package var paths: [String] {
        schemaPaths.map(\.path) + options.maps.map(\.folder)
            + (options.vendored?.paths ?? []) + checks.flatMap(\.files).map(\.path)
            + [options.templates].compactMap { $0 }
    }

    /// The schemas of the target, with their histories.
    package func sources() throws(SchemaError) -> [SchemaSource] {
        let missing = schemaPaths.compactMap { $0.isMissing ? $0.missing : nil }
        guard missing.isEmpty else { throw SchemaError(findings: missing) }
        return try finder.sourcesWithHistory(at: schemaPaths.map(\.path))
    }

    /// The files that become values in Swift. Unreadable ones are reported by `check`.
    package func embedded() -> [EmbeddedDocument] {
        checks.compactMap { check in
            guard let name = check.embeds, let file = check.files.first,
                let document = try? SchemaReader().document(at: file.path)
            else { return nil }
            return EmbeddedDocument(schema: check.schema, name: name, document: document)
        }
    }

    /// The findings in the config files to be checked.
    package func check(_ sources: [SchemaSource]) throws(SchemaError) -> [Finding] {
        var findings: [Finding] = []
        for check in checks {
            guard let source = sources.first(where: { $0.name == check.schema }) else {
                var finding = check.schemaFinding
                finding.suggestion = Suggestion.closest(to: check.schema, in: sources.map(\.name))
                    .map { "did you mean \(quoted($0))?" }
                findings.append(finding)
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
