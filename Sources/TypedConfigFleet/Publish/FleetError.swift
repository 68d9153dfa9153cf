public import SchemaValidation

/// An error of a publisher. Nothing was changed, unless the message says otherwise.
public struct FleetError: Error, Sendable, CustomStringConvertible {
    /// The kinds of errors.
    public enum Kind: String, Sendable {
        /// The cluster cannot be reached, or does not serve.
        case unavailable
        /// The user or its role does not permit it.
        case denied
        /// Somebody else has made a decision in between.
        case conflict
        /// There is no such fleet, release or file.
        case missing
        /// The release is not acceptable.
        case refused
    }

    /// The kind of error.
    public var kind: Kind
    /// The reason, with a repair if one is known.
    public var message: String
    /// The reasons of a refusal.
    public var findings: [Finding]

    init(_ kind: Kind, _ message: String, findings: [Finding] = []) {
        self.kind = kind
        self.message = message
        self.findings = findings
    }

    init(_ fault: EtcdFault) {
        switch fault.kind {
        case .denied, .unauthenticated: self.init(.denied, fault.message)
        case .unreachable, .unavailable, .noGateway, .compacted, .notFound, .noSpace, .invalid:
            self.init(.unavailable, fault.message)
        }
    }

    /// The message, and the reasons of a refusal on lines of their own.
    public var description: String {
        ([message] + findings.map(\.description)).joined(separator: "\n")
    }
}
