public import TypedConfig

/// What happened between two looks of a monitor, and how things stood at the later one.
public struct MonitorSample: Sendable, Equatable {
    /// When it was taken.
    public var time: Timestamp
    /// The same, by a clock that only goes forward.
    var at: Duration

    // What happened since the sample before.

    /// Loads that read files, and those of them that were refused.
    public var loads = 0
    public var refusedLoads = 0
    /// How long those took together, and the longest of them.
    public var loadSeconds = 0.0
    public var slowestLoadSeconds = 0.0
    /// The configuration whose load was the slowest.
    var slowestLoad = ""
    /// Loads that were served from memory, and those that were not.
    public var hits = 0
    public var misses = 0
    public var evictions = 0
    public var reloads = 0
    public var refusedReloads = 0
    public var saveFailures = 0
    public var migrations = 0
    public var failedMigrations = 0

    // How things stood.

    public var alerts = 0
    public var cacheEntries = 0
    public var cacheBytes = 0
    public var uncompressedBytes = 0
    public var compressedBytes = 0
    /// In use, from 0 to 1; nil where it cannot be told.
    public var cpu: Double?
    public var memory: Double?
    public var disk: Double?

    init(time: Timestamp, at: Duration) {
        self.time = time
        self.at = at
    }

    /// The part of loads that was served from memory; nil where there were none.
    public var hitRatio: Double? {
        hits + misses == 0 ? nil : Double(hits) / Double(hits + misses)
    }

    /// The part of the text that compression has saved; nil where there is none.
    public var saved: Double? {
        uncompressedBytes == 0 ? nil : 1 - Double(compressedBytes) / Double(uncompressedBytes)
    }

    public var meanLoadSeconds: Double? { loads == 0 ? nil : loadSeconds / Double(loads) }

    /// Joins a later sample to this one: what happened is added up, what stood is replaced; of what is
    /// in use the most.
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

    /// Neighbours as one.
    package init(joining samples: ArraySlice<MonitorSample>) {
        self = samples.first ?? MonitorSample(time: Timestamp(milliseconds: 0), at: .zero)
        for sample in samples.dropFirst() { add(sample) }
    }

    private static func larger(_ left: Double?, _ right: Double?) -> Double? {
        guard let left, let right else { return left ?? right }
        return max(left, right)
    }
}
