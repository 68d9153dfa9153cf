import ConfigDocument
public import SchemaValidation
public import TypedConfig

/// How a system was at one moment: the worst of its parts, and what is wrong with which.
public struct HealthReport: Sendable, Equatable {
    public var state: HealthState
    /// From when on it has been in this state.
    public var since: Timestamp
    /// When this was found.
    public var time: Timestamp
    public var components: [ComponentHealth]
    public var files: [FileHealth]
    /// What is not of one configuration, and no fault: see `ConfigSystem.notes`.
    public var notes: [Finding] = []
    /// The alerts that are firing, worst first.
    public var alerts: [Alert]

    /// Whether requests should be sent to the service: unless something is critical.
    public var isReady: Bool { state != .critical }

    /// What an HTTP endpoint should answer with: 200, or 503 where something is critical.
    public var httpStatus: Int { isReady ? 200 : 503 }
}

extension HealthReport: CustomStringConvertible {
    /// The state, then a line for each part with what is wrong, then findings and alerts.
    public var description: String {
        var lines = ["\(state.rawValue) since \(since)"]
        let width = components.map(\.component.rawValue.count).max() ?? 0
        for part in components {
            let name = part.component.rawValue
            let padding = String(repeating: " ", count: width - name.count + 2)
            lines.append("  \(name)\(padding)\(part.state.rawValue)")
            lines += part.reasons.map { "    \(singleLine($0, limit: .max))" }
        }
        let invalid = files.filter { !$0.isValid }
        lines.append(
            FigureText.count(files.count, "file")
                + (invalid.isEmpty ? ", all valid" : ", \(invalid.count) invalid")
        )
        lines += (files.flatMap(\.findings) + notes).map(\.description)
        lines += alerts.map(\.description)
        return lines.joined(separator: "\n")
    }
}
