import ConfigDocument
public import ConfigTypes
import SchemaValidation
import Synchronization

extension ConfigSystem {
    /// Loads a release of the fleet, and follows the fleet from then on.
    ///
    ///     try await system.startFleet()                                   // offline if need be
    ///     try await system.startFleet(.fresh(within: .seconds(30)))       // only what is assigned now
    ///
    /// A second call has no effect.
    ///
    /// - Throws: if no release can be loaded as requested, with the reasons that the fleet, the release
    ///   or the store has. Then the fleet is not followed.
    public func startFleet(
        _ start: FleetStart = .lastGood(orWait: .seconds(10))
    ) async throws(ConfigError) {
        let sources = layers.releases
        guard let source = sources.first, sources.count == 1 else {
            throw ConfigError(
                Finding(
                    message: sources.isEmpty
                        ? "the system has no layer of a fleet" : "the system has several fleets",
                    suggestion: "pass one layer .remote(…) to ConfigSystem",
                    file: "fleet"
                )
            )
        }
        let follower = fleetFollower.withLock { follower -> FleetFollower? in
            if follower != nil { return nil }
            let new = FleetFollower(self, source: source)
            follower = new
            return new
        }
        guard let follower else { return }
        do throws(ConfigError) {
            try await follower.start(start)
        } catch {
            await stopFleet()
            throw error
        }
    }

    /// Reports to the fleet that this instance is leaving, and follows it no longer. The last release
    /// is still served.
    public func stopFleet() async {
        let follower = fleetFollower.withLock { follower in
            defer { follower = nil }
            return follower
        }
        await follower?.leave()
    }

    /// The release that is served, the one that is assigned, and the reasons for a difference; nil if
    /// no fleet is followed.
    public var fleet: FleetState? { follower?.fleet }

    /// Calls the closure after each change of `fleet`, on an arbitrary thread.
    package func onFleetChange(_ callback: @escaping @Sendable (FleetState) -> Void) {
        follower?.observe(callback)
    }

    var follower: FleetFollower? { fleetFollower.withLock { $0 } }

    /// The versions of the schemas that the program was compiled with.
    var schemaVersions: [String: String] {
        registrations.withLock { known in
            known.names.reduce(into: [:]) { $0[$1] = known[$1]?.version }
        }
    }
}
