public import TypedConfig

/// A configuration for a test: files in memory, an environment and arguments that are not those of
/// the process.
///
///     let configuration = TestConfiguration(
///         files: ["http.yaml": "port: 8080"],
///         environment: ["APP_PORT": "9090"]
///     )
///     let system = try configuration.system(HTTPConfig.self)
public struct TestConfiguration: Sendable {
    /// Texts by the names of their files, such as `http.yaml` and `conf.d/10-http.json`.
    public var files: [String: String]
    public var environment: [String: String]
    /// What the names of variables begin with, but for those that `x-env` names.
    public var prefix: String?
    public var arguments: [String]
    /// The stage whose files `NAME.STAGE.yaml` are put over the others.
    public var overlay: String?
    /// Layers over all of these.
    public var overrides: [ConfigLayer]

    public init(
        files: [String: String] = [:],
        environment: [String: String] = [:],
        prefix: String? = "APP",
        arguments: [String] = [],
        overlay: String? = nil,
        overrides: [ConfigLayer] = []
    ) {
        self.files = files
        self.environment = environment
        self.prefix = prefix
        self.arguments = arguments
        self.overlay = overlay
        self.overrides = overrides
    }

    /// A system of its own. Placeholders see the environment of the test, and no files.
    public func system(_ types: any ConfigType.Type...) throws(ConfigError) -> ConfigSystem {
        try system(types: types)
    }

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
            interpolation: interpolation
        )
    }
}

/// Runs a test with a shared system of its own: `ConfigSystem.shared` is this one within the closure,
/// for the task that runs it and all that it starts, and nowhere else. So tests that run at the same
/// time do not meet.
public func withConfiguration<Result>(
    _ configuration: TestConfiguration,
    types: [any ConfigType.Type] = [],
    isolation: isolated (any Actor)? = #isolation,
    _ body: (ConfigSystem) async throws -> Result
) async throws -> Result {
    let system = try configuration.system(types: types)
    return try await ConfigSystem.$scoped.withValue(system) { try await body(system) }
}

/// The same for a test that does not suspend.
public func withConfiguration<Result>(
    _ configuration: TestConfiguration,
    types: [any ConfigType.Type] = [],
    _ body: (ConfigSystem) throws -> Result
) throws -> Result {
    let system = try configuration.system(types: types)
    return try ConfigSystem.$scoped.withValue(system) { try body(system) }
}

/// Runs a part of a test with single settings changed: layers over those of `ConfigSystem.shared`,
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

/// The same for a test that does not suspend.
public func withOverrides<Result>(
    _ overrides: [ConfigLayer],
    _ body: (ConfigSystem) throws -> Result
) throws -> Result {
    let system = try ConfigSystem.shared.adding(overrides)
    return try ConfigSystem.$scoped.withValue(system) { try body(system) }
}
