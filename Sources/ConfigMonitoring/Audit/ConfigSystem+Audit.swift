import ConfigDocument
import ConfigFiles
import Logging
import Synchronization
public import TypedConfig

extension ConfigSystem {
    /// Records all events of this system for as long as it lives. A `ConfigMonitor` does the same
    /// if it has an `audit`.
    ///
    /// A save or migration that cannot be recorded is refused, unless
    /// `AuditTrail.Options.allowsUnrecordedChanges` is set.
    public func startAudit(_ trail: AuditTrail) {
        _ = telemetry.gates.add(trail)
        _ = telemetry.observers.add { [weak self] event in _ = self?.audit(event, in: trail) }
    }

    /// Records only changes and refusals; for commands that read a file in order to write another.
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
