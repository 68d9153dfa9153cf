import ConfigDocument
import ConfigFiles
import SchemaValidation

/// The layers of a system, lowest first, and how the document of a name is made from them.
package struct ConfigLayers: Sendable {
    var layers: [ConfigLayer]
    var interpolation = Interpolation()
    /// Takes what is not wrong, but should be known.
    var warn: @Sendable (Finding) -> Void = { _ in }
    /// What is done with files of older versions.
    package var migrations = LoadMigrations(policy: .inMemory)

    /// The lowest layer of files: what lists and reports are about.
    var base: any ConfigSource {
        for case .files(let source, _) in layers.map(\.kind) { return source }
        return InMemorySource([:], named: "")
    }

    /// All sources of files, lowest first.
    package var sources: [any ConfigSource] { fileLayers.map(\.source) }

    /// The same with the stage of each.
    var fileLayers: [(source: any ConfigSource, overlay: String?)] {
        layers.compactMap { layer in
            if case .files(let source, let overlay) = layer.kind { return (source, overlay) }
            return nil
        }
    }

    /// The folders of those sources that have one on the disk.
    package var folders: [String] {
        sources.flatMap { [$0, $0.folder(fragmentFolder)] }.compactMap { $0?.diskPath(of: "") }
    }

    /// The folders of files that hold one value each.
    package var valueFolders: [String] {
        layers.compactMap { layer in
            if case .secretFiles(let folder) = layer.kind { return folder.path }
            return nil
        } + interpolation.folders
    }

    /// What is watched for changes.
    var places: WatchedPlaces {
        WatchedPlaces(configFolders: folders, valueFolders: valueFolders)
    }

    /// The layers with other sources of files, each by its number.
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

    /// Reads and merges all that the layers say about a name.
    ///
    /// - Parameter catalogue: the settings that variables and arguments may be for; nil where no
    ///   type says which there are, and then there are none.
    /// - Throws: everything that is wrong in any of the layers. What is wrong with single texts is
    ///   told together with what the schema says: see `LoadedDocument.checking`.
    func load(
        _ name: String,
        catalogue: @autoclosure @escaping () -> SettingCatalogue?
    ) throws(ConfigError) -> LoadedDocument {
        let catalogue = OnDemand(catalogue)
        var parts = LayerParts(migrations: migrations, sources: sources)
        for layer in layers { parts.add(layer.kind, name, catalogue) }
        if !parts.findings.isEmpty {
            throw ConfigError(findings: parts.findings + parts.textFindings)
        }
        if parts.documents.isEmpty, let missing = parts.missing { throw missing }
        let loaded = try parts.merged(named: name, interpolation, catalogue)
        loaded.warnings.forEach(warn)
        return loaded
    }

    /// One document as the only layer.
    static func load(
        _ document: Document,
        catalogue: @autoclosure @escaping () -> SettingCatalogue?
    ) throws(ConfigError) -> LoadedDocument {
        var parts = LayerParts()
        parts.add(document, as: .document(document), file: document)
        return try parts.merged(named: document.name, Interpolation(), OnDemand(catalogue))
    }

    /// One document that was migrated as the only layer.
    static func load(
        _ layer: MigratedLayer,
        catalogue: @autoclosure @escaping () -> SettingCatalogue?
    ) throws(ConfigError) -> LoadedDocument {
        var parts = LayerParts()
        parts.add(layer.document, as: .migrated(layer), file: layer.document)
        return try parts.merged(named: layer.document.name, Interpolation(), OnDemand(catalogue))
    }
}

/// The settings of a type: learning them costs more than reading most files, and is rarely needed.
final class OnDemand {
    private let make: () -> SettingCatalogue?
    private var made: SettingCatalogue??

    init(_ make: @escaping () -> SettingCatalogue?) { self.make = make }

    var value: SettingCatalogue? {
        if let made { return made }
        let value = make()
        made = .some(value)
        return value
    }
}

/// The document of a configuration, and where its values come from.
package struct LoadedDocument: Sendable {
    var document: Document
    /// Nil where the document is that of one file.
    var layered: LayeredValue?
    /// The files that it was merged from, lowest first.
    var files: [Document] = []
    /// What is known of secrets only as long as a configuration has its layers.
    var carriedSecrets = SecretPlaces()
    /// What is wrong with single texts, whose settings are left out of the document.
    var faults: [Finding] = []
    var faultyPaths: [[String]] = []
    var warnings: [Finding] = []

    /// Where each value comes from.
    var origins: LayeredValue { layered ?? LayeredValue(document.root) }

    /// Where the value at a path comes from, or the nearest one around it: of one value at less cost
    /// than `origins`.
    func origin(at path: [String]) -> ConfigOrigin {
        if let layered { return layered.origin(at: path) }
        var cursor = document.root
        for (depth, key) in path.enumerated() {
            if cursor.isArray {
                cursor = JSONPointer(Array(path[depth...])).value(in: cursor) ?? cursor
                break
            }
            guard let next = cursor[key] else { break }
            cursor = next
        }
        return .file(cursor.document.name, cursor.position)
    }

    /// Findings in a merged document, with the places that the merged values come from.
    func located(_ findings: [Finding]) -> [Finding] {
        guard layered != nil else { return findings }
        let origin = origins(of: findings.count)
        return findings.map { finding in
            var finding = finding
            let path = JSONPointer(text: finding.instanceLocation)?.tokens ?? []
            switch origin(path) {
            case .file(let file, let position), .interpolation(_, let file, let position):
                (finding.file, finding.position) = (file, position)
            case let origin:
                (finding.file, finding.position) = (origin.description, nil)
            }
            return finding
        }
    }

    /// Everything that is wrong: single texts first, then what a check of the document says,
    /// located in the layers. That a setting is missing or wrong whose text is wrong is no news.
    func findings(_ check: (Document) -> [Finding]) -> [Finding] {
        let found = located(check(document)).filter { finding in
            guard finding.severity == .error, !faultyPaths.isEmpty else { return true }
            let path = JSONPointer(text: finding.instanceLocation)?.tokens ?? []
            return !faultyPaths.contains { $0.starts(with: path) }
        }
        return faults + found + warnings
    }

    /// Runs a check of the document, whose findings are then located in the layers.
    func checking<Result>(
        _ body: (Document) throws(ConfigError) -> Result
    ) throws(ConfigError) -> Result {
        let result: Result
        do throws(ConfigError) {
            result = try body(document)
        } catch {
            throw ConfigError(findings: findings { _ in error.findings }.filter(\.isError))
        }
        if !faults.isEmpty { throw ConfigError(findings: faults) }
        return result
    }
}

extension Finding {
    package var isError: Bool { severity == .error }
}
