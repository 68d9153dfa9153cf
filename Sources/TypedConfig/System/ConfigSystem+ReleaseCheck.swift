import ConfigDocument
public import ConfigTypes
public import SchemaValidation
import Synchronization

/// The files of a system as a release, and whether programs with other versions of schemas accept it.
extension ConfigSystem {
    /// The files of the lowest directory that belong to known types: each with those of the stage and
    /// its fragments, in the order in which they are merged.
    ///
    /// - Throws: if a file cannot be read.
    public func releaseFiles() throws(ConfigError) -> [ReleaseFile] {
        guard let source = layers.layers.compactMap(\.files).first else { return [] }
        let prefix = source.folder.path(of: "")
        var files: [ReleaseFile] = []
        for name in names {
            var version: String?
            for (index, part) in try source.documents(for: name).enumerated() {
                let document = try part.document()
                if index == 0 {
                    let declared = try layers.migrations.version(
                        of: document,
                        name,
                        isOverlay: false
                    )
                    version = declared ?? self.version(of: name)
                }
                files.append(
                    ReleaseFile(
                        name: part.name.hasPrefix(prefix)
                            ? String(part.name.dropFirst(prefix.count)) : part.name,
                        configuration: name,
                        version: version,
                        text: document.source
                    )
                )
            }
        }
        return files
    }

    /// The reasons for which a program would refuse files as a release, and the secrets in them.
    ///
    /// Placeholders and missing secrets are no reasons, because the layers above a release provide
    /// them.
    ///
    /// - Parameters:
    ///   - files: the files of the release.
    ///   - versions: the versions of schemas that the program was compiled with; nil for those of this
    ///     system. A version whose schema is not known here is a warning.
    public func releaseFindings(
        of files: [ReleaseFile],
        for versions: [String: String]? = nil
    ) -> [Finding] {
        let registrations = registrations.withLock { $0 }
        let configurations = Set(files.map(\.configuration)).sorted()
        var findings: [Finding] = []
        for name in configurations {
            let own = files.filter { $0.configuration == name }
            guard let registration = registrations[name] else {
                findings.append(
                    Finding(
                        message: "there is no schema of \(quoted(name))",
                        suggestion: "pass its type or schema",
                        file: own[0].name
                    )
                )
                continue
            }
            if let versions, versions[name] == nil { continue }
            let check = ReleaseCheck(
                name: name,
                files: own,
                layers: layers,
                registration: registration,
                version: versions?[name] ?? registration.version
            )
            findings += check.findings().filter { !findings.contains($0) }
        }
        return findings
    }
}

/// One configuration of a release, as a program with a certain version of its schema reads it.
private struct ReleaseCheck {
    let name: String
    let files: [ReleaseFile]
    let layers: ConfigLayers
    let registration: Registration
    let version: String?

    func findings() -> [Finding] {
        do throws(ConfigError) {
            let documents = try ReleaseDocuments.chosen(files, for: version)
            var parts: [SourceDocument] = []
            for file in documents { parts.append(try part(file)) }
            guard let program = program(for: documents.first?.version) else {
                return [unknown(documents.first?.name ?? name)]
            }
            let source = FixedSource(name: "release", parts: parts)
            let layers = ConfigLayers(
                layers: [.source(source)],
                interpolation: .off,
                migrations: program.migrates
                    ? self.layers.migrations : LoadMigrations(policy: .inMemory)
            )
            let catalogue = program.registration.catalogue()
            let loaded = try layers.load(name, catalogue: catalogue)
            var found = loaded.findings(program.registration.findings).filter {
                !isLeftToLayersAbove($0, in: loaded.document, catalogue)
            }
            for part in parts {
                found += secrets(in: try part.document(), writtenFor(part.version))
            }
            return found
        } catch {
            return error.findings
        }
    }

    private struct FixedSource: ConfigSource {
        let name: String
        let parts: [SourceDocument]
        func documents(for configuration: String) -> [SourceDocument] { parts }
    }

    private func part(_ file: ReleaseFile) throws(ConfigError) -> SourceDocument {
        SourceDocument(
            file.text,
            as: try .ofFile(file.name),
            named: file.name,
            version: file.version
        )
    }

    /// The schema to check by; nil if it is not known.
    private func program(
        for written: String?
    ) -> (registration: Registration, migrates: Bool)? {
        guard let version, let newest = registration.version,
            !ReleaseVersion(version).isSame(as: ReleaseVersion(newest))
        else { return (registration, true) }
        // Files that are older than an older program are migrated in part, which only it can do.
        guard let schema = layers.migrations[name]?.olderSchema(version),
            ReleaseVersion(written).isSame(as: ReleaseVersion(version))
        else { return nil }
        return (Registration(schema, settings: [], description: nil), false)
    }

    /// The schema of the version that a file is written for: another one declares other settings.
    private func writtenFor(_ version: String?) -> Registration {
        guard let version, let schema = layers.migrations[name]?.olderSchema(version) else {
            return registration
        }
        return Registration(schema, settings: [], description: nil)
    }

    private func unknown(_ file: String) -> Finding {
        var finding = Finding(
            message: "it was not checked for programs with version \(version ?? "") of \(name)",
            suggestion: "pass the schema of that version",
            file: file
        )
        finding.severity = .warning
        return finding
    }

    /// True for values that are not known before the release is loaded.
    private func isLeftToLayersAbove(
        _ finding: Finding,
        in document: Document,
        _ catalogue: SettingCatalogue
    ) -> Bool {
        guard let path = DocumentPath(pointer: finding.instanceLocation) else { return false }
        if let text = document.root[path]?.string, !PlaceholderText(text).isPlain { return true }
        return catalogue.settings.contains { setting in
            guard setting.isSecret, let key = setting.path.last?.token else { return false }
            return DocumentPath(setting.path.dropLast()) == path
                && finding.message.hasPrefix("missing setting \(quoted(key))")
        }
    }

    private func secrets(in document: Document, _ registration: Registration) -> [Finding] {
        var findings: [Finding] = []
        for path in registration.secretPaths(in: document) {
            guard let value = document.root[path], !value.isNull else { continue }
            if let text = value.string, PlaceholderText(text).whole != nil { continue }
            var finding = Finding(
                message: "\(path) is a secret, and a release must not contain it",
                suggestion: "set it in a layer above the release, or write ${file:PATH}",
                file: document.name,
                position: value.position
            )
            finding.instanceLocation = path.pointer
            if !findings.contains(finding) { findings.append(finding) }
        }
        return findings
    }
}
