import ConfigDocument
import JSONSchema

/// The layers of a system, lowest first, and how the document of a name is made from them.
struct ConfigLayers: Sendable {
    let layers: [ConfigLayer]

    /// The lowest layer of files: what lists and reports are about.
    var base: any ConfigSource {
        for case .files(let source, _) in layers.map(\.kind) { return source }
        return InMemorySource([:], named: "")
    }

    /// All sources of files, lowest first.
    var sources: [any ConfigSource] {
        layers.compactMap { layer in
            if case .files(let source, _) = layer.kind { return source }
            return nil
        }
    }

    /// The folders of those sources that have one on the disk.
    var folders: [String] { sources.compactMap { $0.diskPath(of: "") } }

    /// The layers with other sources of files, each by its number.
    func replacingSources(_ change: (Int, any ConfigSource) -> any ConfigSource) -> ConfigLayers {
        var number = 0
        return ConfigLayers(
            layers: layers.map { layer in
                guard case .files(let source, let overlay) = layer.kind else { return layer }
                defer { number += 1 }
                return .files(change(number, source), overlay: overlay)
            }
        )
    }

    /// Reads and merges all that the layers say about a name.
    ///
    /// - Parameter catalogue: the settings that variables and arguments may be for; nil where no
    ///   type says which there are, and then there are none.
    /// - Throws: everything that is wrong in any of the layers.
    func load(
        _ name: String,
        catalogue: @autoclosure () -> SettingCatalogue?
    ) throws(ConfigError) -> LoadedDocument {
        var parts = Parts()
        for layer in layers {
            do throws(ConfigError) {
                try parts.add(layer.kind, name, catalogue)
            } catch {
                parts.findings += error.findings
            }
        }
        if !parts.findings.isEmpty { throw ConfigError(findings: parts.findings) }
        if parts.documents.isEmpty, let missing = parts.missing { throw missing }
        return try parts.merged(named: name)
    }
}

/// What the layers have given so far.
private struct Parts {
    var documents: [Document] = []
    /// Documents and single values in the order of their layers.
    var values: [Value] = []
    /// Why a layer of files had none for the name.
    var missing: ConfigError?
    var findings: [Finding] = []

    enum Value {
        case document(Document)
        case setting(ConfigValue, path: [String], ConfigOrigin)
    }

    mutating func add(
        _ layer: ConfigLayer.Kind,
        _ name: String,
        _ catalogue: () -> SettingCatalogue?
    ) throws(ConfigError) {
        switch layer {
        case .files(let source, let overlay):
            try addFiles(of: source, name)
            if let overlay, source.hasFile(for: "\(name).\(overlay)") {
                try addFiles(of: source, "\(name).\(overlay)")
            }
        case .override(name, let path, let value):
            values.append(.setting(value, path: path.tokens, .override))
        case .override: break
        case .environment, .arguments:
            guard let catalogue = catalogue() else { return }
            for text in try layer.textSettings(of: catalogue) { addText(text) }
        }
    }

    private mutating func addFiles(
        of source: any ConfigSource,
        _ name: String
    ) throws(ConfigError) {
        guard source.hasFile(for: name) else {
            do throws(ConfigError) {
                _ = try source.fileName(for: name)
            } catch {
                if missing == nil { missing = error }
            }
            return
        }
        let document = try source.document(source.fileName(for: name))
        documents.append(document)
        values.append(.document(document))
    }

    private mutating func addText(_ text: TextSetting) {
        do throws(ConfigError) {
            values.append(.setting(try text.value(), path: text.setting.path, text.origin))
        } catch {
            findings += error.findings
        }
    }

    func merged(named name: String) throws(ConfigError) -> LoadedDocument {
        if values.count == 1, let document = documents.first {
            return LoadedDocument(document: document, layered: nil, files: documents)
        }
        var merged: LayeredValue?
        for value in values {
            let layer =
                switch value {
                case .document(let document): LayeredValue(document.root)
                case .setting(let value, let path, let origin):
                    LayeredValue(value, at: path, origin: origin)
                }
            if merged == nil { merged = layer } else { merged?.merge(layer) }
        }
        let value = merged?.value ?? .object(ConfigObject())
        let document = try Document.parsed(
            JSONEmitter(indent: nil).emit(value),
            as: .json,
            named: documents.first?.name ?? name
        )
        return LoadedDocument(document: document, layered: merged, files: documents)
    }
}

/// The document of a configuration, and where its values come from.
struct LoadedDocument: Sendable {
    let document: Document
    /// Nil where the document is that of one file.
    let layered: LayeredValue?
    /// The files that it was merged from, lowest first.
    var files: [Document] = []

    /// Where each value comes from.
    var origins: LayeredValue { layered ?? LayeredValue(document.root) }

    /// Findings in a merged document, with the places that the merged values come from.
    func located(_ findings: [Finding]) -> [Finding] {
        guard let layered else { return findings }
        return findings.map { finding in
            var finding = finding
            let path = JSONPointer(text: finding.instanceLocation)?.tokens ?? []
            switch layered.origin(at: path) {
            case .file(let file, let position):
                (finding.file, finding.position) = (file, position)
            case let origin:
                (finding.file, finding.position) = (origin.description, nil)
            }
            return finding
        }
    }

    /// Runs a check of the document, whose findings are then located in the layers.
    func checking<Result>(
        _ body: (Document) throws(ConfigError) -> Result
    ) throws(ConfigError) -> Result {
        do throws(ConfigError) {
            return try body(document)
        } catch {
            throw ConfigError(findings: located(error.findings))
        }
    }
}
