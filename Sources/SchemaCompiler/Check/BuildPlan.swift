import ConfigDocument
package import JSONSchema

/// The requests of a `schemac.yaml` for a target:
///
///     schemas: [schemas]          # files or folders; else every *.schema.json of the target
///     access: internal
///     map: { "https://example.com/schemas/": vendored }
///     base: https://example.com/schemas/
///     vendor: schemac.lock        # what `schemac vendor` writes; the one beside this file by default
///     formats: [date-time, uuid]  # formats that become types of their own
///     sets: true                  # arrays with uniqueItems become sets
///     decimals: exact             # numbers keep every digit
///     integers: sized             # UInt16 if the bounds allow it
///     variables: shared           # settings may share a variable: there is no such layer
///     descriptions: true          # of settings, in the program: for help on a command line
///     conformances: [Hashable, Codable]
///     prefix: App                 # AppHTTPConfig
///     namespace: flat             # HTTPConfigTLS instead of HTTPConfig.TLS
///     include: [http]             # schemas; all without this key
///     exclude: [HTTPConfig.Extra] # schemas, or types whose values stay DocumentValue
///     types: { HTTPConfig.host: Hostname }
///     imports: [Addresses]        # where those are declared
///     header: Copyright 2026 Example Ltd.
///     templates: ../../templates  # see Documentation/Templates.md
///     limits: { maxBytes: 67108864 }  # see Documentation/Limits.md
///     check:                      # config files that `swift build` validates
///       - schema: http
///         files: [../../config/http.yaml]
///         overlay: production     # with http.production.yaml and conf.d over it; or several stages
///         conf.d: true            # with conf.d over it, where no stage is named
///         embed: true             # also `HTTPConfig.embedded`, a value in the program
///         migration: refuse       # files of an older version are an error, not a warning
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
        /// The stages that the files are checked in, each with its place.
        var stages: [(name: String, missing: Finding)] = []
        /// Whether the fragments of `conf.d` override the files; nil if the entry does not set it.
        var takesFragments: Bool?
        /// The name of the property that also holds the file.
        var embeds: String?
        /// True if files of an older version are an error.
        var refusesOldVersions = false
        /// The finding for an entry whose schema does not exist.
        var schemaFinding: Finding

        /// A file as each of the stages has it, lowest first.
        func layered(_ file: OptionPath) -> [LayeredFile] {
            let takesFragments = takesFragments ?? !stages.isEmpty
            let names = stages.isEmpty ? [nil] : stages.map { Optional($0.name) }
            return names.map {
                LayeredFile(base: file.path, stage: $0, takesFragments: takesFragments)
            }
        }

        /// Stages without a file for any of the checked ones.
        var unknownStages: [Finding] {
            stages.filter { stage in
                files.allSatisfy { file in
                    let here = LayeredFile(
                        base: file.path,
                        stage: stage.name,
                        takesFragments: true
                    )
                    let nowhere = LayeredFile(base: file.path, stage: nil, takesFragments: true)
                    return (try? here.paths()) == (try? nowhere.paths())
                }
            }.map(\.missing)
        }

        /// The paths that are read. With overlays, they are whole directories, since files may be added.
        var paths: [String] {
            let isLayered = !stages.isEmpty || takesFragments == true
            return files.map { isLayered ? FilePath.folder($0.path) : $0.path }
        }
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
            reader.report("check must be an array of entries with schema and files", at: list)
            return
        }
        for entry in list.elements {
            var check = Check(schema: "", files: [], schemaFinding: reader.finding("", at: entry))
            var embed: (name: String, finding: Finding)?
            for (key, value) in reader.members(entry, knowing: Self.checkKeys) {
                switch key {
                case "schema":
                    check.schema = reader.text(value) ?? ""
                    check.schemaFinding = reader.finding(
                        "there is no schema \(quoted(check.schema))",
                        at: value
                    )
                case "files": check.files = reader.paths(value)
                case "overlay": check.stages = readStages(value, &reader)
                case "conf.d":
                    check.takesFragments = reader.choice(value, of: ["true", "false"]) == "true"
                case "migration":
                    let policy = reader.choice(value, of: ["in-memory", "refuse"])
                    check.refusesOldVersions = policy == "refuse"
                default: embed = readEmbed(value, &reader)
                }
            }
            if check.schema.isEmpty { reader.report("the entry names no schema", at: entry) }
            if let embed {
                if check.files.count > 1 {
                    reader.report(
                        "an entry with embed must have one file; this one has \(check.files.count)",
                        at: entry,
                        suggestion:
                            "write an entry for each, and name each: embed: production"
                    )
                }
                if check.stages.count > 1 {
                    reader.report(
                        "an entry with embed must have one overlay; this one has "
                            + "\(check.stages.count)",
                        at: entry,
                        suggestion:
                            "write an entry for each, and name each: embed: production"
                    )
                }
                check.embeds = embed.name
            }
            checks.append(check)
        }
    }

    private static let checkKeys = ["schema", "files", "overlay", "conf.d", "embed", "migration"]

    /// The name of a stage, or several in an array.
    private func readStages(
        _ value: Cursor,
        _ reader: inout OptionsReader
    ) -> [(name: String, missing: Finding)] {
        let texts =
            value.isArray ? reader.texts(value) : reader.text(value).map { [($0, value)] } ?? []
        return texts.compactMap { name, cursor in
            guard !name.isEmpty, !name.utf8.contains(UInt8(ascii: "/")) else {
                reader.report(
                    "\(quoted(name)) is not the name of a stage",
                    at: cursor,
                    suggestion: "write production for files such as http.production.yaml"
                )
                return nil
            }
            let message = "no file of this entry has a file for the stage \(quoted(name)) beside it"
            return (name, reader.finding(message, at: cursor))
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
                "embed must be true, false or the name of a Swift property",
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
        schemaPaths.map(\.file) + options.maps.map(\.folder)
            + (options.vendored?.paths ?? []) + checks.flatMap(\.paths)
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
                let document = try? check.layered(file).first?.merged().document
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
            // A value in the program is of the newest version.
            let checker = VersionedChecker(
                try ConfigChecker(source, among: sources, options),
                source,
                among: sources,
                options,
                refusesOldVersions: check.refusesOldVersions || check.embeds != nil
            )
            findings += check.unknownStages
            for file in check.files {
                if file.isMissing, let missing = file.missing {
                    findings.append(missing)
                    continue
                }
                for layered in check.layered(file) {
                    // A fault of the file itself is found in each of its stages.
                    findings += Self.findings(in: layered, checker).filter {
                        !findings.contains($0)
                    }
                }
            }
        }
        return findings
    }

    private static func findings(
        in file: LayeredFile,
        _ checker: VersionedChecker
    ) -> [Finding] {
        do throws(SchemaError) {
            let merged = try file.merged()
            let findings = try checker.findings(in: merged.document)
            return merged.warnings + merged.located(findings)
        } catch {
            return error.findings
        }
    }
}
