public import TypedConfig

/// The events between two looks of a monitor, and the state at the later one.
public struct MonitorSample: Sendable, Equatable {
    /// The time of the later look.
    public var time: Timestamp
    /// The same in monotonic time.
    var at: Duration

    // Counts since the previous sample.

    /// Loads that read files, and how many of them were refused.
    public var loads = 0
    /// The refused loads.
    public var refusedLoads = 0
    /// The total duration of those loads, and the longest.
    public var loadSeconds = 0.0
    /// The longest load, in seconds.
    public var slowestLoadSeconds = 0.0
    /// The configuration with the slowest load.
    var slowestLoad = ""
    /// Loads served from memory, and loads that were not.
    public var hits = 0
    /// Loads that were not served from memory.
    public var misses = 0
    /// Configurations that the cache had no room for.
    public var evictions = 0
    /// Reloads that brought something new.
    public var reloads = 0
    /// Reloads that were refused.
    public var refusedReloads = 0
    /// Saves that were refused or failed.
    public var saveFailures = 0
    /// Migrations on the disk that were carried out.
    public var migrations = 0
    /// Migrations on the disk that failed.
    public var failedMigrations = 0

    // State at the time of the sample.

    /// Alerts that fire.
    public var alerts = 0
    /// Configurations in the cache.
    public var cacheEntries = 0
    /// Bytes that the cache holds, compressed and decoded.
    public var cacheBytes = 0
    /// Bytes of the texts that the cache holds compressed.
    public var uncompressedBytes = 0
    /// Bytes of these texts as the cache holds them.
    public var compressedBytes = 0
    /// Use from 0 to 1; nil if it is unknown.
    public var cpu: Double?
    /// Memory in use, from 0 to 1; nil where it cannot be told.
    public var memory: Double?
    /// The fullest disk, from 0 to 1; nil where it cannot be told.
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

    /// The mean time of a load, in seconds; nil where there were none.
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
