extension ConfigSystem {
    /// What is held in memory, and how many loads it has served.
    public var cacheStatistics: CacheStatistics {
        let statistics = cache.statistics
        telemetry.noteCache(statistics)
        return statistics
    }

    /// Has a configuration read from its file when it is loaded next.
    ///
    /// `LiveConfig` serves what it has until then.
    public func invalidate(_ name: String) {
        cache.invalidate(name)
        publisher.markStale { $0.name == name }
    }

    /// Has every configuration read from its file when it is loaded next.
    public func clearCache() {
        cache.clear()
        publisher.markStale { _ in true }
    }
}
