import TypedConfig

/// Keeps keys out of the output of `print`, `dump` and debuggers.

extension AuditTrail: CustomReflectable {
    public var customMirror: Mirror { Mirror(self, children: ["folder": folder]) }
}

extension AuditTrail.Options: CustomStringConvertible, CustomReflectable {
    public var description: String {
        "maxBytes: \(maxBytes), maxFiles: \(maxFiles), key: \(key == nil ? "none" : "<secret>"), "
            + "allowsUnrecordedChanges: \(allowsUnrecordedChanges)"
    }

    public var customMirror: Mirror { Mirror(self, children: []) }
}
