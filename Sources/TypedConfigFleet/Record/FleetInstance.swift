import ConfigDocument
public import ConfigMonitoring
public import TypedConfig

/// An instance, as it has reported itself.
public struct FleetInstance: Sendable, Equatable {
    /// The name of the instance, unique in its fleet.
    public var id: String
    /// Labels, such as the zone.
    public var labels: [String: String]
    /// The program and its version, such as `shop 1.8.2`.
    public var program: String
    /// The versions of the schemas that the program was compiled with, by configuration.
    public var schemas: [String: String]
    /// The time of its start by its own clock.
    public var started: String
    /// The newest decision that the instance has carried out or refused.
    public var seen: FleetMoment
    /// The release that it runs; nil for none.
    public var running: Int?
    /// The release that was assigned to it; nil if it knows none.
    public var wanted: Int?
    /// Whether it runs or has refused that release.
    public var state: InstanceStatus.State
    /// The reasons of a refusal, at most five.
    public var reasons: [String]
    /// Its health, as the application judges it.
    public var health = HealthState.healthy
    /// Its health before it ran the release that it runs now.
    public var healthBefore = HealthState.healthy
    /// A remark, such as about another process of that name.
    public var note: String?
    /// Distinguishes two processes of one name.
    var nonce: String

    /// True if the instance runs what a decision assigns.
    public func runs(_ head: FleetHead) -> Bool {
        state == .running && running == head.release(for: id, labels: labels)?.sequence
            && seen >= head.moment
    }

    /// True if it is less healthy than before it ran its release.
    public var isWorse: Bool { health > healthBefore }
}

extension FleetInstance {
    /// The largest record of an instance.
    private static let maxBytes = 4096

    /// The record, with as many reasons as fit.
    var bytes: [UInt8] {
        for count in (0...reasons.count).reversed() {
            var copy = self
            copy.reasons = reasons.prefix(count).map { String($0.prefix(600)) }
            let bytes = JSONEmitter(indent: nil).emit(copy.json)
            if bytes.count <= Self.maxBytes { return bytes }
        }
        return JSONEmitter(indent: nil).emit(json)
    }

    var json: DocumentValue {
        var object = DocumentObject()
        object["before"] = .string(healthBefore.rawValue)
        object["health"] = .string(health.rawValue)
        object["id"] = .string(id)
        object["labels"] = .texts(labels)
        object["nonce"] = .string(nonce)
        object["note"] = note.map { .string($0) }
        object["program"] = .string(program)
        object["running"] = running.map { .int($0) }
        object["schemas"] = .texts(schemas)
        object["seen"] = [.int(seen.epoch), .int(seen.generation)]
        object["started"] = .string(started)
        object["state"] = .string(state.rawValue)
        object["v"] = 1
        object["wanted"] = wanted.map { .int($0) }
        object["why"] = .array(reasons.map { .string($0) })
        return .object(object)
    }

    init?(parsing bytes: [UInt8]) {
        guard let json = DocumentValue(recorded: bytes), json["v"]?.int == 1,
            let id = json["id"]?.string, let seen = json["seen"]?.array?.compactMap(\.int),
            seen.count == 2,
            let state = json["state"]?.string.flatMap(InstanceStatus.State.init)
        else { return nil }
        self.id = id
        health = json["health"]?.string.flatMap(HealthState.init) ?? .healthy
        healthBefore = json["before"]?.string.flatMap(HealthState.init) ?? .healthy
        labels = json["labels"]?.texts ?? [:]
        nonce = json["nonce"]?.string ?? ""
        note = json["note"]?.string
        program = json["program"]?.string ?? ""
        running = json["running"]?.int
        schemas = json["schemas"]?.texts ?? [:]
        self.seen = FleetMoment(epoch: seen[0], generation: seen[1])
        started = json["started"]?.string ?? ""
        self.state = state
        wanted = json["wanted"]?.int
        reasons = json["why"]?.array?.compactMap(\.string) ?? []
    }
}

extension DocumentValue {
    static func texts(_ texts: [String: String]) -> DocumentValue {
        .members(texts.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) })
    }

    fileprivate var texts: [String: String]? {
        object.map { object in
            object.members.reduce(into: [:]) { $0[$1.key] = $1.value.string }
        }
    }
}
