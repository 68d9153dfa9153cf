#if ArgumentParser
    public import ArgumentParser
    public import TypedConfig

    /// The settings of a type as options of a command line, each with the description of its schema:
    ///
    ///     @main struct Serve: ParsableCommand {
    ///         @OptionGroup(title: "Settings") var http: ConfigOptions<HTTPConfig>
    ///
    ///         func run() throws {
    ///             let system = try ConfigSystem(
    ///                 layers: [.directory("config"), .environment(prefix: "APP"), http.layer],
    ///                 types: [HTTPConfig.self]
    ///             )
    ///         }
    ///     }
    ///
    /// `--http.port 80` is `port` of the configuration `http`. A Boolean is a flag, `--http.tls` or
    /// `--no-http.tls`; an option for an array may be repeated; objects and what may be of several
    /// kinds are written as JSON or YAML. `MainConfigOptions` has the names without the configuration
    /// as well.
    ///
    /// Help shows the descriptions that generated code has: `descriptions: true` in `schemac.yaml`.
    public struct ConfigOptions<Value: ConfigType>: ParsableArguments, CustomReflectable {
        private var parsed = ParsedSettings()

        /// No option is set.
        public init() {}

        /// Reads the options that the parser has found.
        public init(from decoder: any Decoder) throws {
            parsed = try ParsedSettings(
                of: SettingOption.all(of: Value.self, isMain: false),
                decoder
            )
        }

        /// The settings that were set, as the layer that they are.
        public var layer: ConfigLayer { parsed.layer }

        /// The options as the parser looks for them.
        public var customMirror: Mirror {
            Mirror(self, children: SettingOption.all(of: Value.self, isMain: false).map(\.child))
        }
    }

    /// The same with short names besides: `--port` is `--http.port`. It is for the main configuration of
    /// a system, and its settings must not be called like other options of the command.
    public struct MainConfigOptions<Value: ConfigType>: ParsableArguments, CustomReflectable {
        private var parsed = ParsedSettings()

        /// No option is set.
        public init() {}

        /// Reads the options that the parser has found.
        public init(from decoder: any Decoder) throws {
            parsed = try ParsedSettings(
                of: SettingOption.all(of: Value.self, isMain: true),
                decoder
            )
        }

        /// The settings that were set, as the layer that they are.
        public var layer: ConfigLayer { parsed.layer }

        /// The options as the parser looks for them.
        public var customMirror: Mirror {
            Mirror(self, children: SettingOption.all(of: Value.self, isMain: true).map(\.child))
        }
    }

    /// The settings that a command line has set, as words for a layer of arguments.
    struct ParsedSettings: Sendable {
        private var words: [String] = []

        init() {}

        init(of options: [SettingOption], _ decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: SettingOption.Key.self)
            for option in options { words += try option.words(in: container) }
        }

        var layer: ConfigLayer { .arguments(words) }
    }
#endif
