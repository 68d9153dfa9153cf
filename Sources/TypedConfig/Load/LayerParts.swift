import ConfigDocument
import ConfigFiles
import JSONSchema
import SchemaValidation
import MigrationSteps

/// What the layers have given so far for one configuration.
struct LayerParts {
    private let migrations: LoadMigrations?
    private let sources: [any ConfigSource]
    /// The version of the first file, which the parts put over it share.
    private var version: SemanticVersion?
    private(set) var documents: [Document] = []
    /// The same as they are on the disk.
    private var files: [Document] = []
    /// Documents and single values in the order of their layers.
    private var values: [Value] = []
    /// Why a layer of files had none for the name.
    private(set) var missing: ConfigError?
    /// What is wrong with whole files and folders.
    private(set) var findings: [Finding] = []
    /// What is wrong with single texts.
    private(set) var textFindings: [Finding] = []
    private var faultyPaths: [[String]] = []
    private var warnings: [Finding] = []
    /// Texts for settings of several types.
    private var undecided: [TextSetting] = []

    enum Value {
        case document(Document)
        /// One that is of an older version on the disk.
        case migrated(MigratedLayer)
        case setting(ConfigValue, path: [String], ConfigOrigin)

        /// The whole document, where it is one.
        var document: (document: Document, layered: LayeredValue?)? {
            switch self {
            case .document(let document): (document, nil)
            case .migrated(let layer): (layer.document, layer.layered)
            case .setting: nil
            }
        }
    }

    /// - Parameter sources: all sources of files, lowest first.
    init(migrations: LoadMigrations? = nil, sources: [any ConfigSource] = []) {
        self.migrations = migrations
        self.sources = sources
    }

    mutating func add(_ document: Document, as value: Value, file: Document) {
        documents.append(document)
        files.append(file)
        values.append(value)
    }

    /// Each file is migrated by itself: what comes from elsewhere never gets into it.
    private mutating func add(
        _ document: Document,
        of name: String,
        in source: (any ConfigSource)? = nil
    ) throws(ConfigError) {
        // What a file without content says is nothing, of no version.
        if document.isBlank {
            documents.append(document)
            return files.append(document)
        }
        let isFirst = documents.allSatisfy(\.isBlank)
        if let newest = migrations?.newest(of: document, name) {
            if isFirst { version = newest }
            return add(document, as: .document(document), file: document)
        }
        let own = try migrations?.version(of: document, name, isOverlay: !isFirst)
        if isFirst { version = own }
        guard let own = own ?? version,
            let layer = try migrations?.migrated(document, name, of: own, isOverlay: !isFirst)
        else { return add(document, as: .document(document), file: document) }
        if isFirst, let source,
            let written = try migrations?.writeBack(name, in: source, below: higher(than: source))
        {
            // The parts, which are read from now on, were migrated with it.
            version = try migrations?.version(of: written, name, isOverlay: false)
            return add(written, as: .document(written), file: written)
        }
        if let warning = layer.warning { warnings.append(warning) }
        add(layer.document, as: .migrated(layer), file: document)
    }

    private func higher(than source: any ConfigSource) -> [any ConfigSource] {
        let number = sources.firstIndex { $0.name == source.name }
        return number.map { Array(sources.dropFirst($0 + 1)) } ?? []
    }

    mutating func add(_ layer: ConfigLayer.Kind, _ name: String, _ catalogue: OnDemand) {
        switch layer {
        case .files(let source, let overlay): addFiles(of: source, name, overlay)
        case .override(name, let path, let value):
            values.append(.setting(value, path: path.tokens, .override))
        case .override: break
        case .environment, .arguments, .secretFiles, .provider:
            guard let catalogue = catalogue.value else { return }
            let found = layer.textSettings(of: catalogue, named: name)
            textFindings += found.faults
            warnings += found.warnings
            for text in found.settings { addText(text) }
        }
    }

    // MARK: Files

    private mutating func addFiles(
        of source: any ConfigSource,
        _ name: String,
        _ overlay: String?
    ) {
        addFile(of: source, name, for: name)
        if let overlay, source.hasFile(for: "\(name).\(overlay)") {
            addFile(of: source, "\(name).\(overlay)", for: name)
        }
        guard let fragments = source.folder(fragmentFolder) else { return }
        attempt { (parts) throws(ConfigError) in
            for file in try source.fragmentNames(of: name, overlay: overlay) {
                parts.attempt { (parts) throws(ConfigError) in
                    try parts.add(try fragments.document(file), of: name)
                }
            }
        }
    }

    private mutating func addFile(
        of source: any ConfigSource,
        _ name: String,
        for configuration: String
    ) {
        let files = source.files(for: name)
        do throws(ConfigError) {
            let file = try source.fileName(for: name, of: files)
            try add(try source.document(file), of: configuration, in: source)
        } catch {
            if !files.isEmpty {
                findings += error.findings
            } else if missing == nil {
                missing = error
            }
        }
    }

    /// Collects what goes wrong, so that everything is told at once.
    private mutating func attempt(
        _ body: (inout LayerParts) throws(ConfigError) -> Void
    ) {
        do throws(ConfigError) {
            try body(&self)
        } catch {
            findings += error.findings
        }
    }

    private mutating func addText(_ text: TextSetting) {
        do throws(ConfigError) {
            values.append(.setting(try text.value(), path: text.setting.path, text.origin))
            if text.isUndecided { undecided.append(text) }
        } catch {
            textFindings += error.findings
            faultyPaths.append(text.setting.path)
        }
    }

    // MARK: Merging

    /// Files whose root is no object, though other layers have members for one.
    private var misplacedRoots: [Finding] {
        let hasObject = values.contains { value in
            switch value {
            case .document(let document): document.root.isObject
            case .migrated: true
            case .setting(_, let path, _): !path.isEmpty
            }
        }
        return (hasObject ? documents : []).filter { !$0.isBlank && !$0.root.isObject }.map {
            var finding = Finding(
                message: "the document is \(describe($0.root.kind)); an object is expected",
                file: $0.name
            )
            finding.position = $0.root.position
            return finding
        }
    }

    func merged(
        named name: String,
        _ interpolation: Interpolation,
        _ catalogue: OnDemand
    ) throws(ConfigError) -> LoadedDocument {
        let hasPlaceholders =
            interpolation.isOn
            && documents.contains { PlaceholderText.mayBe(in: $0.storage.sourceBytes) }
        let misplaced = misplacedRoots
        if !misplaced.isEmpty { throw ConfigError(findings: misplaced) }
        if values.count == 1, !hasPlaceholders, let only = values.first?.document {
            return LoadedDocument(
                document: only.document,
                layered: only.layered,
                files: files,
                faults: textFindings,
                faultyPaths: faultyPaths,
                warnings: warnings
            )
        }
        var warnings = warnings
        var merged: LayeredValue?
        for value in values {
            let layer =
                switch value {
                case .document(let document): LayeredValue(document.root)
                case .migrated(let layer): layer.layered
                case .setting(let value, let path, let origin):
                    LayeredValue(value, at: path, origin: origin, keepsNull: origin.isText)
                }
            if merged == nil { merged = layer } else { merged?.merge(layer, noting: &warnings) }
        }
        var loaded = LoadedDocument(
            document: try Self.document(merged, named: documents.first?.name ?? name),
            layered: merged,
            files: files,
            faults: textFindings,
            faultyPaths: faultyPaths,
            warnings: warnings
        )
        let interpolator =
            hasPlaceholders ? try Self.interpolate(&loaded, interpolation, catalogue) : nil
        try Self.decide(undecided, interpolator?.undecided ?? [:], in: &loaded, catalogue)
        if let layered = loaded.layered {
            loaded.carriedSecrets = SecretPlaces(
                of: layered,
                files + [loaded.document],
                copies: interpolator?.copies ?? [],
                placeholders: interpolator?.placeholders ?? [:],
                catalogue: catalogue.value
            )
            loaded.document.hidden = loaded.carriedSecrets.indices(in: loaded.document)
        }
        return loaded
    }

    private static func document(
        _ value: LayeredValue?,
        named name: String
    ) throws(ConfigError) -> Document {
        let value = value?.value ?? .object(ConfigObject())
        return try .parsed(JSONEmitter(indent: nil).emit(value), as: .json, named: name)
    }

    private static func interpolate(
        _ loaded: inout LoadedDocument,
        _ interpolation: Interpolation,
        _ catalogue: OnDemand
    ) throws(ConfigError) -> Interpolator? {
        guard let layered = loaded.layered else { return nil }
        var interpolator = Interpolator(layered, interpolation, catalogue.value)
        let result = interpolator.run()
        loaded.document = try document(result, named: loaded.document.name)
        loaded.layered = result
        loaded.faults += interpolator.findings
        loaded.faultyPaths += interpolator.failedPaths
        loaded.warnings += interpolator.warnings
        return interpolator
    }

    /// Inside arrays and unions no type says what a text is to be: the schema does.
    ///
    /// Each text that is refused gets its next reading, and its first one where all are.
    private static func decide(
        _ texts: [TextSetting],
        _ placeholders: [[String]: [ConfigValue]],
        in loaded: inout LoadedDocument,
        _ catalogue: OnDemand
    ) throws(ConfigError) {
        guard var result = loaded.layered, !texts.isEmpty || !placeholders.isEmpty else { return }
        var readings = placeholders
        for text in texts where result.origin(at: text.setting.path) == text.origin {
            readings[text.setting.path] = text.readings
        }
        guard let program = try? catalogue.value?.schema.program() else { return }
        for round in 1...(readings.values.map(\.count).max() ?? 1) {
            if program.accepts(loaded.document) { break }
            let refused = program.findings(in: loaded.document).compactMap {
                JSONPointer(text: $0.instanceLocation)?.tokens
            }
            let wrong = readings.filter { path, readings in
                refused.contains { path.starts(with: $0) }
            }
            if wrong.isEmpty { break }
            for (path, readings) in wrong {
                result.set(
                    readings.indices.contains(round) ? readings[round] : readings[0],
                    at: path
                )
            }
            loaded.document = try document(result, named: loaded.document.name)
        }
        loaded.layered = result
    }
}
