extension ConfigSystem {
    /// The contents of the cache, and the number of loads it has served.
    public var cacheStatistics: CacheStatistics {
        let statistics = cache.statistics
        telemetry.noteCache(statistics)
        return statistics
    }

    /// Makes the next load of a configuration read its file: `cache.invalidate(name)`.
    public func invalidate(_ name: String) { cache.invalidate(name) }

    /// Makes the next load of every configuration read its file: `cache.clear()`.
    public func clearCache() { cache.clear() }
}
