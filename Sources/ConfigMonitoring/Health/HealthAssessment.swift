import SchemaValidation
import TypedConfig

/// Determines the state of each part of a system, and remembers since when it holds.
struct HealthAssessment: Sendable {
    private var states: [HealthComponent: (state: HealthState, since: Timestamp)] = [:]
    private var overall: (state: HealthState, since: Timestamp)?

    mutating func report(
        _ observation: Observation,
        firing: [Alert],
        time: Timestamp
    ) -> HealthReport {
        let present = HealthComponent.allCases.filter {
            $0 != .fleet || observation.fleet != nil
        }
        let components = present.map { component in
            let (state, reasons) = Self.judge(component, observation, firing)
            let known = states[component]
            let since = known?.state == state ? known?.since ?? time : time
            states[component] = (state, since)
            return ComponentHealth(
                component: component,
                state: state,
                since: since,
                reasons: reasons
            )
        }
        let worst = components.map(\.state).max() ?? .healthy
        let since = overall?.state == worst ? overall?.since ?? time : time
        overall = (worst, since)
        return HealthReport(
            state: worst,
            since: since,
            time: time,
            components: components,
            files: observation.files,
            notes: observation.notes,
            alerts: firing
        )
    }

    private static func judge(
        _ component: HealthComponent,
        _ observation: Observation,
        _ firing: [Alert]
    ) -> (HealthState, [String]) {
        let alerts = firing.filter { $0.component == component }
        var state = alerts.map { HealthState($0.severity) }.max() ?? .healthy
        // Invalid files have reasons of their own below, whether their alerts fire yet or not.
        var reasons = alerts.filter { $0.rule != .invalidFile }.map(\.reason)
        for reason in degradations(of: component, observation) where !reasons.contains(reason) {
            state = max(state, .degraded)
            reasons.append(reason)
        }
        if component == .fleet, observation.fleet?.isDenied == true { state = .critical }
        return (state, reasons)
    }

    /// Reasons for `degraded` that have no alert rule.
    private static func degradations(
        of component: HealthComponent,
        _ observation: Observation
    ) -> [String] {
        switch component {
        case .validation:
            let untyped = observation.untyped.map { "\($0.file): \($0.message)" }
            return observation.files.filter { !$0.isValid }.map { file in
                let errors = file.findings.count(where: \.isError)
                return "\(file.file): \(FigureText.count(errors, "error"))"
            } + [untyped].compactMap { $0 }
        case .reload:
            var reasons: [String] = []
            if case .polling(let reason) = observation.reload.watching {
                reasons.append("files are polled, not watched: \(reason)")
            }
            reasons += observation.reload.pendingRestarts.map(\.description)
            return reasons
        case .fleet:
            let fleet = observation.fleet
            let stale = fleet?.staleSince.map { since in
                "not confirmed since \(since)" + (fleet?.trouble.map { ": \($0)" } ?? "")
            }
            return [stale ?? fleet?.trouble, fleet?.storeFault].compactMap { $0 }
        case .audit:
            if case .unreadable(let reason) = observation.audit { return [reason] }
            return []
        default: return []
        }
    }
}

extension Alert {
    fileprivate var reason: String { subject.isEmpty ? message : "\(subject): \(message)" }
}
