public import ConfigDocument
public import TypedConfig

/// How bad an alert is.
public enum AlertSeverity: String, Sendable, CaseIterable, Comparable {
    case low
    case medium
    case high
    case critical

    private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }

    public static func < (left: AlertSeverity, right: AlertSeverity) -> Bool {
        left.rank < right.rank
    }
}

/// Something that an operator should look at: from when it was noticed to when it is over.
public struct Alert: Sendable, Equatable, Identifiable {
    public enum State: String, Sendable {
        /// Out of bounds, but not yet for long enough.
        case pending
        case firing
        case resolved
    }

    /// Counted from 1 by the monitor.
    public var id: Int
    /// The same each time that the same rule is broken by the same thing.
    public var fingerprint: String
    public var rule: AlertRule
    /// What it is about: a configuration, a folder; empty for the system as a whole.
    public var subject: String
    /// What is wrong, and the bound that it is held to.
    public var message: String
    public var severity: AlertSeverity
    public var state = State.pending
    public var began: Timestamp
    public var fired: Timestamp?
    public var resolved: Timestamp?
    /// How often the monitor has found it so.
    public var count = 1
    /// How often it has fired for this rule and subject, this time included.
    public var occurrence = 1

    public var component: HealthComponent { rule.component }
}

extension Alert: CustomStringConvertible {
    /// `high alert cpu, firing since 2026-11-24T12:30:00.000Z: …`
    public var description: String {
        let name = subject.isEmpty ? rule.rawValue : "\(rule.rawValue) (\(shownName(subject)))"
        let when =
            switch state {
            case .pending: "pending since \(began)"
            case .firing: "firing since \(fired ?? began)"
            case .resolved: "resolved at \(resolved ?? began)"
            }
        return "\(severity.rawValue) alert \(name), \(when): \(singleLine(message, limit: .max))"
    }

    public var json: DocumentValue {
        var object = DocumentObject()
        object["id"] = .int(id)
        object["fingerprint"] = .string(fingerprint)
        object["rule"] = .string(rule.rawValue)
        object["component"] = .string(component.rawValue)
        object["subject"] = .string(subject)
        object["severity"] = .string(severity.rawValue)
        object["state"] = .string(state.rawValue)
        object["message"] = .string(message)
        object["began"] = .string(began.description)
        object["fired"] = fired.map { .string($0.description) }
        object["resolved"] = resolved.map { .string($0.description) }
        object["count"] = .int(count)
        object["occurrence"] = .int(occurrence)
        return .object(object)
    }
}

/// A change in the life of an alert, as handlers are told of it.
public struct AlertUpdate: Sendable, Equatable {
    public enum Kind: String, Sendable {
        case fired
        /// It still fires after the time for repeating.
        case repeated
        /// Told once for each that has fired.
        case resolved
    }

    public var kind: Kind
    public var alert: Alert

    public var json: DocumentValue { ["update": .string(kind.rawValue), "alert": alert.json] }
}
