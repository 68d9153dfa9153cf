// The code of the guide ComingFromSwiftConfiguration.md, line by line.
#if SwiftConfiguration
    import Configuration
    import TypedConfig
    import TypedConfigProvider

    func makeReader(_ system: ConfigSystem) -> ConfigReader {
        let reader = ConfigReader(provider: TypedConfigProvider(system))
        print(reader.int(forKey: "http.port", default: 0))
        return reader
    }

    func makeReaderOfOne(_ system: ConfigSystem) -> ConfigReader {
        ConfigReader(provider: TypedConfigProvider(system, config: "http"))
    }

    func systemOverProvider(_ provider: any ConfigProvider) throws -> ConfigSystem {
        try ConfigSystem(
            layers: [.directory("config"), .provider(provider)],
            types: [HTTPConfig.self]
        )
    }
#endif
