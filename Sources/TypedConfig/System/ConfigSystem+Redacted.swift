public import ConfigDocument
import ConfigFiles
import ConfigTypes
import SchemaValidation
import Synchronization

extension ConfigSystem {
    /// The configuration of a name as a tree of values for display: with `<secret>` in place of
    /// each secret. If files were refused, these are the served values.
    ///
    /// - Parameters:
    ///   - name: the name of the configuration.
    ///   - validate: whether to validate against the schema of that name. If false, the name need
    ///     not be registered; values from secret files and settings named like secrets are then
    ///     hidden.
    public func redacted(
        _ name: String,
        validate: Bool = true
    ) throws(ConfigError) -> DocumentValue {
        let (loaded, secrets) = try shown(name, validate: validate)
        return loaded.redacted(by: secrets)
    }

    /// The differences between two configurations, setting by setting. Values of secrets are
    /// omitted.
    ///
    /// - Parameters:
    ///   - left: a name, for the merged layers, or the path of a file, for that file alone.
    ///   - right: the other name or path.
    ///   - schema: the name of the schema that declares the secrets of a file; nil for the one that
    ///     the file is named after: `http` for `http.yaml` and `http.production.yaml`.
    public func differences(
        between left: String,
        and right: String,
        schema: String? = nil
    ) throws(ConfigError) -> [SettingChange] {
        var findings: [Finding] = []
        var sides: [Side] = []
        for side in [left, right] {
            do throws(ConfigError) {
                sides.append(try self.side(side, schema: schema))
            } catch {
                findings += error.findings
            }
        }
        guard findings.isEmpty, sides.count == 2 else { throw ConfigError(findings: findings) }
        let catalogues = sides.compactMap { $0.registration?.catalogue() }
        // A secret of either type is hidden on both sides.
        let secrets = sides.map { side -> SecretPlaces in
            if catalogues.isEmpty { return SecretPlaces(in: side.loaded, catalogue: nil) }
            return catalogues.reduce(into: side.loaded.carriedSecrets) {
                $0.formUnion(SecretPlaces(in: side.loaded, catalogue: $1))
            }
        }
        let (old, new) = (sides[0].loaded, sides[1].loaded)
        return ValueDifference.between(
            DocumentValue(old.document.root),
            DocumentValue(new.document.root)
        ).reported(
            of: new,
            was: old,
            by: catalogues.last?.schema,
            hiding: secrets[1],
            secrets[0]
        )
    }

    private struct Side {
        var loaded: LoadedDocument
        var registration: Registration?
    }

    private func side(_ side: String, schema: String?) throws(ConfigError) -> Side {
        let known = registrations.withLock { $0 }
        if !side.contains("/"), configName(ofFile: side) == nil {
            let registration = known[side]
            let loaded = try layers.load(side, catalogue: registration?.catalogue())
            return Side(loaded: loaded, registration: registration)
        }
        let named = try schema.map { (schema) throws(ConfigError) in try known.required(schema) }
        let file = side.split(separator: "/").last.map(String.init) ?? side
        let stem = configName(ofFile: file) ?? file
        let names = [stem, stem.split(separator: ".").first.map(String.init)]
        return Side(
            loaded: LoadedDocument(document: try Document.read(side).configuration),
            registration: named ?? names.compactMap { $0 }.lazy.compactMap { known[$0] }.first
        )
    }

    private func shown(
        _ name: String,
        validate: Bool
    ) throws(ConfigError) -> (loaded: LoadedDocument, secrets: SecretPlaces) {
        let known = registrations.withLock { $0 }
        let registration = validate ? try known.required(name) : known[name]
        if validate, let served = served(name) { return (served.loaded, served.secrets) }
        let catalogue = registration?.catalogue()
        let loaded = try layers.load(name, catalogue: catalogue)
        if validate, let registration { try loaded.checking(registration.check) }
        return (loaded, SecretPlaces(in: loaded, catalogue: catalogue))
    }
}

extension LoadedDocument {
    fileprivate func redacted(by secrets: SecretPlaces) -> DocumentValue {
        guard let layered else {
            return secrets.shown(DocumentValue(document.root), at: [])
                ?? .string(DocumentValue.secretMark)
        }
        var result = DocumentValue.object(DocumentObject())
        for (inner, leaf) in layered.leaves {
            let path = secrets.shown(inner)
            let shown = secrets.shown(leaf.value, at: path, from: leaf.origin)
            result.put(shown ?? .string(DocumentValue.secretMark), at: path[...])
        }
        return result
    }
}
