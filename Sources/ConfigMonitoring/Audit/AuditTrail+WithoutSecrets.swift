import TypedConfig

/// What `print`, `dump` and a debugger show of trails: no keys.

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
