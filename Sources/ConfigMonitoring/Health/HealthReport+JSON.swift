public import ConfigDocument
import SchemaValidation
import TypedConfig

extension HealthReport {
    /// The response of a health endpoint (`application/health+json`): `status` is `pass`, `warn` or
    /// `fail`, `checks` has an array for each part, and `state` is one of the four states.
    public var json: DocumentValue {
        var object = DocumentObject()
        object["status"] = .string(state.status)
        object["state"] = .string(state.rawValue)
        object["since"] = .string(since.description)
        object["time"] = .string(time.description)
        var checks = DocumentObject()
        for part in components { checks[part.component.rawValue] = .array([part.json(at: time)]) }
        object["checks"] = .object(checks)
        object["files"] = .array(files.map(\.json))
        object["notes"] = .array(notes.map(\.json))
        object["alerts"] = .array(alerts.map(\.json))
        return .object(object)
    }
}

extension HealthState {
    fileprivate var status: String {
        switch self {
        case .healthy: "pass"
        case .degraded, .warning: "warn"
        case .critical: "fail"
        }
    }
}

extension ComponentHealth {
    fileprivate func json(at time: Timestamp) -> DocumentValue {
        var object = DocumentObject()
        object["componentType"] = .string(component == .system ? "system" : "component")
        object["status"] = .string(state.status)
        object["state"] = .string(state.rawValue)
        object["since"] = .string(since.description)
        object["time"] = .string(time.description)
        if !reasons.isEmpty { object["output"] = .string(reasons.joined(separator: "\n")) }
        return .object(object)
    }
}

extension FileHealth {
    package var json: DocumentValue {
        var object = DocumentObject()
        object["name"] = .string(name)
        object["file"] = .string(file)
        object["valid"] = .bool(isValid)
        object["version"] = version.map(DocumentValue.string)
        if let pendingMigration {
            object["pendingMigration"] = [
                "from": .string(pendingMigration.from), "to": .string(pendingMigration.to),
            ]
        }
        object["findings"] = .array(findings.map(\.json))
        return .object(object)
    }
}
