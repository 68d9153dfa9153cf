package import ConfigDocument
package import JSONSchema
import MigrationSteps

/// Validates config files by the schema of the version that they declare.
package struct VersionedChecker: Sendable {
    /// The checker of the newest version.
    package let newest: ConfigChecker
    private let source: SchemaSource
    private let sources: [SchemaSource]
    private let options: CompilerOptions
    private let refusesOldVersions: Bool
    private let keepsAnnotations: Bool
    /// The older versions, each with the place where its documents declare it.
    private let older: [(version: SemanticVersion, place: VersionPlace, source: SchemaSource)]

    /// - Parameter source: the newest version; without its history, it is the only one.
    package init(
        _ newest: ConfigChecker,
        _ source: SchemaSource,
        among sources: [SchemaSource],
        _ options: CompilerOptions,
        refusesOldVersions: Bool = false,
        keepsAnnotations: Bool = false
    ) {
        self.newest = newest
        self.source = source
        self.sources = sources
        self.options = options
        self.refusesOldVersions = refusesOldVersions
        self.keepsAnnotations = keepsAnnotations
        let versions = source.history?.versions ?? []
        older = versions.reversed().compactMap { old in
            guard let version = old.semanticVersion, old.version != source.version,
                let place = (try? VersionPlace.read(old)) ?? nil
            else { return nil }
            return (version, place, old)
        }
    }

    /// - Parameter path: a schema file, which all documents are held to, or a directory with the
    ///   versions of one schema.
    package init(
        schemaAt path: String,
        finder: SchemaFinder = SchemaFinder(),
        options: CompilerOptions = CompilerOptions(),
        refusesOldVersions: Bool = false,
        keepsAnnotations: Bool = false
    ) throws(SchemaError) {
        let sources =
            FileSystem.isFolder(path)
            ? try finder.sourcesWithHistory(at: [path]) : try finder.sources(at: [path])
        let source = try ConfigChecker.chosen(among: sources, at: path)
        self.init(
            try ConfigChecker(source, among: sources, options, keepsAnnotations: keepsAnnotations),
            source,
            among: sources,
            options,
            refusesOldVersions: refusesOldVersions,
            keepsAnnotations: keepsAnnotations
        )
    }

    /// The path of a schema that findings name below the directory of all schemas; the name itself
    /// if there is no such file.
    package func path(ofSchema shown: String) -> String {
        guard shown.hasPrefix(source.shownRoot) else { return shown }
        // Both paths end in the path below that directory.
        let inner = source.shownPath.utf8.count - source.shownRoot.utf8.count
        let root = String(decoding: source.path.utf8.dropLast(inner), as: UTF8.self)
        let path = root + shown.dropFirst(source.shownRoot.count)
        return FileSystem.isFile(path) ? path : shown
    }

    /// The findings in a config file.
    package func findings(inFileAt path: String) throws -> [Finding] {
        try findings(in: try ConfigChecker.configuration(at: path))
    }

    /// The result in a format of the standard by the schema of the file's version, and the remaining
    /// findings; see `ConfigChecker.output`.
    package func output(
        forFileAt path: String,
        as format: OutputFormat
    ) throws -> (output: DocumentValue?, findings: [Finding]) {
        let document = try ConfigChecker.configuration(at: path)
        guard let old = try olderVersion(of: document) else {
            return newest.output(for: document, as: format)
        }
        let (output, findings) = old.checker.output(for: document, as: format)
        return (output, findings + [old.notice])
    }

    /// The findings in a document, with a notice if it is of an older version.
    ///
    /// - Throws: if the schema of that version cannot be used.
    package func findings(in document: Document) throws(SchemaError) -> [Finding] {
        guard let old = try olderVersion(of: document) else {
            return newest.findings(in: document)
        }
        return old.checker.findings(in: document) + [old.notice]
    }

    /// The checker for a document of an older version, and the notice about it; nil for other
    /// documents.
    package func olderVersion(
        of document: Document
    ) throws(SchemaError) -> (checker: ConfigChecker, notice: Finding)? {
        guard let (version, schema, cursor) = declared(by: document) else { return nil }
        let checker = try ConfigChecker(
            schema,
            among: sources.filter { $0.name != schema.name } + [schema],
            options,
            keepsAnnotations: keepsAnnotations
        )
        // A version that its documents do not declare is known only by its schema.
        if cursor == nil, checker.findings(in: document).contains(where: \.isError) { return nil }
        let newest = source.version ?? ""
        var notice = Finding(
            message: refusesOldVersions
                ? "the file has version \(version), and must be migrated to \(newest)"
                : "the file has version \(version), and is migrated to \(newest) whenever it is loaded",
            suggestion: refusesOldVersions
                ? "run configctl migrate \(source.name)"
                : "configctl migrate \(source.name) rewrites it",
            file: document.name,
            position: cursor?.position
        )
        notice.severity = refusesOldVersions ? .error : .warning
        return (checker, notice)
    }

    private func declared(
        by document: Document
    ) -> (version: SemanticVersion, source: SchemaSource, place: Cursor?)? {
        guard let place = (try? VersionPlace.read(source)) ?? nil else { return nil }
        for place in [place] + older.map(\.place) {
            guard case .pointer(let pointer) = place,
                let value = DocumentPath(pointer: pointer).flatMap({ document.root[$0] })
            else { continue }
            guard let version = value.string.flatMap(SemanticVersion.init),
                let old = older.first(where: { $0.version.hasSameContent(as: version) })
            else { return nil }
            return (old.version, old.source, value)
        }
        let unversioned = older.first { old in
            if case .fixed = old.place { true } else { false }
        }
        return unversioned.map { ($0.version, $0.source, nil) }
    }
}

extension SemanticVersion {
    /// Patches do not change the content of documents.
    fileprivate func hasSameContent(as other: SemanticVersion) -> Bool {
        numbers.prefix(2) == other.numbers.prefix(2)
    }
}
