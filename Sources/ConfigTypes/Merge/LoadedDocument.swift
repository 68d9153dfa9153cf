import ConfigDocument
package import SchemaValidation

/// The document of a configuration, and where its values come from.
package struct LoadedDocument: Sendable {
    package var document: Document
    /// Nil where the document is that of one file.
    package var layered: LayeredValue?
    /// The files that it was merged from, lowest first.
    package var files: [Document] = []
    /// What is known of secrets only as long as a configuration has its layers.
    package var carriedSecrets = SecretPlaces()
    /// What is wrong with single texts, whose settings are left out of the document.
    package var faults: [Finding] = []
    package var faultyPaths: [[String]] = []
    package var warnings: [Finding] = []

    package init(
        document: Document,
        layered: LayeredValue? = nil,
        files: [Document] = [],
        carriedSecrets: SecretPlaces = SecretPlaces(),
        faults: [Finding] = [],
        faultyPaths: [[String]] = [],
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

    /// Where each value comes from.
    package var origins: LayeredValue { layered ?? LayeredValue(document.root) }

    /// Where the value at a path comes from, or the nearest one around it: of one value at less cost
    /// than `origins`.
    package func origin(at path: [String]) -> ConfigOrigin {
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
    package func located(_ findings: [Finding]) -> [Finding] {
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
    /// located in the layers. A setting whose text is wrong is not reported as missing, too.
    package func findings(_ check: (Document) -> [Finding]) -> [Finding] {
        let found = located(check(document)).filter { finding in
            guard finding.severity == .error, !faultyPaths.isEmpty else { return true }
            let path = JSONPointer(text: finding.instanceLocation)?.tokens ?? []
            return !faultyPaths.contains { $0.starts(with: path) }
        }
        return faults + found + warnings
    }

    /// Runs a check of the document, whose findings are then located in the layers.
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

extension Finding {
    package var isError: Bool { severity == .error }
}

extension LoadedDocument {
    /// Looks up the origins of about that many values.
    package func origins(of count: Int) -> ([String]) -> ConfigOrigin {
        if count < 8 { return origin(at:) }
        return OriginTable(origins).origin(at:)
    }
}
