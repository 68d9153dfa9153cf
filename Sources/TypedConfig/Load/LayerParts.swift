import ConfigDocument
import ConfigFiles
import SchemaValidation

/// The parts of one configuration collected from its layers so far.
struct LayerParts {
    private let migrations: LoadMigrations?
    private let sources: [any ConfigSource]
    private let names: KnownNames
    private let rules: VariableRules
    /// The version of the first file, which the parts that override it share.
    private var version: String?
    private(set) var stack = LayerStack()
    /// The error of a layer of files that has none for the name.
    private(set) var missing: ConfigError?
    /// Errors of whole files and directories.
    private(set) var findings: [Finding] = []

    init(_ layers: ConfigLayers) {
        migrations = layers.migrations
        sources = layers.sources
        names = layers.names
        rules = layers.variableRules
    }

    /// Migrates each file by itself, so that no value from elsewhere gets into it.
    private mutating func add(
        _ document: Document,
        of name: String,
        in source: (any ConfigSource)? = nil
    ) throws(ConfigError) {
        // An empty file sets nothing and has no version.
        if document.isBlank { return stack.add(document) }
        let isFirst = stack.documents.allSatisfy(\.isBlank)
        if let newest = migrations?.newest(of: document, name) {
            if isFirst { version = newest }
            return stack.add(document)
        }
        let own = try migrations?.version(of: document, name, isOverlay: !isFirst)
        if isFirst { version = own }
        guard let own = own ?? version,
            let layer = try migrations?.migrated(document, name, of: own, isOverlay: !isFirst)
        else { return stack.add(document) }
        if isFirst, let source,
            let written = try migrations?.writeBack(name, in: source, below: higher(than: source))
        {
            // The parts, which are read from now on, were migrated together with the file.
            version = try migrations?.version(of: written, name, isOverlay: false)
            return stack.add(written)
        }
        stack.add(layer, of: document)
    }

    private func higher(than source: any ConfigSource) -> [any ConfigSource] {
        let number = sources.firstIndex { $0.name == source.name }
        return number.map { Array(sources.dropFirst($0 + 1)) } ?? []
    }

    mutating func add(_ layer: ConfigLayer.Kind, _ name: String, _ catalogue: OnDemand) {
        switch layer {
        case .files(let source, let overlay): addFiles(of: source, name, overlay)
        case .override(name, let path, let value):
            stack.add(value, at: path.tokens, .override)
        case .override: break
        case .environment, .dotenv, .arguments, .secretFiles, .provider:
            guard let catalogue = catalogue.value else { return }
            let found = layer.textSettings(
                TextContext(
                    scope: names.scope(of: name, catalogue),
                    rules: rules,
                    existing: { [stack] in stack.keys(at: $0) }
                )
            )
            stack.textFindings += found.faults
            stack.warnings += found.warnings
            for text in found.settings { stack.add(text) }
        }
    }

    /// Notes unmatched variables if they are errors.
    mutating func refuse(_ variables: [Finding]) { stack.textFindings += variables }

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

    /// Collects errors, so that all of them are reported at once.
    private mutating func attempt(
        _ body: (inout LayerParts) throws(ConfigError) -> Void
    ) {
        do throws(ConfigError) {
            try body(&self)
        } catch {
            findings += error.findings
        }
    }
}
