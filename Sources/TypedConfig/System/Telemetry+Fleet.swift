import ConfigDocument
import Logging
import SchemaValidation

extension Telemetry {
    /// Records that a release is served.
    ///
    /// - Parameters:
    ///   - old: the release before; nil for none.
    ///   - changed: the changed configurations that were in memory.
    func noteRelease(
        _ kind: ConfigEvent.Kind,
        _ release: ReleaseReference,
        _ old: ReleaseReference?,
        _ changed: [String],
        _ source: ReleaseSource
    ) {
        let result = kind == .release ? "success" : "restored"
        metrics.count(.fleetApplies, [("result", result)])
        tell {
            var event = ConfigEvent(kind, "")
            event.versionBefore = old.map { "\($0.sequence)" }
            event.versionAfter = "\(release.sequence)"
            return event
        }
        logger.info(
            kind == .release ? "release of the fleet loaded" : "last good release loaded",
            metadata: [
                "fleet": "\(source.name)", "release": "\(release.sequence)",
                "configs": .array(changed.map { .string(shownName($0)) }),
            ]
        )
    }

    func noteRefusedRelease(
        _ release: ReleaseReference,
        _ findings: [Finding],
        _ source: ReleaseSource
    ) {
        metrics.count(.fleetApplies, [("result", "refused")])
        tell {
            var event = ConfigEvent(.releaseRefused, "")
            event.versionAfter = "\(release.sequence)"
            event.findings = findings
            return event
        }
        logger.error(
            "release of the fleet refused; the one before stays in effect",
            metadata: [
                "fleet": "\(source.name)", "release": "\(release.sequence)",
                "findings": .array(findings.map { .string($0.description) }),
            ]
        )
    }

    /// Updates the gauges of the fleet.
    func note(_ fleet: FleetState) {
        let releases = [("running", fleet.running), ("wanted", fleet.wanted)]
        for (name, release) in releases {
            metrics.set(.fleetRelease, to: release?.sequence ?? 0, [("is", name)])
        }
        metrics.set(.fleetConnected, to: fleet.staleSince == nil && fleet.confirmed != nil ? 1 : 0)
        if let confirmed = fleet.confirmed {
            metrics.set(.fleetConfirmedTime, to: confirmed.seconds)
        }
    }

    func noteTrouble(_ kind: RemoteError.Kind) {
        metrics.count(.fleetTroubles, [("reason", kind.rawValue)])
    }

    func noteNotStored(_ source: ReleaseSource, _ release: ReleaseReference, _ reason: String) {
        logger.warning(
            "a release of the fleet cannot be stored on disk",
            metadata: [
                "fleet": "\(source.name)", "release": "\(release.sequence)", "error": "\(reason)",
            ]
        )
    }
}
