import SchemaValidation
import TypedConfig

/// The alert rules about a fleet.
extension Observation {
    func fleet(_ bounds: MonitorConfig.Fleet) -> [AlertCondition] {
        guard let fleet else { return [] }
        return [disconnected(fleet, bounds), refused(fleet) ?? behind(fleet)].compactMap { $0 }
    }

    private func disconnected(
        _ fleet: FleetState,
        _ bounds: MonitorConfig.Fleet
    ) -> AlertCondition? {
        guard let since = fleet.staleSince, let fleetStale, fleetStale >= bounds.maxStale else {
            return nil
        }
        let time = FigureText.time(bounds.maxStale.inSeconds)
        let reason = fleet.trouble.map { ": \($0)" } ?? ""
        return AlertCondition(
            rule: .fleetDisconnected,
            subject: "\(fleet.fleet)",
            message:
                "the fleet has been out of reach since \(since), for more than \(time)\(reason)"
        )
    }

    private func refused(_ fleet: FleetState) -> AlertCondition? {
        guard let wanted = fleet.wanted, let first = fleet.refusal.first else { return nil }
        // Bound: a number of findings.
        let others = fleet.refusal.count - 1
        let reason = first.oneLine + (others > 0 ? ", and \(others) more" : "")
        return AlertCondition(
            rule: fleet.isTampered ? .fleetTampering : .fleetRefused,
            subject: "\(fleet.fleet)",
            message: "release \(wanted.sequence) "
                + (fleet.isTampered ? "is not what was published" : "was refused")
                + "; \(Self.served(fleet)): \(reason)"
        )
    }

    private func behind(_ fleet: FleetState) -> AlertCondition? {
        guard let wanted = fleet.wanted,
            fleet.running.map({ !$0.hasSameRelease(as: wanted) }) ?? true
        else { return nil }
        return AlertCondition(
            rule: .fleetBehind,
            subject: "\(fleet.fleet)",
            message: "release \(wanted.sequence) is assigned; \(Self.served(fleet))"
        )
    }

    private static func served(_ fleet: FleetState) -> String {
        fleet.running.map { "release \($0.sequence) is served" } ?? "no release is served"
    }
}
