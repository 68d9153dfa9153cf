public import ConfigDocument
import JSONSchema
import Synchronization

extension ConfigSystem {
    /// Where the value of a setting comes from, as it is loaded now; nil for one that is not set
    /// and has no default.
    ///
    ///     try system.origin(of: \HTTPConfig.server.port)     // config/http.yaml:4:7
    ///
    /// - Throws: what is wrong with the configuration, and for a key path that leads to no stored
    ///   property of its type, as those into optionals and arrays.
    public func origin<Root: ConfigType, Value>(
        of path: KeyPath<Root, Value>
    ) throws(ConfigError) -> ConfigOrigin? {
        guard let setting = SettingCatalogue(of: Root.self).setting(at: path) else {
            throw ConfigError(
                Finding(
                    message: "this key path leads to no stored setting of \(Root.self)",
                    suggestion: "ask by name: origin(of: \"server.port\", in: \(Root.self).self)",
                    file: Root.schema.name
                )
            )
        }
        return try origin(at: setting.path, in: Root.self, defaultValue: setting.defaultValue)
    }

    /// The same for a setting by its name.
    public func origin<Root: ConfigType>(
        of key: String,
        in type: Root.Type
    ) throws(ConfigError) -> ConfigOrigin? {
        let path = SettingPath(key).tokens
        let setting = SettingCatalogue(of: type)[path]
        return try origin(at: path, in: type, defaultValue: setting?.defaultValue)
    }

    private func origin<Root: ConfigType>(
        at path: [String],
        in type: Root.Type,
        defaultValue: ConfigValue?
    ) throws(ConfigError) -> ConfigOrigin? {
        _ = try load(type)
        let value = publisher.snapshot().values.first { $0.type == ObjectIdentifier(type) }
        guard let document = value?.document else { return nil }
        let isSet = JSONPointer(path).value(in: document.document.root) != nil
        return isSet ? document.origins.origin(at: path) : defaultValue.map { _ in .schemaDefault }
    }

    /// Every setting of a configuration with its value, where that comes from and what it has
    /// overridden; defaults included. Values of secrets are not shown.
    ///
    /// - Parameter key: a part of the configuration; nil for all of it.
    public func explain(
        _ name: String,
        _ key: String? = nil
    ) throws(ConfigError) -> [ExplainedSetting] {
        let registration = try registrations.withLock { $0 }.required(name)
        let catalogue = registration.catalogue()
        let loaded = try layers.load(name, catalogue: catalogue)
        if !loaded.faults.isEmpty { throw ConfigError(findings: loaded.faults) }
        let prefix = key.map { SettingPath($0).tokens } ?? []
        let all = explained(loaded, catalogue)
        let settings = all.filter { $0.path.starts(with: prefix) }
        if !settings.isEmpty || key == nil { return settings }
        // A key that leads to nothing is probably mistyped; one into an array leads to a part of it.
        let value = try ConfigValue(loaded.document.root).setting(at: SettingPath(prefix), in: name)
        let secrets = SecretPlaces(in: loaded, catalogue: catalogue)
        let origin = loaded.origins.origin(at: prefix)
        let shown = secrets.shown(value, at: prefix, from: origin)
        return [ExplainedSetting(path: prefix, value: shown, origin: origin, overridden: [])]
    }

    func explained(
        _ loaded: LoadedDocument,
        _ catalogue: SettingCatalogue
    ) -> [ExplainedSetting] {
        let secrets = SecretPlaces(in: loaded, catalogue: catalogue)
        let origins = loaded.origins
        // An empty document has no setting.
        let leaves = origins.leaves.filter { !$0.path.isEmpty || $0.value.value.object == nil }
        var seen: Set<[String]> = []
        var settings = leaves.compactMap { leaf, value -> ExplainedSetting? in
            let path = secrets.shown(leaf)
            guard seen.insert(path).inserted else { return nil }
            return ExplainedSetting(
                path: path,
                value: secrets.shown(value.value, at: path, from: value.origin),
                origin: value.origin,
                overridden: value.overridden.map {
                    .init(
                        value: secrets.shown(
                            $0.value,
                            at: path,
                            from: $0.origin,
                            isServed: false
                        ),
                        origin: $0.origin
                    )
                }
            )
        }
        for setting in catalogue.settings where !setting.hasMembers {
            guard let value = setting.defaultValue, origins[setting.path] == nil else { continue }
            settings.append(
                ExplainedSetting(
                    path: setting.path,
                    value: secrets.shown(value, at: setting.path),
                    origin: .schemaDefault,
                    overridden: []
                )
            )
        }
        return settings
    }
}

/// A setting, its value, and why it has it.
public struct ExplainedSetting: Sendable, Equatable {
    /// Its keys, outermost first.
    public var path: [String]
    /// Nil for a secret.
    public var value: ConfigValue?
    public var origin: ConfigOrigin
    /// What lower layers said, highest first.
    public var overridden: [Overridden]

    public struct Overridden: Sendable, Equatable {
        /// Nil for a secret.
        public var value: ConfigValue?
        public var origin: ConfigOrigin
    }

    /// Its name with dots: `server.port`.
    public var key: String { SettingPath(tokens: path).description }
}

extension ExplainedSetting: CustomStringConvertible {
    /// `server.port = 80 (config/http.yaml:4:7), overrides 8080 (config/base.yaml:2:3)`
    public var description: String {
        let first = "\(SettingPath(tokens: path).shown) = \(Self.shown(value)) (\(origin))"
        return overridden.reduce(first) {
            $0 + ", overrides \(Self.shown($1.value)) (\($1.origin))"
        }
    }

    private static func shown(_ value: ConfigValue?) -> String {
        guard let value else { return "<secret>" }
        return String(decoding: JSONEmitter(indent: nil).emit(value), as: UTF8.self)
    }
}
