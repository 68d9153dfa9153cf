#if SwiftConfiguration
    import ConfigDocument
    public import Configuration
    public import TypedConfig

    extension ConfigLayer {
        /// A layer with the values of any swift-configuration provider.
        ///
        ///     ConfigSystem(layers: [.directory("config"), .provider(EnvironmentVariablesProvider())])
        ///
        /// Each load asks the provider once for each setting of a type: `server.port` of the
        /// configuration `http` is `http.server.port`, or `server.port` if keys do not begin with
        /// the name. An error of the provider fails the load.
        public static func provider(
            _ provider: any ConfigProvider,
            keysBeginWithName: Bool = true
        ) -> ConfigLayer {
            .provider(provider.providerName) { query in
                let key = AbsoluteConfigKey((keysBeginWithName ? [query.config] : []) + query.path)
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
        }

        /// Tries an array as each of its types in turn; only the last failure counts.
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
