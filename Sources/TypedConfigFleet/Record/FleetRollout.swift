import ConfigDocument
import SchemaValidation

/// A release that a part of a fleet is to run, before all of it does.
public struct FleetRollout: Sendable, Equatable {
    /// The states of a rollout.
    public enum State: String, Sendable {
        /// A controller may take the next step.
        case running
        /// Nothing changes until the rollout is resumed, promoted or aborted.
        case paused
    }

    /// The release.
    public var release: FleetHead.Pointer
    /// Whether a controller may take the next step.
    public var state: State
    /// The rules that it follows.
    public var plan: RolloutPlan
    /// The position of the current step.
    public var step: Int
    /// The highest hash of an instance that is assigned to the release.
    var limit: UInt32
    /// Makes other instances the first ones in each rollout.
    var salt: String
    /// The time of its beginning by the publisher's clock, for people.
    public var since: String

    /// The current share of instances, from 1 to 100.
    public var percent: Int { plan.steps[step].percent }

    /// True if an instance is to run the release.
    func includes(_ id: String, labels: [String: String]) -> Bool {
        guard plan.matches(labels) else { return false }
        return plan.pins.contains(id) || Self.hash(id, salt: salt) <= limit
    }

    /// The first four bytes of SHA-256 over the salt, a zero byte and the name.
    static func hash(_ id: String, salt: String) -> UInt32 {
        let digits = SHA256.hexadecimal(of: Array(salt.utf8) + [0] + Array(id.utf8))
        return UInt32(digits.prefix(8), radix: 16) ?? .max
    }

    /// The hash up to which a share of these instances is included: at least one of them, and with a
    /// higher share never fewer.
    ///
    /// - Parameter ids: the live instances with the labels of the rollout.
    static func limit(_ percent: Int, of ids: [String], salt: String) -> UInt32 {
        if percent >= 100 { return .max }
        // Bound: percentages, and the number of instances.
        guard !ids.isEmpty else { return .max / 100 * UInt32(max(0, percent)) }
        let count = max(1, (ids.count * percent + 99) / 100)
        return ids.map { hash($0, salt: salt) }.sorted()[min(count, ids.count) - 1]
    }
}

extension FleetRollout {
    var json: DocumentValue {
        var object = DocumentObject()
        object["halt"] = [
            "lost": .int(plan.halt.lostPercent), "refused": .int(plan.halt.refused),
            "then": .string(plan.halt.action.rawValue), "unhealthy": .int(plan.halt.unhealthy),
        ]
        object["limit"] = .int(Int(limit))
        object["pins"] = .array(plan.pins.map { .string($0) })
        object["salt"] = .string(salt)
        object["seq"] = .int(release.sequence)
        object["sha256"] = .string(release.sha256)
        object["since"] = .string(since)
        object["state"] = .string(state.rawValue)
        object["step"] = .int(step)
        object["steps"] = .array(
            plan.steps.map { [.int($0.percent), .int($0.bake.inMilliseconds / 1000)] }
        )
        object["where"] = .members(
            plan.labels.sorted { $0.key < $1.key }.map { name, values in
                (name, .array(values.map { .string($0) }))
            }
        )
        return .object(object)
    }

    /// Nil unless it is a rollout that this version of the package reads.
    init?(_ json: DocumentValue) {
        guard let sequence = json["seq"]?.int, let sha256 = json["sha256"]?.string,
            let state = json["state"]?.string.flatMap(State.init),
            let limit = json["limit"]?.int.flatMap({ UInt32(exactly: $0) }),
            let salt = json["salt"]?.string, let halt = json["halt"],
            let action = halt["then"]?.string.flatMap(RolloutPlan.Halt.Action.init)
        else { return nil }
        var steps: [RolloutPlan.Step] = []
        for step in json["steps"]?.array ?? [] {
            guard let percent = step[0]?.int, let seconds = step[1]?.int else { return nil }
            steps.append(RolloutPlan.Step(percent: percent, bake: .seconds(seconds)))
        }
        var labels: [String: [String]] = [:]
        for (name, values) in json["where"]?.object?.members ?? [] {
            labels[name] = values.array?.compactMap(\.string)
        }
        var plan = RolloutPlan(
            steps: steps,
            labels: labels,
            pins: json["pins"]?.array?.compactMap(\.string) ?? []
        )
        plan.halt = RolloutPlan.Halt(
            refused: halt["refused"]?.int ?? 1,
            unhealthy: halt["unhealthy"]?.int ?? 1,
            lostPercent: halt["lost"]?.int ?? 20,
            action: action
        )
        guard plan.fault == nil, let step = json["step"]?.int, steps.indices.contains(step) else {
            return nil
        }
        self.init(
            release: FleetHead.Pointer(sequence: sequence, sha256: sha256),
            state: state,
            plan: plan,
            step: step,
            limit: limit,
            salt: salt,
            since: json["since"]?.string ?? ""
        )
    }
}
