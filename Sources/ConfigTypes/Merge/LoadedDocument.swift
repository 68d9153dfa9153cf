import ConfigDocument
package import SchemaValidation

/// The document of a configuration, with the origins of its values.
package struct LoadedDocument: Sendable {
    package var document: Document
    /// Nil if the document is a single file.
    package var layered: LayeredValue?
    /// The files that it was merged from, lowest first.
    package var files: [Document] = []
    /// Secrets that are only known while the layers of a configuration are available.
    package var carriedSecrets = SecretPlaces()
    /// Findings about single strings, whose settings are omitted from the document.
    package var faults: [Finding] = []
    package var faultyPaths: [DocumentPath] = []
    package var warnings: [Finding] = []
    /// The reason for a missing file, if only other layers set values.
    package var missing: [Finding] = []

    package init(
        document: Document,
        layered: LayeredValue? = nil,
        files: [Document] = [],
        carriedSecrets: SecretPlaces = SecretPlaces(),
        faults: [Finding] = [],
        faultyPaths: [DocumentPath] = [],
        warnings: [Finding] = []
    ) {
        self.document = document
        self.layered = layered
        self.files = files
        self.carriedSecrets = carriedSecrets
        self.faults = faults
        self.faultyPaths = faultyPaths
        self.warnings = warnings
    }

    mutating func carry(_ secrets: SecretPlaces) {
        carriedSecrets = secrets
        document.hidden = secrets.indices(in: document)
    }

    /// The origins of all values.
    package var origins: LayeredValue { layered ?? LayeredValue(document.root) }

    /// The origin of the value at a path, or of the nearest enclosing one: cheaper than `origins`
    /// for a single value.
    package func origin(at path: DocumentPath) -> ConfigOrigin {
        if let layered { return layered.origin(at: path) }
        var cursor = document.root
        for (depth, step) in path.enumerated() {
            if cursor.isArray {
                cursor = cursor[DocumentPath(path[depth...])] ?? cursor
                break
            }
            guard let next = cursor.child(at: step) else { break }
            cursor = next
        }
        return .file(cursor.document.name, cursor.position)
    }

    /// Findings in a merged document, with the positions of the values in their layers.
    package func located(_ findings: [Finding]) -> [Finding] {
        guard let layered else { return findings }
        let table = findings.count < 8 ? nil : OriginTable(layered)
        return findings.map { finding in
            var finding = finding
            let path = DocumentPath(pointer: finding.instanceLocation) ?? []
            let origin =
                finding.isOfKey
                ? table?.origin(ofKeyAt: path) ?? layered.origin(ofKeyAt: path)
                : table?.origin(at: path) ?? layered.origin(at: path)
            origin.locate(&finding)
            return finding
        }
    }

    /// All findings: those about single strings first, then those of a check of the document,
    /// located in the layers. A setting with an invalid string is not also reported as missing.
    package func findings(_ check: (Document) -> [Finding]) -> [Finding] {
        let found = located(check(document)).filter { finding in
            guard finding.severity == .error, !faultyPaths.isEmpty else { return true }
            let path = DocumentPath(pointer: finding.instanceLocation) ?? []
            return !faultyPaths.contains { $0.starts(with: path) }
        }
        // It is the reason for what is missing in the document.
        let isRefused = !missing.isEmpty && found.contains(where: \.isError)
        let others = warnings.filter { warning in
            !isRefused || !missing.contains { $0.message == warning.message }
        }
        return (isRefused ? missing : []) + faults + found + others
    }

    /// Runs a check of the document, and locates its findings in the layers.
    package func checking<Result>(
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

extension LoadedDocument {
    /// Returns a function to look up the origins of approximately `count` values.
    package func origins(of count: Int) -> (DocumentPath) -> ConfigOrigin {
        if count < 8 { return origin(at:) }
        return OriginTable(origins).origin(at:)
    }
}
