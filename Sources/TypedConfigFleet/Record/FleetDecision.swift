import ConfigDocument
public import TypedConfig

/// A decision about a fleet, as its history has it.
public struct FleetDecision: Sendable, Equatable {
    /// The kinds of decisions.
    public enum Action: String, Sendable {
        /// The fleet was created.
        case initialise = "init"
        /// A release was published, for all instances or in steps.
        case publish
        /// The next step of a rollout.
        case advance
        /// The release of a rollout was assigned to all instances.
        case promote
        /// A rollout was stopped for the time being.
        case pause
        /// A paused rollout goes on.
        case resume
        /// A rollout was given up: all instances return to the release before.
        case abort
        /// An earlier release was assigned again.
        case rollBack = "rollback"
        /// The history begins anew above everything that instances have seen.
        case reseed
    }

    /// The state of the fleet since the decision.
    public var moment: FleetMoment
    /// The decision.
    public var action: Action
    /// The author.
    public var author: String
    /// The time by the author's clock.
    public var time: String
    /// The reason, for people.
    public var note: String
    /// The release before; nil for none.
    public var from: Int?
    /// The release since then; nil for none.
    public var to: Int?
    /// Random, so that an author recognises a decision of its own.
    var id: String
}

extension FleetDecision {
    var bytes: [UInt8] { JSONEmitter(indent: nil).emit(json) }

    var json: DocumentValue {
        var object = DocumentObject()
        object["action"] = .string(action.rawValue)
        object["at"] = .string(time)
        object["by"] = .string(author)
        object["epoch"] = .int(moment.epoch)
        object["from"] = from.map { .int($0) }
        object["gen"] = .int(moment.generation)
        object["id"] = .string(id)
        object["note"] = .string(note)
        object["to"] = to.map { .int($0) }
        object["v"] = 1
        return .object(object)
    }

    init?(parsing bytes: [UInt8]) {
        guard let json = DocumentValue(recorded: bytes), json["v"]?.int == 1,
            let action = json["action"]?.string.flatMap(Action.init),
            let epoch = json["epoch"]?.int, let generation = json["gen"]?.int
        else { return nil }
        self.action = action
        moment = FleetMoment(epoch: epoch, generation: generation)
        author = json["by"]?.string ?? ""
        time = json["at"]?.string ?? ""
        note = json["note"]?.string ?? ""
        from = json["from"]?.int
        to = json["to"]?.int
        id = json["id"]?.string ?? ""
    }
}
