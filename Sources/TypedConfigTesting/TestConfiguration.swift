public import TypedConfig

/// A configuration for a test: files in memory, and an environment and arguments separate from
/// those of the process.
///
///     let configuration = TestConfiguration(
///         files: ["http.yaml": "port: 8080"],
///         environment: ["APP_HTTP_PORT": "9090"]
///     )
///     let system = try configuration.system(HTTPConfig.self)
public struct TestConfiguration: Sendable {
    /// Contents keyed by file name, such as `http.yaml` and `conf.d/10-http.json`.
    public var files: [String: String]
    /// The environment, in place of that of the process.
    public var environment: [String: String]
    /// The prefix of variable names, except for those set by `x-env`.
    public var prefix: String?
    /// The configuration whose settings variables and arguments may name without its name; nil for
    /// the only type of the system, if there is exactly one.
    public var main: String?
    /// The arguments, in place of those of the process.
    public var arguments: [String]
    /// The stage whose files `NAME.STAGE.yaml` override the others.
    public var overlay: String?
    /// Layers that override all of these.
    public var overrides: [ConfigLayer]

    /// Creates a configuration whose parts are empty by default.
    public init(
        files: [String: String] = [:],
        environment: [String: String] = [:],
        prefix: String? = "APP",
        main: String? = nil,
        arguments: [String] = [],
        overlay: String? = nil,
        overrides: [ConfigLayer] = []
    ) {
        self.files = files
        self.environment = environment
        self.prefix = prefix
        self.main = main
        self.arguments = arguments
        self.overlay = overlay
        self.overrides = overrides
    }

    /// Creates a separate system. Placeholders see the test's environment, and no files.
    public func system(_ types: any ConfigType.Type...) throws(ConfigError) -> ConfigSystem {
        try system(types: types)
    }

    /// The same for types in an array.
    public func system(types: [any ConfigType.Type]) throws(ConfigError) -> ConfigSystem {
        let variables = environment
        var interpolation = Interpolation()
        interpolation.variable = { variables[$0] }
        return try ConfigSystem(
            layers: [
                .files(InMemorySource(files, named: "memory"), overlay: overlay),
                .environment(prefix: prefix, variables: environment),
                .arguments(arguments),
            ] + overrides,
            types: types,
            main: main,
            interpolation: interpolation
        )
    }
}

/// Runs a test with its own shared system: `ConfigSystem.shared` is this one within the closure,
/// for its task and all tasks that it starts, and nowhere else. So concurrent tests do not affect
/// each other.
public func withConfiguration<Result>(
    _ configuration: TestConfiguration,
    types: [any ConfigType.Type] = [],
    isolation: isolated (any Actor)? = #isolation,
    _ body: (ConfigSystem) async throws -> Result
) async throws -> Result {
    let system = try configuration.system(types: types)
    return try await ConfigSystem.$scoped.withValue(system) { try await body(system) }
}

/// Runs a synchronous test with its own shared system.
public func withConfiguration<Result>(
    _ configuration: TestConfiguration,
    types: [any ConfigType.Type] = [],
    _ body: (ConfigSystem) throws -> Result
) throws -> Result {
    let system = try configuration.system(types: types)
    return try ConfigSystem.$scoped.withValue(system) { try body(system) }
}

/// Runs part of a test with some settings changed: adds layers to those of `ConfigSystem.shared`,
/// within the closure only. Scopes may be nested.
///
///     try await withOverrides([.override("http", "port", 0)]) { system in … }
public func withOverrides<Result>(
    _ overrides: [ConfigLayer],
    isolation: isolated (any Actor)? = #isolation,
    _ body: (ConfigSystem) async throws -> Result
) async throws -> Result {
    let system = try ConfigSystem.shared.adding(overrides)
    return try await ConfigSystem.$scoped.withValue(system) { try await body(system) }
}

/// Runs synchronous code with some settings changed.
public func withOverrides<Result>(
    _ overrides: [ConfigLayer],
    _ body: (ConfigSystem) throws -> Result
) throws -> Result {
    let system = try ConfigSystem.shared.adding(overrides)
    return try ConfigSystem.$scoped.withValue(system) { try body(system) }
}
