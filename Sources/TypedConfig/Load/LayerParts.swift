import ConfigDocument
import ConfigFiles
import SchemaValidation

extension ConfigSource {
    /// The finding about a missing document; nil if the source need not have one.
    fileprivate func missing(_ configuration: String) -> ConfigError? {
        if let files = self as? FolderSource { return files.missing(configuration) }
        return ConfigError(
            Finding(message: "there is no document for \(quoted(configuration))", file: name)
        )
    }
}

/// The parts of one configuration collected from its layers so far.
struct LayerParts {
    private let migrations: LoadMigrations?
    private let sources: [any ConfigFolder]
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
    ///
    /// - Returns: whether the files of the folder were migrated on the disk.
    private mutating func add(
        _ document: Document,
        of name: String,
        writtenFor known: String?,
        in source: (any ConfigFolder)?
    ) throws(ConfigError) -> Bool {
        // An empty file sets nothing and has no version.
        if document.isBlank {
            stack.add(document)
            return false
        }
        let isFirst = stack.documents.allSatisfy(\.isBlank)
        if let newest = migrations?.newest(of: document, name) {
            if isFirst { version = newest }
            stack.add(document)
            return false
        }
        var own = known
        if own == nil { own = try migrations?.version(of: document, name, isOverlay: !isFirst) }
        if isFirst { version = own }
        guard let own = own ?? version,
            let layer = try migrations?.migrated(document, name, of: own, isOverlay: !isFirst)
        else {
            stack.add(document)
            return false
        }
        if isFirst, let source,
            let written = try migrations?.writeBack(name, in: source, below: higher(than: source))
        {
            // The parts, which are read from now on, were migrated together with the file.
            version = try migrations?.version(of: written, name, isOverlay: false)
            stack.add(written)
            return true
        }
        stack.add(layer, of: document)
        return false
    }

    private func higher(than source: any ConfigFolder) -> [any ConfigFolder] {
        let number = sources.firstIndex { $0.name == source.name }
        return number.map { Array(sources.dropFirst($0 + 1)) } ?? []
    }

    mutating func add(_ layer: ConfigLayer.Kind, _ name: String, _ catalogue: OnDemand) {
        switch layer {
        case .source(let source): addDocuments(of: source, name)
        case .override(name, let path, let value):
            stack.add(value, at: path, .override)
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

    // MARK: Documents

    private mutating func addDocuments(of source: any ConfigSource, _ name: String) {
        attempt { (parts) throws(ConfigError) in
            var documents = try source.documents(for: name)
            if documents.isEmpty, parts.missing == nil { parts.missing = source.missing(name) }
            let folder = (source as? FolderSource)?.folder
            var index = 0
            while index < documents.count {
                let part = documents[index]
                index += 1
                parts.attempt { (parts) throws(ConfigError) in
                    let isWritten = try parts.add(
                        try part.document(),
                        of: name,
                        writtenFor: part.version,
                        in: part.isFragment ? nil : folder
                    )
                    // The others were migrated on the disk with it.
                    if isWritten { documents = try source.documents(for: name) }
                }
            }
        }
    }

    /// Notes a missing file if other layers set values.
    mutating func noteMissing(_ missing: ConfigError) {
        stack.warnings += missing.findings.map { finding in
            var warning = finding
            warning.severity = .warning
            return warning
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
