/// A state of a fleet. Every decision raises the generation; a rollback, an abort and a restored
/// backup raise the epoch as well. An instance never returns to an earlier state.
public struct FleetMoment: Sendable, Hashable, Comparable {
    /// The epoch, which counts first.
    public var epoch: Int
    /// The generation.
    public var generation: Int

    /// A state of a fleet.
    public init(epoch: Int, generation: Int) {
        self.epoch = epoch
        self.generation = generation
    }

    public static func < (left: FleetMoment, right: FleetMoment) -> Bool {
        (left.epoch, left.generation) < (right.epoch, right.generation)
    }
}

/// The release that an instance is to run, and the decision that assigned it.
public struct ReleaseReference: Sendable, Hashable {
    /// The state of the fleet with that decision.
    public var moment: FleetMoment
    /// The number of the release.
    public var sequence: Int
    /// The SHA-256 hash of the release's manifest, in hexadecimal.
    public var sha256: String
    /// The longest random delay before an instance fetches the release, so that they do not all
    /// fetch it at once.
    public var spread: Duration

    /// A reference to a release.
    public init(
        moment: FleetMoment,
        sequence: Int,
        sha256: String,
        spread: Duration = .zero
    ) {
        self.moment = moment
        self.sequence = sequence
        self.sha256 = sha256
        self.spread = spread
    }

    /// True if both refer to the same content.
    package func hasSameRelease(as other: ReleaseReference) -> Bool {
        sequence == other.sequence && sha256 == other.sha256
    }
}
