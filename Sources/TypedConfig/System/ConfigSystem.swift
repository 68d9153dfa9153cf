import ConfigDocument
import ConfigFiles
import Synchronization

public import protocol CoreMetrics.MetricsFactory
public import struct Logging.Logger

/// The configuration of an application: the files of a directory, each validated against its
/// schema.
///
///     let system = try ConfigSystem(directory: "config")
///     let unified = try system.load(UnifiedConfig.self)
///
/// A type is read on first use, and then served from memory until `reload`. A system can be shared
/// by all threads and tasks; none of its methods suspend.
public final class ConfigSystem: Sendable {
    package let layers: ConfigLayers
    let registrations: Mutex<Registrations>
    let publisher: SnapshotPublisher
    /// The documents in memory.
    public let cache: ConfigCache
    let gates = LoadGates()
    package let telemetry: Telemetry
    /// For callers that look up single settings by name.
    let provided = Mutex<[String: (hash: Int, config: ProvidedConfig)]>([:])
    let reloading = Mutex(())
    let reloadState = ReloadState()
    let loggedNotes = Mutex(LoggedNotes())
    let changeSubscriptions = ChangeSubscriptions()
    let fileCallbacks = FileCallbacks()
    /// The values of settings that wait for a restart, as snapshots have them.
    let restartPolicy: RestartPolicy
    /// The store of copies of good files; nil if none are kept.
    let lastGood: LastGoodStore?
    /// Follows the releases of a fleet, once it was started.
    let fleetFollower = Mutex<FleetFollower?>(nil)

    /// - Parameters:
    ///   - directory: the path of the directory; a relative path starts at the working directory.
    ///   - types: the types for `load("name")` and `validateAll`, such as `BuiltinConfigs.all`. A
    ///     type that is loaded later is added to them.
    ///   - main: the configuration whose settings variables, arguments and secret files may name
    ///     without its name, as in `APP_PORT`; nil for the only one of `types`, if there is exactly
    ///     one.
    ///   - cache: the limits for documents that are loaded by name and kept in memory.
    ///   - interpolation: the variables and files that placeholders such as `${env:NAME}` may use.
    ///   - migration: the treatment of files of an older version.
    ///   - restart: the values of settings in snapshots whose change waits for a restart.
    ///   - logger: the logger for events; nil for one with the label `typed-config`.
    ///   - metrics: the factory for metrics; nil for the one that the application has bootstrapped.
    ///   - lastGood: a directory, for this system alone, for copies of valid files: if a file is
    ///     invalid at the start, its copy is served, and `health` reports it. The copies contain
    ///     the same secrets as the files.
    /// - Throws: an error if the directory cannot be read. Its files are read on first use.
    public convenience init(
        directory: String,
        types: [any ConfigType.Type] = [],
        main: String? = nil,
        cache: CacheLimits = CacheLimits(),
        interpolation: Interpolation = Interpolation(),
        migration: MigrationPolicy = .inMemory,
        restart: RestartPolicy = .servesNewValues,
        logger: Logger? = nil,
        metrics: (any MetricsFactory)? = nil,
        lastGood: String? = nil
    ) throws(ConfigError) {
        try self.init(
            layers: [.directory(directory)],
            types: types,
            main: main,
            cache: cache,
            interpolation: interpolation,
            migration: migration,
            restart: restart,
            logger: logger,
            metrics: metrics,
            lastGood: lastGood
        )
    }

    /// A system with a configuration from several layers.
    ///
    /// - Parameters:
    ///   - layers: lowest first; each layer overrides those before it.
    ///   - types: the types for `load("name")` and `validateAll`; a type that is loaded later is
    ///     added to them.
    ///   - main: the configuration whose settings variables, arguments and secret files may name
    ///     without its name, as in `APP_PORT`; nil for the only one of `types`, if there is exactly
    ///     one.
    ///   - cache: the limits for documents that are loaded by name and kept in memory.
    ///   - interpolation: the variables and files that placeholders such as `${env:NAME}` may use.
    ///   - migration: the treatment of files of an older version.
    ///   - restart: the values of settings in snapshots whose change waits for a restart.
    ///   - logger: the logger for events; nil for one with the label `typed-config`.
    ///   - metrics: the factory for metrics; nil for the one that the application has bootstrapped.
    ///   - lastGood: a directory, for this system alone, for copies of valid files.
    /// - Throws: an error if a directory cannot be read. Its files are read on first use.
    public convenience init(
        layers: [ConfigLayer],
        types: [any ConfigType.Type] = [],
        main: String? = nil,
        cache: CacheLimits = CacheLimits(),
        interpolation: Interpolation = Interpolation(),
        migration: MigrationPolicy = .inMemory,
        restart: RestartPolicy = .servesNewValues,
        logger: Logger? = nil,
        metrics: (any MetricsFactory)? = nil,
        lastGood: String? = nil
    ) throws(ConfigError) {
        let telemetry = Telemetry(logger: logger, metrics: metrics)
        let layers = ConfigLayers(
            layers: layers,
            interpolation: interpolation,
            warn: { telemetry.warn($0) },
            names: KnownNames(main: main, types: types.map { $0.schema.name }),
            migrations: LoadMigrations(policy: migration, telemetry: telemetry)
        )
        layers.migrations.add(types)
        try self.init(layers, Registrations(types), cache, telemetry, restart, lastGood)
    }

    package convenience init(
        source: any ConfigFolder,
        types: [any ConfigType.Type] = [],
        cache: CacheLimits = CacheLimits()
    ) throws(ConfigError) {
        try self.init(layers: [.files(source)], types: types, cache: cache)
    }

    init(
        _ layers: ConfigLayers,
        _ registrations: Registrations,
        _ cache: CacheLimits,
        _ telemetry: Telemetry,
        _ restart: RestartPolicy,
        _ lastGood: String?
    ) throws(ConfigError) {
        for source in layers.sources {
            // Left by a crash of this program or another writer.
            if try !source.leftovers().isEmpty, let folder = source.diskPath(of: "") {
                LockedFolder.removeLeftovers(in: folder)
            }
            if let folder = source.folder(fragmentFolder)?.diskPath(of: "") {
                LockedFolder.removeLeftovers(in: folder)
            }
        }
        self.layers = layers
        restartPolicy = restart
        self.lastGood = lastGood.map(LastGoodStore.init)
        self.telemetry = telemetry
        let publisher = SnapshotPublisher()
        self.publisher = publisher
        // Handles return their current values until the files were read again.
        self.cache = ConfigCache(limits: cache) { name in
            publisher.markStale { name == nil || $0.name == name }
        }
        self.registrations = Mutex(registrations)
        for name in registrations.names {
            if let registration = registrations[name] {
                layers.names.add(name, registration.catalogue)
            }
        }
        for source in layers.releases {
            source.useVersions { [weak self] name in self?.version(of: name) }
        }
    }

    deinit { follower?.stop() }

    /// The lowest source of files, which lists and reports refer to.
    package var source: any ConfigFolder { layers.base }

    /// Registers further types by name.
    public func register(_ types: [any ConfigType.Type]) {
        registrations.withLock { known in
            for type in types { add(Registration(type), to: &known) }
        }
        layers.migrations.add(types)
    }

    /// Registers the schemas of a validator by name, for configurations without a type.
    public func register(_ validator: ConfigValidator) {
        registrations.withLock { known in
            for name in validator.names {
                if let registration = validator.registrations[name] {
                    add(registration, to: &known)
                }
            }
        }
        layers.migrations.add(validator)
    }

    private func add(_ registration: Registration, to known: inout Registrations) {
        // Each first load registers its type; the names of its settings stay.
        if let type = registration.type, known[registration.name]?.type == type { return }
        known.add(registration)
        layers.names.add(registration.name, registration.catalogue)
    }

    /// The names of the known types, sorted alphabetically.
    public var names: [String] { registrations.withLock(\.names) }

    /// The configuration whose settings can be named without its name.
    package var mainName: String? { layers.names.main }

    /// The version of the schema that is registered for a name.
    package func version(of name: String) -> String? {
        registrations.withLock { $0[name]?.version }
    }
}
