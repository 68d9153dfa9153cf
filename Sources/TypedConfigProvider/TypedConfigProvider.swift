#if SwiftConfiguration
    public import Configuration
    public import TypedConfig

    /// The configuration of a system for libraries that read string keys with swift-configuration.
    ///
    ///     let reader = ConfigReader(provider: TypedConfigProvider(system))
    ///     let port = reader.int(forKey: "http.server.port")       // starts with the name
    ///
    /// Settings missing in the files have the schema's default. Secrets are marked as such, so that
    /// access reporters hide them. Bytes are strings in Base64. Keys of unknown configurations have
    /// no value; those of an invalid configuration are an error.
    public struct TypedConfigProvider: Sendable {
        private let system: ConfigSystem
        /// Nil if the first component of a key names the configuration.
        private let config: String?

        /// - Parameter config: the configuration that all keys refer to; nil if keys begin with the
        ///   name of a configuration.
        public init(_ system: ConfigSystem, config: String? = nil) {
            self.system = system
            self.config = config
        }

        /// The values at one moment.
        private struct Snapshot: Configuration.ConfigSnapshot {
            let providerName: String
            let view: ProviderView

            func value(
                forKey key: AbsoluteConfigKey,
                type: Configuration.ConfigType
            ) throws -> LookupResult {
                try view.value(forKey: key, type: type)
            }
        }

        private var view: ProviderView { ProviderView(system: system, config: config) }
    }

    extension TypedConfigProvider: CustomStringConvertible {
        public var description: String { "TypedConfigProvider[\(config ?? "all")]" }
    }

    extension TypedConfigProvider: ConfigProvider {
        public var providerName: String { description }

        public func value(
            forKey key: AbsoluteConfigKey,
            type: Configuration.ConfigType
        ) throws -> LookupResult {
            try view.value(forKey: key, type: type)
        }

        public nonisolated(nonsending) func fetchValue(
            forKey key: AbsoluteConfigKey,
            type: Configuration.ConfigType
        ) async throws -> LookupResult {
            try value(forKey: key, type: type)
        }

        public nonisolated(nonsending) func watchValue<Return: ~Copyable>(
            forKey key: AbsoluteConfigKey,
            type: Configuration.ConfigType,
            updatesHandler:
                nonisolated(nonsending) (
                    _ updates: ConfigUpdatesAsyncSequence<Result<LookupResult, any Error>, Never>
                ) async throws -> Return
        ) async throws -> Return {
            let (stream, continuation) = AsyncStream<Result<LookupResult, any Error>>
                .makeStream(bufferingPolicy: .bufferingNewest(1))
            let token = onChange(of: config ?? key.components.first) {
                continuation.yield(Result { try value(forKey: key, type: type) })
            }
            defer { token?.cancel() }
            continuation.yield(Result { try value(forKey: key, type: type) })
            return try await updatesHandler(ConfigUpdatesAsyncSequence(stream))
        }

        public func snapshot() -> any Configuration.ConfigSnapshot {
            Snapshot(providerName: providerName, view: view.frozen())
        }

        public nonisolated(nonsending) func watchSnapshot<Return: ~Copyable>(
            updatesHandler:
                nonisolated(nonsending) (
                    _ updates: ConfigUpdatesAsyncSequence<any Configuration.ConfigSnapshot, Never>
                ) async throws -> Return
        ) async throws -> Return {
            let (stream, continuation) = AsyncStream<any Configuration.ConfigSnapshot>
                .makeStream(bufferingPolicy: .bufferingNewest(1))
            let names = config.map { [$0] } ?? system.names
            let tokens = names.map { name in
                onChange(of: name) { continuation.yield(snapshot()) }
            }
            defer { for token in tokens { token?.cancel() } }
            continuation.yield(snapshot())
            return try await updatesHandler(ConfigUpdatesAsyncSequence(stream))
        }

        private func onChange(
            of name: String?,
            _ body: @escaping @Sendable () -> Void
        ) -> ChangeToken? {
            guard let name, system.names.contains(name) else { return nil }
            return system.onChange(name) { _ in body() }
        }
    }
#endif
