extension ConfigLayer {
    /// The releases of a fleet: `ConfigSystem.startFleet` loads the first one and follows the others.
    ///
    ///     let system = try ConfigSystem(
    ///         layers: [.remote(fleet, store: "/var/lib/shop/releases"), .environment(prefix: "SHOP")],
    ///         types: [HTTPConfig.self, PoolConfig.self]
    ///     )
    ///     try await system.startFleet()
    ///
    /// All configurations of a release are replaced together or not at all: a release that this program
    /// cannot read, or that is invalid together with the layers above it, is refused as a whole. Pass all
    /// types to the system, because only known types are checked.
    ///
    /// - Parameters:
    ///   - source: the service that assigns releases.
    ///   - store: a directory for this system alone, in which the last good releases are kept. It is
    ///     created if it is missing, but its parent must exist.
    ///   - trust: the signatures that releases must have; nil to accept unsigned releases.
    public static func remote(
        _ source: any RemoteSource,
        store: String,
        trust: ReleaseTrust? = nil
    ) -> ConfigLayer {
        let store = ReleaseStore(folder: store, fleet: source.fleet, trust: trust)
        return ConfigLayer(kind: .source(ReleaseSource(source, store: store)))
    }

    /// The source of releases, if it is a layer of a fleet.
    var releases: ReleaseSource? {
        if case .source(let source) = kind { source as? ReleaseSource } else { nil }
    }
}
