package import ConfigDocument
package import SchemaValidation

/// The layers of one configuration, lowest first: whole documents and single values.
package struct LayerStack {
    package private(set) var documents: [Document] = []
    /// The same documents as they are on disk.
    private var files: [Document] = []
    /// Documents and single values in the order of their layers.
    private var values: [Value] = []
    /// Findings about single strings.
    package var textFindings: [Finding] = []
    private var faultyPaths: [DocumentPath] = []
    package var warnings: [Finding] = []
    /// Strings for settings with several possible types.
    private var undecided: [TextSetting] = []

    private enum Value {
        case document(Document)
        /// A document that has an older version on disk.
        case upgraded(UpgradedDocument)
        case setting(DocumentValue, path: DocumentPath, ConfigOrigin)
        /// A value inside an array, or an element of it.
        case part(DocumentValue, path: DocumentPath, ConfigOrigin)

        /// The document, if it is one.
        var document: (document: Document, layered: LayeredValue?)? {
            switch self {
            case .document(let document): (document, nil)
            case .upgraded(let layer): (layer.document, layer.layered)
            case .setting, .part: nil
            }
        }

        /// The value to merge; nil for a part of an array, which arrays do not merge with.
        var layer: LayeredValue? {
            switch self {
            case .document(let document): LayeredValue(document.root)
            case .upgraded(let layer): layer.layered
            case .setting(let value, let path, let origin):
                LayeredValue(value, at: path, origin: origin, keepsNull: origin.isText)
            case .part: nil
            }
        }

        /// Sets a part of an array in the value of lower layers.
        func place(in merged: inout LayeredValue?, _ warnings: inout [Finding]) -> Finding? {
            guard case .part(let value, let path, let origin) = self else {
                return nil
            }
            var layered = merged ?? LayeredValue(.object(DocumentObject()), at: [], origin: origin)
            defer { merged = layered }
            return layered.place(value, at: path, origin, noting: &warnings)
        }
    }

    package init() {}

    /// The number of documents and single values so far.
    package var count: Int { values.count }

    /// The values of documents and single settings that affect a setting, lowest first, without
    /// empty ones.
    ///
    /// - Parameter start: the number of leading documents and values to skip.
    package func sayings(at path: DocumentPath, from start: Int) -> [LayerSaying] {
        values.dropFirst(start).compactMap { value in
            guard case .part(let value, let own, let origin) = value else {
                return value.layer?.saying(at: path)
            }
            if path.starts(with: own) {
                return LayeredValue(value, at: [], origin: origin)
                    .saying(at: path, from: own.count)
            }
            guard own.starts(with: path) else { return nil }
            return LayerSaying(value: value, origin: origin, place: .part, path: own)
        }
    }

    /// The keys of the members that any layer so far has at a path.
    package func keys(at path: DocumentPath) -> [String] {
        values.flatMap { value -> [String] in
            switch value {
            case .document(let document):
                document.root[path]?.members.map(\.key.text) ?? []
            case .upgraded(let layer): layer.layered.value[path]?.object?.keys ?? []
            case .setting(let value, let own, _) where path.starts(with: own):
                value[DocumentPath(path.dropFirst(own.count))]?.object?.keys ?? []
            case .setting, .part: []
            }
        }
    }

    package mutating func add(_ document: Document) {
        documents.append(document)
        files.append(document)
        // A file without content contributes nothing.
        if !document.isBlank { values.append(.document(document)) }
    }

    /// - Parameter file: the document as it is on disk.
    package mutating func add(_ layer: UpgradedDocument, of file: Document) {
        documents.append(layer.document)
        files.append(file)
        values.append(.upgraded(layer))
        if let warning = layer.warning { warnings.append(warning) }
    }

    package mutating func add(_ value: DocumentValue, at path: DocumentPath, _ origin: ConfigOrigin)
    {
        values.append(.setting(value, path: path, origin))
    }

    package mutating func add(_ text: TextSetting) {
        do throws(ConfigError) {
            let (value, path) = (try text.value(), text.setting.path)
            values.append(
                path.contains(where: \.isPosition)
                    ? .part(value, path: path, text.origin)
                    : .setting(value, path: path, text.origin)
            )
            if !text.undecided.isEmpty { undecided.append(text) }
        } catch {
            textFindings += error.findings
            faultyPaths.append(text.setting.path)
        }
    }

    /// Findings for files whose root is not an object, if other layers have objects.
    private var misplacedRoots: [Finding] {
        let hasObject = values.contains { value in
            switch value {
            case .document(let document): document.root.isObject
            case .upgraded: true
            case .setting(_, let path, _), .part(_, let path, _): !path.isEmpty
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

    /// The secrets of files of an older version, whose schema is not known after the migration.
    private var migratedSecrets: [DocumentPath] {
        values.flatMap { value -> [DocumentPath] in
            if case .upgraded(let layer) = value { layer.secrets } else { [] }
        }
    }

    /// Merges the layers, and replaces the placeholders of their files.
    package func merged(
        named name: String,
        _ interpolation: Interpolation,
        _ catalogue: OnDemand
    ) throws(ConfigError) -> LoadedDocument {
        let hasPlaceholders =
            interpolation.isOn
            && documents.contains {
                PlaceholderText.mayBe(in: $0.storage.sourceBytes, interpolation.style)
            }
        let misplaced = misplacedRoots
        if !misplaced.isEmpty { throw ConfigError(findings: misplaced) }
        if values.count == 1, !hasPlaceholders, let only = values.first?.document {
            var loaded = LoadedDocument(
                document: only.document,
                layered: only.layered,
                files: files,
                faults: textFindings,
                faultyPaths: faultyPaths,
                warnings: warnings
            )
            loaded.carry(SecretPlaces(paths: migratedSecrets))
            return loaded
        }
        var (warnings, faults) = (warnings, textFindings)
        var merged: LayeredValue?
        for value in values {
            guard let layer = value.layer else {
                if let fault = value.place(in: &merged, &warnings) { faults.append(fault) }
                continue
            }
            if merged == nil { merged = layer } else { merged?.merge(layer, noting: &warnings) }
        }
        var loaded = LoadedDocument(
            document: try Self.document(merged, named: documents.first?.name ?? name),
            layered: merged,
            files: files,
            faults: faults,
            faultyPaths: faultyPaths,
            warnings: warnings
        )
        let interpolator =
            hasPlaceholders ? try Self.interpolate(&loaded, interpolation, catalogue) : nil
        try Self.decide(undecided, interpolator?.undecided ?? [:], in: &loaded, catalogue)
        if let layered = loaded.layered {
            let merged = loaded.document
            loaded.document.areOfOneFile = { object, key, other in
                layered.areOfOneFile(merged.path(to: object), key, other)
            }
            loaded.carry(
                SecretPlaces(
                    of: layered,
                    files + [loaded.document],
                    migrated: migratedSecrets,
                    copies: interpolator?.copies ?? [],
                    placeholders: interpolator?.placeholders ?? [:],
                    catalogue: catalogue.value
                )
            )
        }
        return loaded
    }

    private static func document(
        _ value: LayeredValue?,
        named name: String
    ) throws(ConfigError) -> Document {
        try .parsed(value?.json ?? Array("{}".utf8), as: .json, named: name)
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

    /// Chooses the type of strings inside arrays and unions, which only the schema determines.
    ///
    /// Each string that is refused gets its next reading, or its first one if all are refused.
    private static func decide(
        _ texts: [TextSetting],
        _ placeholders: [DocumentPath: [DocumentValue]],
        in loaded: inout LoadedDocument,
        _ catalogue: OnDemand
    ) throws(ConfigError) {
        guard var result = loaded.layered, !texts.isEmpty || !placeholders.isEmpty else { return }
        var readings = placeholders
        for text in texts where result.origin(at: text.setting.path) == text.origin {
            for (path, open) in text.undecided { readings[path] = open }
        }
        guard let program = try? catalogue.value?.schema.program() else { return }
        for round in 1...(readings.values.map(\.count).max() ?? 1) {
            if program.accepts(loaded.document) { break }
            let refused = program.findings(in: loaded.document).compactMap {
                DocumentPath(pointer: $0.instanceLocation)
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
