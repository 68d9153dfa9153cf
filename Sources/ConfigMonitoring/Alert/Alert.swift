public import ConfigDocument
public import TypedConfig

/// The severity of an alert.
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

/// A problem that requires an operator's attention, from the first look that finds it until it is
/// resolved.
public struct Alert: Sendable, Equatable, Identifiable {
    /// The stages of an alert's life.
    public enum State: String, Sendable {
        /// Out of bounds, but for less than `alerts.hold`.
        case pending
        case firing
        case resolved
    }

    /// A number that the monitor counts up from 1.
    public var id: Int
    /// Equal for all alerts with the same rule and subject.
    public var fingerprint: String
    /// The rule that is broken.
    public var rule: AlertRule
    /// The configuration or folder concerned; empty for the system as a whole.
    public var subject: String
    /// The problem, and the bound that was exceeded.
    public var message: String
    /// The severity of the rule.
    public var severity: AlertSeverity
    /// The stage of the alert's life.
    public var state = State.pending
    /// The time of the first look that found the problem.
    public var began: Timestamp
    /// The time at which it fired; nil while it is pending.
    public var fired: Timestamp?
    /// The time at which it was resolved; nil until then.
    public var resolved: Timestamp?
    /// The number of looks that found the problem.
    public var count = 1
    /// How often this rule has fired for this subject, including this time.
    public var occurrence = 1

    /// The part of the system that the rule belongs to.
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

/// A change in the life of an alert, as handlers receive it.
public struct AlertUpdate: Sendable, Equatable {
    /// The kinds of updates.
    public enum Kind: String, Sendable {
        case fired
        /// Still firing after `alerts.repeatAfter`.
        case repeated
        /// Sent once for each alert that has fired.
        case resolved
    }

    /// The event in the alert's life.
    public var kind: Kind
    /// The current alert.
    public var alert: Alert

    /// The update as a JSON object.
    public var json: DocumentValue { ["update": .string(kind.rawValue), "alert": alert.json] }
}
