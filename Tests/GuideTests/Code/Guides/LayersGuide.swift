// The code of the guide Layers.md, line by line.
#if ArgumentParser
    import ArgumentParser
    import TypedConfig
    import TypedConfigArgumentParser

    struct Serve: ParsableCommand {
        @OptionGroup(title: "Settings") var http: ConfigOptions<HTTPConfig>

        func run() throws {
            let system = try ConfigSystem(
                layers: [.directory("config"), .environment(prefix: "APP"), http.layer],
                types: [HTTPConfig.self]
            )
            print(try system.load(HTTPConfig.self).port)
        }
    }
#endif
