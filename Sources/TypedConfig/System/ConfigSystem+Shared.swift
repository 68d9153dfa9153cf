import Synchronization

extension ConfigSystem {
    /// The system of a small program, so that it need not be passed around:
    ///
    ///     try ConfigSystem.bootstrap(directory: "/etc/app")      // once, at start; may be left out
    ///     let port = try ConfigSystem.shared.load(HTTPConfig.self).port
    ///
    /// Without `bootstrap` it reads the directory `config` on first use. Within a scope of
    /// `TypedConfigTesting` it is the system of that scope.
    ///
    /// - Throws: if the directory cannot be read; the next call tries again.
    public static var shared: ConfigSystem {
        get throws(ConfigError) {
            if let scoped { return scoped }
            return try instance.withLock { (instance) throws(ConfigError) in
                if let instance { return instance }
                let system = try ConfigSystem(directory: "config")
                instance = system
                return system
            }
        }
    }

    /// Makes the shared system one of this directory. A system that was returned before stays
    /// usable.
    @discardableResult
    public static func bootstrap(
        directory: String,
        types: [any ConfigType.Type] = []
    ) throws(ConfigError) -> ConfigSystem {
        let system = try ConfigSystem(directory: directory, types: types)
        bootstrap(system)
        return system
    }

    /// Makes a system the shared one.
    public static func bootstrap(_ system: ConfigSystem) {
        instance.withLock { $0 = system }
    }

    private static let instance = Mutex<ConfigSystem?>(nil)

    /// The shared system of one task and its child tasks.
    @TaskLocal package static var scoped: ConfigSystem?

    /// A copy of this system with further layers on top, without loaded values.
    package func adding(_ layers: [ConfigLayer]) throws(ConfigError) -> ConfigSystem {
        var all = self.layers
        all.layers += layers
        return try ConfigSystem(all, registrations.withLock { $0 }, cache.limits, telemetry, nil)
    }
}
