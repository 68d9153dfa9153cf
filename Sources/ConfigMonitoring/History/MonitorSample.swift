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
    public var refusedLoads = 0
    /// The total duration of those loads, and the longest.
    public var loadSeconds = 0.0
    public var slowestLoadSeconds = 0.0
    /// The configuration with the slowest load.
    var slowestLoad = ""
    /// Loads served from memory, and loads that were not.
    public var hits = 0
    public var misses = 0
    public var evictions = 0
    public var reloads = 0
    public var refusedReloads = 0
    public var saveFailures = 0
    public var migrations = 0
    public var failedMigrations = 0

    // State at the time of the sample.

    public var alerts = 0
    public var cacheEntries = 0
    public var cacheBytes = 0
    public var uncompressedBytes = 0
    public var compressedBytes = 0
    /// Use from 0 to 1; nil if it is unknown.
    public var cpu: Double?
    public var memory: Double?
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
