public import ConfigDocument
import JSONSchema
import Synchronization

extension ConfigSystem {
    /// The configuration of a name as a tree of values to be shown: with `<secret>` in place of each
    /// secret.
    ///
    /// - Parameter validate: whether the schema of that name is asked. Without it, a name that is not
    ///   registered will do; then nothing is known to be secret but what comes from secret files.
    public func redacted(
        _ name: String,
        validate: Bool = true
    ) throws(ConfigError) -> ConfigValue {
        let (loaded, secrets) = try shown(name, validate: validate)
        return loaded.redacted(by: secrets)
    }

    /// What differs between two configurations, setting by setting. Values of secrets are not shown.
    ///
    /// - Parameters:
    ///   - left: a name, for all that its layers say, or the path of a file, for that file alone.
    ///   - schema: the name of the schema that says what is secret in a file; nil takes the one that
    ///     the file is named after: `http` for `http.yaml` and `http.production.yaml`.
    public func differences(
        between left: String,
        and right: String,
        schema: String? = nil
    ) throws(ConfigError) -> [SettingChange] {
        var findings: [Finding] = []
        var sides: [(loaded: LoadedDocument, secrets: SecretPlaces)] = []
        for side in [left, right] {
            do throws(ConfigError) {
                sides.append(try self.side(side, schema: schema))
            } catch {
                findings += error.findings
            }
        }
        guard findings.isEmpty, sides.count == 2 else { throw ConfigError(findings: findings) }
        let (old, new) = (sides[0], sides[1])
        let changes = ValueDifference.between(
            ConfigValue(old.loaded.document.root),
            ConfigValue(new.loaded.document.root)
        )
        var secrets = old.secrets
        secrets.formUnion(new.secrets)
        for side in [old, new] {
            secrets.formUnion(SecretPlaces(paths: side.loaded.secretHints.origins))
        }
        return changes.map { change in
            var change = change
            let origins = [old, new].map { $0.loaded.origins.origin(at: change.path) }
            change.origin = change.kind == .removed ? origins[0] : origins[1]
            change.hide(secrets)
            return change
        }
    }

    private func side(
        _ side: String,
        schema: String?
    ) throws(ConfigError) -> (loaded: LoadedDocument, secrets: SecretPlaces) {
        if !side.contains("/"), configName(ofFile: side) == nil {
            return try shown(side, validate: false)
        }
        let file = side.split(separator: "/").last.map(String.init) ?? side
        let stem = configName(ofFile: file) ?? file
        let known = registrations.withLock { $0 }
        let names = [schema, stem, stem.split(separator: ".").first.map(String.init)]
        let registration = names.compactMap { $0 }.lazy.compactMap { known[$0] }.first
        let loaded = LoadedDocument(document: try Document.read(side))
        return (loaded, SecretPlaces(in: loaded, catalogue: registration?.catalogue()))
    }

    private func shown(
        _ name: String,
        validate: Bool
    ) throws(ConfigError) -> (loaded: LoadedDocument, secrets: SecretPlaces) {
        let known = registrations.withLock { $0 }
        let registration = validate ? try known.required(name) : known[name]
        let catalogue = registration?.catalogue()
        let loaded = try layers.load(name, catalogue: catalogue)
        if validate, let registration { try loaded.checking(registration.check) }
        return (loaded, SecretPlaces(in: loaded, catalogue: catalogue))
    }
}

extension LoadedDocument {
    fileprivate func redacted(by secrets: SecretPlaces) -> ConfigValue {
        guard let layered else {
            return secrets.shown(ConfigValue(document.root), at: []) ?? .string(SecretPlaces.mark)
        }
        var result = ConfigValue.object(ConfigObject())
        for (path, leaf) in layered.leaves {
            let shown = secrets.shown(leaf.value, at: path, from: leaf.origin)
            result.put(shown ?? .string(SecretPlaces.mark), at: path[...])
        }
        return result
    }
}

extension ConfigValue {
    fileprivate mutating func put(_ value: ConfigValue, at path: ArraySlice<String>) {
        guard let key = path.first else {
            self = value
            return
        }
        var object = object ?? ConfigObject()
        var member = object[key] ?? .object(ConfigObject())
        member.put(value, at: path.dropFirst())
        object[key] = member
        self = .object(object)
    }
}
