import SchemaValidation
import TypedConfig

/// Everything that a monitor found at one look.
struct Observation: Sendable {
    var sample: MonitorSample
    /// All samples within the window for ratios and rates, combined, including this one.
    var window: MonitorSample
    var resources = ResourceReading()
    /// Unreadable folders, with reasons.
    var unreadable: [(folder: String, reason: String)] = []
    /// The system's own record of its reloads.
    var reload = ConfigHealth()
    var files: [FileHealth] = []
    /// Set if no file has a known type, so that none was validated.
    var untyped: Finding?
    /// Notes that concern no single configuration.
    var notes: [Finding] = []
    /// Configurations whose last migration failed, with reasons.
    var failedMigrations: [(name: String, reason: String)] = []
    /// Files that differ from the manifest, with reasons.
    var tampered: [(file: String, reason: String)] = []
    /// The state of the audit trail; nil without a trail.
    var audit: AuditState?
    /// The state of the fleet; nil for a system without one.
    var fleet: FleetState?
    /// The time since a look has found the fleet out of reach; nil if it can be asked.
    var fleetStale: Duration?

    /// The difference between two states of the same counters.
    static func sample(
        from before: (figures: ConfigFigures, cache: CacheStatistics),
        to now: (figures: ConfigFigures, cache: CacheStatistics),
        time: Timestamp,
        at elapsed: Duration
    ) -> MonitorSample {
        func count(_ label: ConfigMetrics.Label, _ value: String? = nil) -> Int {
            now.figures.total(label, value) - before.figures.total(label, value)
        }
        var sample = MonitorSample(time: time, at: elapsed)
        sample.loads = count(.loads)
        sample.refusedLoads = count(.loads, "failure")
        var times = now.figures.times(.loadDuration)
        times.subtract(before.figures.times(.loadDuration))
        sample.loadSeconds = times.seconds
        sample.hits = now.cache.hits - before.cache.hits
        sample.misses = now.cache.misses - before.cache.misses
        sample.evictions = now.cache.evictions - before.cache.evictions
        sample.reloads = count(.reloads)
        sample.refusedReloads = count(.reloads, "refused")
        sample.saveFailures = count(.saveFailures)
        sample.migrations = count(.migrations)
        sample.failedMigrations = count(.migrations, "failure")
        sample.cacheEntries = now.cache.entries
        sample.cacheBytes = now.cache.compressedBytes + now.cache.decodedBytes
        sample.uncompressedBytes = now.cache.uncompressedBytes
        sample.compressedBytes = now.cache.compressedBytes
        return sample
    }
}
