import ConfigDocument
public import SchemaValidation
public import TypedConfig

/// The health of a system at one moment: the worst state of its parts, with reasons.
public struct HealthReport: Sendable, Equatable {
    /// The state of the worst part.
    public var state: HealthState
    /// The time since when the system is in this state.
    public var since: Timestamp
    /// The time of the look.
    public var time: Timestamp
    /// The parts, each with its state and reasons.
    public var components: [ComponentHealth]
    /// The configurations, each with its findings.
    public var files: [FileHealth]
    /// Findings that concern no single configuration and are not errors: see `ConfigSystem.notes`.
    public var notes: [Finding] = []
    /// The firing alerts, the most severe first.
    public var alerts: [Alert]

    /// True unless the state is critical: requests can be sent to the service.
    public var isReady: Bool { state != .critical }

    /// The status for an HTTP endpoint: 200, or 503 if the state is critical.
    public var httpStatus: Int { isReady ? 200 : 503 }
}

extension HealthReport: CustomStringConvertible {
    /// The state, then a line for each part with its reasons, then findings and alerts.
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
