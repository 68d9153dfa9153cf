#if SwiftConfiguration
    import ConfigDocument
    public import Configuration
    public import TypedConfig

    extension ConfigLayer {
        /// A layer with the values of any swift-configuration provider.
        ///
        ///     ConfigSystem(layers: [.directory("config"), .provider(EnvironmentVariablesProvider())])
        ///
        /// The provider is queried for each setting of a type, once for each load: `server.port` of
        /// the configuration `http` has the key `http.server.port`, and also `server.port` if that
        /// is the main configuration of the system. An error of the provider is an error of the
        /// load.
        public static func provider(_ provider: any ConfigProvider) -> ConfigLayer {
            .provider(provider.providerName) { query in
                let scoped = AbsoluteConfigKey([query.config] + query.path)
                if let found = try setting(query, scoped, in: provider) { return found }
                guard query.isMain else { return nil }
                return try setting(query, AbsoluteConfigKey(query.path), in: provider)
            }
        }

        private static func setting(
            _ query: SettingQuery,
            _ key: AbsoluteConfigKey,
            in provider: any ConfigProvider
        ) throws -> ProvidedSetting? {
            for type in query.types {
                let result = try lookUp(
                    key,
                    type,
                    in: provider,
                    isLast: type == query.types.last
                )
                guard let result, let value = result.value else { continue }
                return ProvidedSetting(key: result.encodedKey, value: value.content.value)
            }
            return nil
        }

        /// An array is requested with each element type in turn; only an error of the last one
        /// counts.
        private static func lookUp(
            _ key: AbsoluteConfigKey,
            _ type: Configuration.ConfigType,
            in provider: any ConfigProvider,
            isLast: Bool
        ) throws -> LookupResult? {
            do {
                return try provider.value(forKey: key, type: type)
            } catch {
                if isLast { throw error }
                return nil
            }
        }
    }

    extension SettingQuery {
        /// The types to try for the setting. swift-configuration has none for objects.
        fileprivate var types: [Configuration.ConfigType] {
            switch kind {
            case .bool: [.bool]
            case .integer: [.int]
            case .number: [.double]
            case .array: [.intArray, .doubleArray, .boolArray, .stringArray]
            case .object: []
            case .string, nil: [.string]
            }
        }
    }

    extension ConfigContent {
        fileprivate var value: ConfigDocument.DocumentValue {
            switch self {
            case .string(let value): .string(value)
            case .int(let value): .int(value)
            case .double(let value): .double(value)
            case .bool(let value): .bool(value)
            case .bytes(let value): .string(String(decoding: value, as: UTF8.self))
            case .stringArray(let values): .array(values.map { .string($0) })
            case .intArray(let values): .array(values.map { .int($0) })
            case .doubleArray(let values): .array(values.map { .double($0) })
            case .boolArray(let values): .array(values.map { .bool($0) })
            case .byteChunkArray(let values):
                .array(values.map { .string(String(decoding: $0, as: UTF8.self)) })
            }
        }
    }
#endif
