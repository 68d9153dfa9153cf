extension ConfigSystem {
    /// What is held in memory, and how many loads it has served.
    public var cacheStatistics: CacheStatistics {
        let statistics = cache.statistics
        telemetry.noteCache(statistics)
        return statistics
    }

    /// Has a configuration read from its file when it is loaded next: `cache.invalidate(name)`.
    public func invalidate(_ name: String) { cache.invalidate(name) }

    /// Has every configuration read from its file when it is loaded next: `cache.clear()`.
    public func clearCache() { cache.clear() }
}
