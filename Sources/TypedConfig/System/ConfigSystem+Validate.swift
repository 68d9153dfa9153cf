import ConfigDocument
import ConfigFiles
import SchemaValidation
import Synchronization

extension ConfigSystem {
    /// Validates the file of every known type against its schema. A type without a file is an
    /// error.
    public func validateAll() -> ValidationReport { validate(names) }

    /// Validates the files of these names against their schemas.
    public func validate(_ names: [String]) -> ValidationReport {
        var report = look(at: names)
        // With strict layers, a variable that no setting takes is an error already.
        let errors = Set(report.entries.flatMap(\.findings).filter(\.isError).map(Key.init))
        report.notes = notes.filter { !errors.contains(Key($0)) }
        for entry in report.entries { telemetry.noteErrors(entry.findings, in: entry.name) }
        return report
    }

    /// A finding without its severity.
    private struct Key: Hashable {
        let file: String
        let message: String

        init(_ finding: Finding) { (file, message) = (finding.file, finding.message) }
    }

    /// The same without metrics, for callers that validate periodically.
    package func look(at names: [String]) -> ValidationReport {
        let (known, layers) = (registrations.withLock { $0 }, layers.renewed())
        return ValidationReport(entries: names.map { entry(for: $0, layers, known: known) })
    }

    private func entry(
        for name: String,
        _ layers: ConfigLayers,
        known: Registrations
    ) -> ValidationReport.Entry {
        do throws(ConfigError) {
            let registration = try known.required(name)
            if let old = layers.oldFiles(of: name), let entry = entry(for: name, layers, old) {
                return entry
            }
            let loaded = try layers.load(name, catalogue: registration.catalogue())
            let findings = loaded.findings(registration.findings) + outdated(loaded, name)
            return ValidationReport.Entry(
                name: name,
                file: loaded.document.name,
                findings: findings,
                isReadable: !findings.contains(where: \.isUnjudged)
            )
        } catch {
            return ValidationReport.Entry(
                name: name,
                file: error.findings.first?.file ?? source.name,
                findings: error.findings,
                isReadable: isReadable(name, error.findings)
            )
        }
    }

    /// The entry for files of an older version with errors by the schema of that version; nil
    /// without such errors.
    private func entry(
        for name: String,
        _ layers: ConfigLayers,
        _ old: OldFiles
    ) -> ValidationReport.Entry? {
        let findings = old.findings()
        guard findings.contains(where: \.isError) else { return nil }
        return ValidationReport.Entry(
            name: name,
            file: old.file.name,
            findings: findings + layers.noticeOfAge(old.file, name),
            isReadable: isReadable(name, findings)
        )
    }

    private func outdated(_ loaded: LoadedDocument, _ name: String) -> [Finding] {
        let files = loaded.files.isEmpty ? [loaded.document] : loaded.files
        return files.first.map { layers.noticeOfAge($0, name) } ?? []
    }

    /// An error in a file that could be read has a place in it. A configuration without a file of
    /// its own may consist of fragments and the file of a stage.
    private func isReadable(_ name: String, _ findings: [Finding]) -> Bool {
        let file = try? source.fileName(for: name)
        return !findings.contains { finding in
            finding.isUnjudged
                || finding.position == nil
                    && file.map { finding.file == source.path(of: $0) } ?? true
        }
    }

    /// The known configurations that have files, sorted by name.
    package var namesWithFile: [String] { names.filter(layers.hasFile) }

    /// Every configuration file of the directories, with the version of its type if known: those of
    /// the lowest directory first.
    public func files() throws(ConfigError) -> [File] {
        let known = registrations.withLock { $0 }
        var all: [File] = []
        for source in layers.sources {
            for (name, files) in try source.filesByName() {
                all += files.map { file in
                    File(
                        name: name,
                        path: source.path(of: file),
                        directory: source.name,
                        isKnown: known[name] != nil,
                        version: known[name]?.version
                    )
                }
            }
        }
        return all
    }

    /// The fragments of a configuration, lowest first, as messages name them.
    package func fragments(of name: String) -> [String] {
        layers.fileLayers.flatMap { source, overlay in
            let files = (try? source.fragmentNames(of: name, overlay: overlay)) ?? []
            return files.compactMap { source.folder(fragmentFolder)?.path(of: $0) }
        }
    }

    /// The current content of all readable files, including fragments.
    package var contents: [ConfigEvent.Content] {
        [source, source.folder(fragmentFolder)].compactMap { $0 }.flatMap { source in
            ((try? source.fileNames()) ?? []).compactMap { file in
                let document = try? source.document(file)
                return document.map { .init(file: $0.name, text: $0.source) }
            }
        }
    }

    /// The configuration that a file of an unknown name is an overlay of; nil if it is not an
    /// overlay.
    package func name(below file: File) -> String? {
        if file.isKnown { return nil }
        return names.filter { file.name.hasPrefix($0 + ".") }.max { $0.utf8.count < $1.utf8.count }
    }

    /// A configuration file of the directory.
    public struct File: Sendable, Equatable {
        /// The name of the configuration, after which the file is named.
        public var name: String
        /// The path, from the directory as the caller named it.
        public var path: String
        /// The directory, as the caller named it.
        package var directory: String
        /// True if a type of that name is registered.
        public var isKnown: Bool
        /// The schema version of that type, if it has one.
        public var version: String?
    }
}
