import ConfigDocument
public import TypedConfig

/// The newest decision about a fleet: the releases that its instances are to run.
public struct FleetHead: Sendable, Equatable {
    /// A release with the hash of its manifest.
    public struct Pointer: Sendable, Equatable {
        /// The number of the release.
        public var sequence: Int
        /// The SHA-256 hash of the manifest, in hexadecimal.
        public var sha256: String
    }

    /// The state of the fleet.
    public var moment: FleetMoment
    /// The number of the next release.
    public var next: Int
    /// The longest random delay of instances before they fetch a release.
    public var spread: Duration
    /// The author of the decision.
    public var author: String
    /// The release for all instances that no rollout includes; nil before the first one.
    public var stable: Pointer?
    /// The release that a part of the instances is to run; nil if none is being rolled out.
    public var rollout: FleetRollout?

    /// The release for an instance, which follows from its name and labels alone; nil for none.
    public func release(for id: String, labels: [String: String]) -> Pointer? {
        if let rollout, rollout.includes(id, labels: labels) { return rollout.release }
        return stable
    }

    /// The release for an instance, as the instance's system needs it.
    func reference(for id: String, labels: [String: String]) -> ReleaseReference? {
        release(for: id, labels: labels).map {
            ReleaseReference(
                moment: moment,
                sequence: $0.sequence,
                sha256: $0.sha256,
                spread: spread
            )
        }
    }
}

extension FleetHead {
    /// Every instance reads it at each change.
    static let maxBytes = 2048

    var bytes: [UInt8] {
        var object = DocumentObject()
        object["by"] = .string(author)
        object["epoch"] = .int(moment.epoch)
        object["gen"] = .int(moment.generation)
        object["next"] = .int(next)
        object["rollout"] = rollout?.json
        object["spread"] = .int(spread.inMilliseconds)
        object["stable"] = stable.map { ["seq": .int($0.sequence), "sha256": .string($0.sha256)] }
        object["v"] = 1
        return JSONEmitter(indent: nil).emit(.object(object))
    }

    /// Nil unless it is a head that this version of the package reads.
    init?(parsing bytes: [UInt8]) {
        guard let json = DocumentValue(recorded: bytes), json["v"]?.int == 1,
            let epoch = json["epoch"]?.int, epoch > 0,
            let generation = json["gen"]?.int, generation > 0,
            let next = json["next"]?.int, (1..<Self.maxSequence).contains(next),
            let spread = json["spread"]?.int, (0...3_600_000).contains(spread)
        else { return nil }
        moment = FleetMoment(epoch: epoch, generation: generation)
        self.next = next
        self.spread = .milliseconds(spread)
        author = json["by"]?.string ?? ""
        if let json = json["rollout"] {
            guard let rollout = FleetRollout(json) else { return nil }
            self.rollout = rollout
        }
        guard let pointer = json["stable"] else { return }
        guard let sequence = pointer["seq"]?.int, let sha256 = pointer["sha256"]?.string else {
            return nil
        }
        stable = Pointer(sequence: sequence, sha256: sha256)
    }

    /// Keys have ten digits.
    private static let maxSequence = 10_000_000_000
}

extension DocumentValue {
    /// A value that is stored in etcd; nil if it is not JSON.
    init?(recorded bytes: [UInt8]) {
        guard let document = try? Document(parsing: bytes, as: .json, named: "etcd") else {
            return nil
        }
        self.init(document.root)
    }
}

extension Duration {
    /// Whole milliseconds.
    var inMilliseconds: Int {
        // Bound: delays of an hour at most.
        Int(clamping: components.seconds) &* 1000
            &+ Int(clamping: components.attoseconds / 1_000_000_000_000_000)
    }
}
