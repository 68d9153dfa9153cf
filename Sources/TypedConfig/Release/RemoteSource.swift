/// A service that assigns releases to the instances of an application. `TypedConfigFleet` has one
/// for etcd, and `TypedConfigTesting` one in memory.
///
///     let fleet = EtcdFleet(…)
///     let system = try ConfigSystem(layers: [.remote(fleet, store: "/var/lib/shop/releases"), .environment(prefix: "SHOP")])
///     try await system.startFleet()
///
/// The system verifies what it is given: the source only transports bytes.
public protocol RemoteSource: Sendable {
    /// The fleet that releases are for.
    var fleet: FleetName { get }

    /// The assigned release now, and after each change. Only the newest assignment matters; elements
    /// that nobody has waited for may be left out. The sequence ends when its task is cancelled.
    func news() -> any AsyncSequence<RemoteNews, Never> & Sendable

    /// The manifest of a release, with its signatures, as it was published.
    func manifest(of release: ReleaseReference) async throws(RemoteError) -> [UInt8]

    /// A compressed file of a release.
    ///
    /// - Parameters:
    ///   - sha256: the hash of the compressed file, by which it is stored.
    ///   - chunks: the number of parts.
    func blob(_ sha256: String, chunks: Int) async throws(RemoteError) -> [UInt8]

    /// Receives the state of this instance after each change. A source without a connection keeps the
    /// newest one, and passes it on later.
    func report(_ status: InstanceStatus) async
}

/// News of a fleet.
public enum RemoteNews: Sendable, Equatable {
    /// A release is assigned to this instance.
    case wanted(ReleaseReference)
    /// The last assignment still holds: the service was asked just now.
    case confirmed
    /// The service cannot be asked. The source continues to try.
    case trouble(RemoteError)
}

/// An error of the service that assigns releases.
public struct RemoteError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The kinds of errors.
    public enum Kind: String, Sendable {
        /// The service does not respond, or cannot serve for the moment.
        case unavailable
        /// The service refuses the instance's credentials.
        case denied
        /// The service lacks what was asked for.
        case missing
        /// The service is not what is expected, such as one without the needed interface.
        case unusable
    }

    /// The kind of error.
    public var kind: Kind
    /// The reason, with a repair if one is known.
    public var message: String

    /// An error.
    public init(_ kind: Kind, _ message: String) {
        self.kind = kind
        self.message = message
    }

    /// The message.
    public var description: String { message }
}

/// The state of an instance, as others see it.
public struct InstanceStatus: Sendable, Equatable {
    /// The states of an instance.
    public enum State: String, Sendable {
        /// No release was tried yet.
        case waiting
        /// The assigned release is served.
        case running
        /// The assigned release was refused.
        case refused
        /// The instance is shutting down.
        case leaving
    }

    /// The state.
    public var state: State
    /// The newest decision that the instance has carried out or refused.
    public var seen: FleetMoment
    /// The release that is served; nil for none.
    public var running: ReleaseReference?
    /// The release that was assigned; nil if none is known.
    public var wanted: ReleaseReference?
    /// The reasons of a refusal, at most five, without secrets.
    public var reasons: [String]
    /// The versions of the schemas that the program was compiled with, by configuration.
    public var schemas: [String: String]

    package init(
        state: State,
        seen: FleetMoment,
        running: ReleaseReference?,
        wanted: ReleaseReference?,
        reasons: [String],
        schemas: [String: String]
    ) {
        self.state = state
        self.seen = seen
        self.running = running
        self.wanted = wanted
        self.reasons = reasons
        self.schemas = schemas
    }
}
