public import TypedConfig

/// The events between two looks of a monitor, and the state at the later one.
public struct MonitorSample: Sendable, Equatable {
    /// The time of the later look.
    public var time: Timestamp
    /// The same moment in monotonic time.
    var at: Duration

    // Counts since the previous sample

    /// The number of loads that read files.
    public var loads = 0
    /// The number of those loads that were refused.
    public var refusedLoads = 0
    /// The total duration of those loads, in seconds.
    public var loadSeconds = 0.0
    /// The duration of the longest load, in seconds.
    public var slowestLoadSeconds = 0.0
    /// The configuration with the slowest load.
    var slowestLoad = ""
    /// The number of loads served from memory.
    public var hits = 0
    /// The number of loads not served from memory.
    public var misses = 0
    /// The number of configurations evicted from the cache.
    public var evictions = 0
    /// The number of reloads that changed values.
    public var reloads = 0
    /// The number of refused reloads.
    public var refusedReloads = 0
    /// The number of refused or failed saves.
    public var saveFailures = 0
    /// The number of successful migrations on disk.
    public var migrations = 0
    /// The number of failed migrations on disk.
    public var failedMigrations = 0

    // State at the time of the sample

    /// The number of firing alerts.
    public var alerts = 0
    /// The number of configurations in the cache.
    public var cacheEntries = 0
    /// The size of the cache, compressed and decoded, in bytes.
    public var cacheBytes = 0
    /// The size of the cached texts before compression, in bytes.
    public var uncompressedBytes = 0
    /// The size of the cached texts after compression, in bytes.
    public var compressedBytes = 0
    /// The use of the processors, from 0 to 1; nil if unknown.
    public var cpu: Double?
    /// The use of the memory, from 0 to 1; nil if unknown.
    public var memory: Double?
    /// The use of the fullest disk, from 0 to 1; nil if unknown.
    public var disk: Double?

    init(time: Timestamp, at: Duration) {
        self.time = time
        self.at = at
    }

    /// The fraction of loads served from memory; nil if there were none.
    public var hitRatio: Double? {
        hits + misses == 0 ? nil : Double(hits) / Double(hits + misses)
    }

    /// The fraction of bytes that compression has saved; nil if there are none.
    public var saved: Double? {
        uncompressedBytes == 0 ? nil : 1 - Double(compressedBytes) / Double(uncompressedBytes)
    }

    /// The mean duration of a load, in seconds; nil if there were none.
    public var meanLoadSeconds: Double? { loads == 0 ? nil : loadSeconds / Double(loads) }

    /// Combines this sample with a later one: counts are added, states are replaced, and the higher
    /// use of resources is kept.
    mutating func add(_ later: MonitorSample) {
        (time, at) = (later.time, later.at)
        loads += later.loads
        refusedLoads += later.refusedLoads
        loadSeconds += later.loadSeconds
        if later.slowestLoadSeconds > slowestLoadSeconds {
            (slowestLoadSeconds, slowestLoad) = (later.slowestLoadSeconds, later.slowestLoad)
        }
        hits += later.hits
        misses += later.misses
        evictions += later.evictions
        reloads += later.reloads
        refusedReloads += later.refusedReloads
        saveFailures += later.saveFailures
        migrations += later.migrations
        failedMigrations += later.failedMigrations
        alerts = max(alerts, later.alerts)
        cacheEntries = later.cacheEntries
        cacheBytes = later.cacheBytes
        uncompressedBytes = later.uncompressedBytes
        compressedBytes = later.compressedBytes
        cpu = Self.larger(cpu, later.cpu)
        memory = Self.larger(memory, later.memory)
        disk = Self.larger(disk, later.disk)
    }

    /// The combination of adjacent samples.
    package init(joining samples: ArraySlice<MonitorSample>) {
        self = samples.first ?? MonitorSample(time: Timestamp(milliseconds: 0), at: .zero)
        for sample in samples.dropFirst() { add(sample) }
    }

    private static func larger(_ left: Double?, _ right: Double?) -> Double? {
        guard let left, let right else { return left ?? right }
        return max(left, right)
    }
}
