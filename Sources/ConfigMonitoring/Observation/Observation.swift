import SchemaValidation
import TypedConfig

/// Everything that a monitor has found at one look.
struct Observation: Sendable {
    var sample: MonitorSample
    /// All samples of the window for ratios and rates, this one included.
    var window: MonitorSample
    var resources = ResourceReading()
    /// Folders that cannot be read, with the reason.
    var unreadable: [(folder: String, reason: String)] = []
    /// What the system itself knows of its files.
    var reload = ConfigHealth()
    var files: [FileHealth] = []
    /// That none of the files is of a known type, so that none was judged.
    var untyped: Finding?
    /// What is not of one configuration.
    var notes: [Finding] = []
    /// Configurations whose last migration has failed, with the reason.
    var failedMigrations: [(name: String, reason: String)] = []
    /// Files that are not what they should be, with the reason.
    var tampered: [(file: String, reason: String)] = []
    /// Whether the audit trail can be written and trusted; nil where there is none.
    var audit: AuditState?

    /// What happened between two states of the same counters.
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
