import ConfigDocument
import Logging
import Synchronization

extension ConfigSystem {
    /// Has everything that happens to this system recorded, for as long as it lives. A `ConfigMonitor`
    /// does the same with its `audit`.
    ///
    /// A save or a migration that the trail cannot take the record of is refused, unless
    /// `AuditTrail.Options.allowsUnrecordedChanges` says otherwise.
    public func startAudit(_ trail: AuditTrail) {
        _ = telemetry.gates.add(trail)
        _ = telemetry.observers.add { [weak self] event in _ = self?.audit(event, in: trail) }
    }

    /// Only what changes something or was refused; for commands that read a file to write another.
    package func startAuditOfChanges(_ trail: AuditTrail) {
        _ = telemetry.gates.add(trail)
        _ = telemetry.observers.add { [weak self] event in
            if event.kind == .load || event.kind == .loadRefused { return }
            _ = self?.audit(event, in: trail)
        }
    }

    /// Records an event that happened elsewhere, such as a migration by a command.
    package func audit(_ event: ConfigEvent, in trail: AuditTrail) -> ConfigEvent {
        let (event, fault) = trail.record(event)
        if let fault { telemetry.noteUnaudited(event, fault) }
        if event.isOutside { telemetry.noteOutside(event) }
        return event
    }
}

/// The audit trails that must be able to record a change before it is made.
final class ChangeGates: Sendable {
    private let trails = Mutex<[Int: AuditTrail]>([:])

    func add(_ trail: AuditTrail) -> Int {
        trails.withLock { trails in
            let number = (trails.keys.max() ?? 0) + 1
            trails[number] = trail
            return number
        }
    }

    func remove(_ number: Int) { trails.withLock { $0[number] = nil } }

    func admitChange() throws(FileError) {
        for trail in trails.withLock({ Array($0.values) }) { try trail.admitChange() }
    }
}

extension Telemetry {
    fileprivate func noteUnaudited(_ event: ConfigEvent, _ fault: FileError) {
        metrics.count(.auditFailures)
        logger.error(
            "an event was not written to the audit trail",
            metadata: ["event": "\(event.kind.rawValue)", "error": "\(fault.description)"]
        )
    }

    fileprivate func noteOutside(_ event: ConfigEvent) {
        logger.warning(
            "a configuration file was changed from outside",
            metadata: ["files": .array(event.contents.map { .string(shownName($0.file)) })]
        )
    }
}
