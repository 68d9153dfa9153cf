#if SwiftConfiguration
    import ConfigDocument
    import Configuration
    import Foundation
    import TypedConfig

    /// Looks up keys in the configurations of a system.
    struct ProviderView: Sendable {
        let system: ConfigSystem
        let config: String?
        /// The content of a snapshot; if empty, the system is queried.
        private var taken: [String: Result<ProvidedConfig, TypedConfig.ConfigError>] = [:]
        private var isFrozen = false

        init(system: ConfigSystem, config: String?) {
            self.system = system
            self.config = config
        }

        /// A copy with the current values, unaffected by later reloads.
        func frozen() -> ProviderView {
            var copy = self
            copy.isFrozen = true
            for name in config.map({ [$0] }) ?? system.names {
                copy.taken[name] = Result { () throws(TypedConfig.ConfigError) in
                    try system.provided(name)
                }
            }
            return copy
        }

        func value(
            forKey key: AbsoluteConfigKey,
            type: Configuration.ConfigType
        ) throws -> LookupResult {
            let (name, path) = place(of: key.components)
            var result = LookupResult(
                encodedKey: key.components.joined(separator: "."),
                value: nil
            )
            guard let provided = try provided(name) else { return result }
            guard let (value, isSecret) = provided.value(at: path) else { return result }
            guard let content = Self.content(of: value, as: type) else {
                // The error omits the value, which may be a secret.
                throw ProviderError(key: result.encodedKey, type: type)
            }
            result.value = Configuration.ConfigValue(content, isSecret: isSecret)
            return result
        }

        /// Keys begin with the name of a configuration, except those of the main one.
        private func place(of key: [String]) -> (name: String, path: [String]) {
            if let config { return (config, key) }
            if let first = key.first, system.names.contains(first) {
                return (first, Array(key.dropFirst()))
            }
            return (system.mainName ?? "", key)
        }

        private func provided(_ name: String) throws -> ProvidedConfig? {
            if isFrozen { return try taken[name]?.get() }
            return system.names.contains(name) ? try system.provided(name) : nil
        }

        private static func content(
            of value: ConfigDocument.DocumentValue,
            as type: Configuration.ConfigType
        ) -> ConfigContent? {
            switch type {
            case .string: value.string.map(ConfigContent.string)
            case .int: value.int.map(ConfigContent.int)
            case .double: value.double.map(ConfigContent.double)
            case .bool: value.bool.map(ConfigContent.bool)
            case .bytes: bytes(value).map(ConfigContent.bytes)
            case .stringArray: list(value, \.string).map(ConfigContent.stringArray)
            case .intArray: list(value, \.int).map(ConfigContent.intArray)
            case .doubleArray: list(value, \.double).map(ConfigContent.doubleArray)
            case .boolArray: list(value, \.bool).map(ConfigContent.boolArray)
            case .byteChunkArray: list(value, bytes).map(ConfigContent.byteChunkArray)
            }
        }

        private static func bytes(_ value: ConfigDocument.DocumentValue) -> [UInt8]? {
            value.string.flatMap { Data(base64Encoded: $0) }.map { [UInt8]($0) }
        }

        /// Nil unless all elements are of the type.
        private static func list<Element>(
            _ value: ConfigDocument.DocumentValue,
            _ element: (ConfigDocument.DocumentValue) -> Element?
        ) -> [Element]? {
            guard let elements = value.array else { return nil }
            let result = elements.compactMap(element)
            return result.count == elements.count ? result : nil
        }
    }

    /// The error for a setting that does not have the requested type.
    struct ProviderError: Error, CustomStringConvertible {
        let key: String
        let type: Configuration.ConfigType

        var description: String { "the setting \(key) cannot be read as \(type.rawValue)" }
    }
#endif
