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

/// A problem that an operator should look at, from the first look that found it until it is
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
    /// The same for every alert with this rule and subject.
    public var fingerprint: String
    /// The rule that is broken.
    public var rule: AlertRule
    /// The configuration or folder concerned; empty for the system as a whole.
    public var subject: String
    /// The problem, and the bound that was exceeded.
    public var message: String
    /// How urgent it is, by its rule.
    public var severity: AlertSeverity
    /// Its stage of life.
    public var state = State.pending
    /// When it was noticed first.
    public var began: Timestamp
    /// When it fired; nil while it is pending.
    public var fired: Timestamp?
    /// When it was over; nil until then.
    public var resolved: Timestamp?
    /// The number of looks that found the problem.
    public var count = 1
    /// How often this rule has fired for this subject, including this time.
    public var occurrence = 1

    /// The part of the system that it is about.
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
    /// A report to handlers.
    public enum Kind: String, Sendable {
        case fired
        /// Still firing after `alerts.repeatAfter`.
        case repeated
        /// Sent once for each alert that has fired.
        case resolved
    }

    /// The event in the alert's life.
    public var kind: Kind
    /// The alert as it is now.
    public var alert: Alert

    /// As members of an object, for machines.
    public var json: DocumentValue { ["update": .string(kind.rawValue), "alert": alert.json] }
}
