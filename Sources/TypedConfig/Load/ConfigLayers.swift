import ConfigDocument
import ConfigFiles
package import SchemaValidation

/// The layers of a system, lowest first, and how they form the document of a configuration.
package struct ConfigLayers: Sendable {
    private(set) var layers: [ConfigLayer]
    var interpolation: Interpolation
    /// Receives warnings.
    var warn: @Sendable (Finding) -> Void
    /// The configurations of the system, which decide how names outside of documents are read.
    var names: KnownNames
    /// The treatment of files of older versions.
    package var migrations: LoadMigrations
    /// The snapshots of sources that are served.
    private(set) var pins: SourcePins

    package init(
        layers: [ConfigLayer],
        interpolation: Interpolation = Interpolation(),
        warn: @escaping @Sendable (Finding) -> Void = { _ in },
        names: KnownNames = KnownNames(),
        migrations: LoadMigrations = LoadMigrations(policy: .inMemory)
    ) {
        let options = layers.compactMap { $0.files?.option }
        self.layers = layers.map { $0.without(options: options) }
        pins = SourcePins(layers)
        self.interpolation = interpolation
        self.warn = warn
        self.names = names
        self.migrations = migrations
    }

    /// The same with further layers over these.
    func adding(_ others: [ConfigLayer]) -> ConfigLayers {
        ConfigLayers(
            layers: layers + others,
            interpolation: interpolation,
            warn: warn,
            names: names,
            migrations: migrations
        )
    }

    /// The lowest layer of files, which lists and reports refer to.
    var base: any ConfigFolder {
        fileLayers.first?.source ?? InMemorySource([:], named: "")
    }

    /// All sources of files, lowest first.
    package var sources: [any ConfigFolder] { fileLayers.map(\.source) }

    /// The sources of files, each with its stage.
    var fileLayers: [(source: any ConfigFolder, overlay: String?)] {
        layers.compactMap { $0.files.map { (source: $0.folder, overlay: $0.overlay) } }
    }

    /// The layers with the documents of sources that are served.
    var served: [ConfigLayer] {
        layers.enumerated().map { index, layer in
            pins[index].map { ConfigLayer(kind: .source($0)) } ?? layer
        }
    }

    /// The layers with the documents that sources have now.
    ///
    /// - Parameter release: a release that is tried in place of the served one.
    package func renewed(trying release: VerifiedRelease? = nil) -> ConfigLayers {
        var result = self
        result.pins = SourcePins(layers, trying: release)
        return result
    }

    /// The sources of releases.
    var releases: [ReleaseSource] { layers.compactMap(\.releases) }

    /// The change sequences of the sources.
    var changes: [any AsyncSequence<Void, Never> & Sendable] {
        layers.compactMap { layer in
            if case .source(let source) = layer.kind { source.changes() } else { nil }
        }
    }

    /// Serves the documents of sources that a reload has found good.
    func serve(_ renewed: ConfigLayers) { pins.take(renewed.pins) }

    /// True if a configuration has any file: its own, one of the stage, or a fragment.
    package func hasFile(for name: String) -> Bool {
        fileLayers.contains { source, overlay in
            source.hasFile(for: name)
                || overlay.map { source.hasFile(for: "\(name).\($0)") } ?? false
                || (try? source.fragmentNames(of: name, overlay: overlay))?.isEmpty == false
        } || pins.haveDocument(for: name)
    }

    /// The directories of those sources that have one on disk.
    package var folders: [String] {
        sources.flatMap { [$0, $0.folder(fragmentFolder)] }.compactMap { $0?.diskPath(of: "") }
    }

    /// The directories of files that hold one value each.
    package var valueFolders: [String] {
        layers.compactMap { layer in
            if case .secretFiles(let folder) = layer.kind { return folder.path }
            return nil
        } + interpolation.folders
    }

    /// The files of variables, and files of configuration outside of the folders.
    package var variableFiles: [String] {
        layers.compactMap { layer in
            if case .dotenv(let path, _) = layer.kind { return path }
            return nil
        } + filesAlone
    }

    /// Files of configuration that are in no folder of the system.
    var filesAlone: [String] { sources.compactMap { ($0 as? FileAlone)?.file } }

    /// The default rules for reading files of variables.
    var variableRules: VariableRules {
        for case .environment(let rules, _) in layers.map(\.kind) { return rules }
        return VariableRules(prefix: "")
    }

    /// Texts that look like settings, but match none.
    var untaken: UntakenTexts {
        UntakenTexts(
            layers: layers,
            configs: names.all,
            main: names.main,
            rules: variableRules,
            sources: sources
        )
    }

    private var hasStrictLayer: Bool {
        layers.contains { layer in
            switch layer.kind {
            case .environment(let rules, _), .dotenv(_, let rules?): rules.isStrict
            case .dotenv: variableRules.isStrict
            default: false
            }
        }
    }

    /// The places to watch for changes.
    var places: WatchedPlaces {
        WatchedPlaces(
            configFolders: folders,
            valueFolders: valueFolders,
            valueFiles: variableFiles
        )
    }

    /// The layers with replaced sources of files; the closure receives the number of each.
    func replacingSources(_ change: (Int, any ConfigFolder) -> any ConfigFolder) -> ConfigLayers {
        var number = 0
        var result = self
        result.layers = layers.map { layer in
            guard let files = layer.files else { return layer }
            defer { number += 1 }
            var changed = files
            changed.folder = change(number, files.folder)
            return ConfigLayer(kind: .source(changed))
        }
        result.pins = pins
        return result
    }

    /// Reads and merges the layers of a configuration.
    ///
    /// - Parameter catalogue: the settings that variables and arguments can set; nil if no type
    ///   declares them, and then there are none.
    /// - Throws: all errors of all layers. Errors of single texts are reported together with those
    ///   of the schema: see `LoadedDocument.checking`.
    package func load(
        _ name: String,
        catalogue: @autoclosure @escaping () -> SettingCatalogue?
    ) throws(ConfigError) -> LoadedDocument {
        let catalogue = OnDemand(catalogue)
        var parts = LayerParts(self)
        for layer in served { parts.add(layer.kind, name, catalogue) }
        if hasStrictLayer, catalogue.value != nil { parts.refuse(untaken.errors(of: name)) }
        if !parts.findings.isEmpty {
            throw ConfigError(findings: parts.findings + parts.stack.textFindings)
        }
        if parts.stack.documents.isEmpty, let missing = parts.missing {
            // Other layers may give all that is required.
            if parts.stack.count == 0 { throw missing }
            parts.noteMissing(missing)
        }
        var loaded = try parts.stack.merged(named: name, interpolation, catalogue)
        if parts.stack.documents.isEmpty { loaded.missing = parts.missing?.findings ?? [] }
        loaded.warnings.forEach(warn)
        return loaded
    }
}
