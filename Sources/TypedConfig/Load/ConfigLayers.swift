import ConfigDocument
import ConfigFiles
package import SchemaValidation

/// The layers of a system, lowest first, and how they form the document of a configuration.
package struct ConfigLayers: Sendable {
    var layers: [ConfigLayer]
    var interpolation: Interpolation
    /// Receives warnings.
    var warn: @Sendable (Finding) -> Void
    /// The configurations of the system, which decide how names outside of documents are read.
    var names: KnownNames
    /// The treatment of files of older versions.
    package var migrations: LoadMigrations

    package init(
        layers: [ConfigLayer],
        interpolation: Interpolation = Interpolation(),
        warn: @escaping @Sendable (Finding) -> Void = { _ in },
        names: KnownNames = KnownNames(),
        migrations: LoadMigrations = LoadMigrations(policy: .inMemory)
    ) {
        self.layers = layers
        self.interpolation = interpolation
        self.warn = warn
        self.names = names
        self.migrations = migrations
    }

    /// The lowest layer of files, which lists and reports refer to.
    var base: any ConfigSource {
        for case .files(let source, _) in layers.map(\.kind) { return source }
        return InMemorySource([:], named: "")
    }

    /// All sources of files, lowest first.
    package var sources: [any ConfigSource] { fileLayers.map(\.source) }

    /// The sources of files, each with its stage.
    var fileLayers: [(source: any ConfigSource, overlay: String?)] {
        layers.compactMap { layer in
            if case .files(let source, let overlay) = layer.kind { return (source, overlay) }
            return nil
        }
    }

    /// True if a configuration has any file: its own, one of the stage, or a fragment.
    package func hasFile(for name: String) -> Bool {
        fileLayers.contains { source, overlay in
            source.hasFile(for: name)
                || overlay.map { source.hasFile(for: "\(name).\($0)") } ?? false
                || (try? source.fragmentNames(of: name, overlay: overlay))?.isEmpty == false
        }
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

    /// The files of variables.
    package var variableFiles: [String] {
        layers.compactMap { layer in
            if case .dotenv(let path, _) = layer.kind { return path }
            return nil
        }
    }

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
    func replacingSources(_ change: (Int, any ConfigSource) -> any ConfigSource) -> ConfigLayers {
        var number = 0
        var result = self
        result.layers = layers.map { layer in
            guard case .files(let source, let overlay) = layer.kind else { return layer }
            defer { number += 1 }
            return .files(change(number, source), overlay: overlay)
        }
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
        for layer in layers { parts.add(layer.kind, name, catalogue) }
        if hasStrictLayer, catalogue.value != nil { parts.refuse(untaken.errors(of: name)) }
        if !parts.findings.isEmpty {
            throw ConfigError(findings: parts.findings + parts.stack.textFindings)
        }
        if parts.stack.documents.isEmpty, let missing = parts.missing { throw missing }
        let loaded = try parts.stack.merged(named: name, interpolation, catalogue)
        loaded.warnings.forEach(warn)
        return loaded
    }
}
