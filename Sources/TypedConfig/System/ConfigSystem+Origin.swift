public import ConfigDocument
public import ConfigTypes
public import SchemaValidation
import Synchronization

extension ConfigSystem {
    /// The origin of the current value of a setting; nil for a setting without a value or default.
    ///
    ///     try system.origin(of: \HTTPConfig.server.port)     // config/http.yaml:4:7
    ///
    /// - Throws: the errors of the configuration, and an error for a key path that does not lead to
    ///   a stored property of its type, such as one into an optional or array.
    public func origin<Root: ConfigType, Value>(
        of path: KeyPath<Root, Value>
    ) throws(ConfigError) -> ConfigOrigin? {
        guard let setting = SettingCatalogue(of: Root.self).setting(at: path) else {
            throw ConfigError(
                Finding(
                    message: "this key path does not lead to a stored setting of \(Root.self)",
                    suggestion: "ask by name: origin(of: \"server.port\", in: \(Root.self).self)",
                    file: Root.schema.name
                )
            )
        }
        return try origin(at: setting.path, in: Root.self, defaultValue: setting.defaultValue)
    }

    /// The origin of a setting given by its name.
    public func origin<Root: ConfigType>(
        of key: String,
        in type: Root.Type
    ) throws(ConfigError) -> ConfigOrigin? {
        let path = DocumentPath(key)
        let setting = SettingCatalogue(of: type)[path]
        return try origin(at: path, in: type, defaultValue: setting?.defaultValue)
    }

    private func origin<Root: ConfigType>(
        at path: DocumentPath,
        in type: Root.Type,
        defaultValue: DocumentValue?
    ) throws(ConfigError) -> ConfigOrigin? {
        _ = try load(type)
        let value = publisher.snapshot().values.first { $0.type == ObjectIdentifier(type) }
        guard let document = value?.document else { return nil }
        let isSet = document.document.root[path] != nil
        return isSet ? document.origins.origin(at: path) : defaultValue.map { _ in .schemaDefault }
    }

    /// Every setting of a configuration with its value, its origin and the values that it
    /// overrides; including defaults. Values of secrets are omitted. If files were refused, the
    /// served values are listed beside those of the files.
    ///
    /// - Parameters:
    ///   - name: the name of the configuration.
    ///   - key: a part of the configuration; nil for all of it.
    public func explain(
        _ name: String,
        _ key: String? = nil
    ) throws(ConfigError) -> [ExplainedSetting] {
        let registration = try registrations.withLock { $0 }.required(name)
        let catalogue = registration.catalogue()
        let served = served(name)
        let loaded =
            if let served { served.loaded } else { try layers.load(name, catalogue: catalogue) }
        if !loaded.faults.isEmpty { throw ConfigError(findings: loaded.faults) }
        let prefix = key.map { DocumentPath($0) } ?? []
        let all =
            served.map { explained($0, name, registration) } ?? explained(loaded, catalogue)
        let settings = all.filter { setting in
            let path = setting.path
            if case .removed = setting.origin, prefix.starts(with: path) { return true }
            return path.starts(with: prefix)
        }
        if !settings.isEmpty || key == nil { return settings }
        // A key without a value is probably mistyped; one into an array selects a part of it.
        let root = DocumentValue(loaded.document.root)
        let value = try root.setting(at: prefix, in: name)
        let secrets = served?.secrets ?? SecretPlaces(in: loaded, catalogue: catalogue)
        let origin =
            served.map { .lastGood(since: $0.since) } ?? loaded.origins.origin(at: prefix)
        let shown = secrets.shown(value, at: prefix, from: origin)
        let path = prefix.resolved(in: root)
        return [ExplainedSetting(path: path, value: shown, origin: origin, overridden: [])]
    }

    /// - Parameter secrets: nil to compute them.
    func explained(
        _ loaded: LoadedDocument,
        _ catalogue: SettingCatalogue,
        hiding secrets: SecretPlaces? = nil
    ) -> [ExplainedSetting] {
        let secrets = secrets ?? SecretPlaces(in: loaded, catalogue: catalogue)
        let origins = loaded.origins
        func overridden(by value: LayeredValue, at path: DocumentPath)
            -> [ExplainedSetting.Overridden]
        {
            value.overridden.map {
                .init(
                    value: secrets.shown($0.value, at: path, from: $0.origin, isServed: false),
                    origin: $0.origin
                )
            }
        }
        /// The parts of an array that another layer has set.
        func elements(of value: LayeredValue, at path: DocumentPath) -> [ExplainedSetting] {
            let inner = value.inner.sorted {
                ($0.key.first?.position ?? 0, $0.key.pointer)
                    < ($1.key.first?.position ?? 0, $1.key.pointer)
            }
            let whole = value.value
            return inner.compactMap { inner, origin in
                guard let part = whole[inner] else { return nil }
                return ExplainedSetting(
                    path: path + inner,
                    value: secrets.shown(part, at: path + inner, from: origin),
                    origin: origin,
                    overridden: []
                )
            }
        }
        // An empty document has no settings.
        let leaves = origins.leaves.filter { !$0.path.isEmpty || $0.value.value.object == nil }
        var seen: Set<DocumentPath> = []
        var settings = leaves.flatMap { leaf, value -> [ExplainedSetting] in
            let path = secrets.shown(leaf)
            guard seen.insert(path).inserted else { return [] }
            let setting = ExplainedSetting(
                path: path,
                value: secrets.shown(value.value, at: path, from: value.origin),
                origin: value.origin,
                overridden: overridden(by: value, at: path)
            )
            guard path == leaf, setting.value != nil else { return [setting] }
            return [setting] + elements(of: value, at: path)
        }
        var removals = origins.removals
        for setting in catalogue.settings where !setting.hasMembers {
            guard let value = setting.defaultValue, origins[setting.path] == nil else { continue }
            let removal = removals.firstIndex { $0.path == setting.path }
                .map { removals.remove(at: $0).value }
            settings.append(
                ExplainedSetting(
                    path: setting.path,
                    value: secrets.shown(value, at: setting.path),
                    origin: .schemaDefault,
                    overridden: removal.map { removal in
                        [.init(value: .null, origin: .removed(by: removal.origin))]
                            + overridden(by: removal, at: setting.path)
                    } ?? []
                )
            )
        }
        settings += removals.map { path, removal in
            ExplainedSetting(
                path: secrets.shown(path),
                value: .null,
                origin: .removed(by: removal.origin),
                overridden: overridden(by: removal, at: path)
            )
        }
        let deprecated = catalogue.deprecatedPaths(in: loaded.document)
        if deprecated.isEmpty { return settings }
        for index in settings.indices {
            let path = settings[index].path
            settings[index].isDeprecated = deprecated.contains { path.starts(with: $0) }
        }
        return settings
    }
}

extension SettingCatalogue {
    /// The places in a document whose presence the schema reports as deprecated.
    fileprivate func deprecatedPaths(in document: Document) -> [DocumentPath] {
        let findings = (try? schema.program())?.report(on: document) ?? []
        return findings.filter { $0.keywordLocation.hasSuffix("/deprecated") }
            .compactMap { DocumentPath(pointer: $0.instanceLocation) }
    }
}

/// A setting with its value and the reason for it.
public struct ExplainedSetting: Sendable, Equatable {
    /// The path of the setting, through keys and positions.
    public var path: DocumentPath
    /// Nil for a secret.
    public var value: DocumentValue?
    /// The layer and place of the value.
    public var origin: ConfigOrigin
    /// The values of lower layers, highest first.
    public var overridden: [Overridden]
    /// The value in refused files, which is not served.
    public var refused: Refused?
    /// True if the schema declares the setting, or an object around it, deprecated.
    package var isDeprecated = false

    /// The value of a lower layer.
    public struct Overridden: Sendable, Equatable {
        /// Nil for a secret.
        public var value: DocumentValue?
        /// The layer and place of the value.
        public var origin: ConfigOrigin
    }

    /// The value in a refused file.
    public struct Refused: Sendable, Equatable {
        /// Nil for a secret.
        public var value: DocumentValue?
        /// The place of the value.
        public var origin: ConfigOrigin
        /// The errors of this value; empty if another value is invalid.
        public var findings: [Finding]
    }

    /// The dotted name for programs: `server.port`, `tags.1`.
    public var key: String { path.description }
}

extension ExplainedSetting: CustomStringConvertible {
    /// `server.port = 80 (config/http.yaml:4:7), overrides 8080 (config/base.yaml:2:3)`
    public var description: String {
        let first = "\(path.shown) = \(Self.shown(value)) (\(origin))"
        let whole = overridden.reduce(first) {
            $0 + ", overrides \(Self.shown($1.value)) (\($1.origin))"
        }
        guard let refused else { return whole }
        let reasons = refused.findings.map(\.message).joined(separator: "; ")
        return whole + ", refused \(Self.shown(refused.value)) (\(refused.origin))"
            + (reasons.isEmpty ? "" : ": \(reasons)")
    }

    private static func shown(_ value: DocumentValue?) -> String {
        guard let value else { return "<secret>" }
        return String(decoding: JSONEmitter(indent: nil).emit(value), as: UTF8.self)
    }
}
