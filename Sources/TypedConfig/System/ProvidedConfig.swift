package import ConfigDocument
import ConfigTypes
import DocumentEditing
import Synchronization

/// A configuration for callers that look up single settings by path.
package struct ProvidedConfig: Sendable {
    private let value: DocumentValue
    private let defaults: [[String]: DocumentValue]
    private let secrets: SecretPlaces
    private let origins: LayeredValue

    fileprivate init(
        _ loaded: LoadedDocument,
        _ catalogue: SettingCatalogue,
        hiding secrets: SecretPlaces?
    ) {
        value = DocumentValue(loaded.document.root)
        self.secrets = secrets ?? SecretPlaces(in: loaded, catalogue: catalogue)
        origins = loaded.origins
        let pairs = catalogue.settings.compactMap { setting in
            setting.defaultValue.map { (setting.path, $0) }
        }
        defaults = Dictionary(pairs) { first, _ in first }
    }

    /// The value of a setting, or the default of the schema.
    package func value(at path: [String]) -> (value: DocumentValue, isSecret: Bool)? {
        guard let found = value[tokens: path] ?? defaults[path] else { return nil }
        let isSecret = secrets.withholds(path) || origins.origin(at: path).isSecret
        return (found, isSecret)
    }
}

extension ConfigSystem {
    /// Computed once for each state of the files.
    package func provided(_ name: String) throws(ConfigError) -> ProvidedConfig {
        _ = try load(name)
        let hash = cache.contentHash(of: name)
        if let hash, let made = provided.withLock({ $0[name] }), made.hash == hash {
            return made.config
        }
        let registration = try registrations.withLock { $0 }.required(name)
        let catalogue = registration.catalogue()
        let served = served(name)
        let loaded =
            if let served { served.loaded } else { try layers.load(name, catalogue: catalogue) }
        let config = ProvidedConfig(loaded, catalogue, hiding: served?.secrets)
        if let hash { provided.withLock { $0[name] = (hash, config) } }
        return config
    }
}
