import ConfigDocument
import ConfigFiles
import Logging
import SchemaValidation

extension Telemetry {
    func noteReload(_ names: [String], clears: Bool) {
        metrics.count(.reloads, [("result", "success")])
        noteLastReload(isGood: true)
        guard !names.isEmpty || clears else { return }
        let list: Logger.Metadata = ["configs": .array(names.map { .string(shownName($0)) })]
        logger.info(
            clears ? "configuration files are valid again" : "configuration reloaded",
            metadata: list
        )
    }

    /// Records a refused reload with all its findings, once for each state of the files.
    func noteRefusedReload(_ findings: [Finding]) {
        metrics.count(.reloads, [("result", "refused")])
        noteLastReload(isGood: false)
        for finding in findings {
            let file = finding.file.split(separator: "/").last.map(String.init) ?? ""
            noteErrors([finding], in: configName(ofFile: file) ?? "other")
        }
        tell {
            var event = ConfigEvent(.reloadRefused, "")
            event.findings = findings
            return event
        }
        logger.error(
            "configuration reload refused; the last good configuration stays in effect",
            metadata: ["findings": .array(findings.map { .string($0.description) })]
        )
    }

    private func noteLastReload(isGood: Bool) {
        metrics.set(.lastReloadSuccess, to: isGood ? 1 : 0)
        if isGood { metrics.set(.lastReloadTime, to: Timestamp.now.seconds) }
    }

    /// Records that the event queue of the operating system overflowed: events were lost, so
    /// everything is read again.
    func noteOverflow() {
        metrics.count(.watchOverflows)
        logger.warning("file events were lost; all files are read again")
        tell { ConfigEvent(.watchOverflow, "") }
    }

    func noteRestored(_ name: String, _ findings: [Finding]) {
        tell {
            var event = ConfigEvent(.restored, name)
            event.findings = findings
            return event
        }
        logger.critical(
            "configuration is invalid; starting with the last good copy",
            metadata: [
                "config": .string(shownName(name)),
                "findings": .array(findings.map { .string($0.description) }),
            ]
        )
    }

    func noteNotKept(_ name: String, _ error: FileError) {
        logger.warning(
            "the last good copy of a configuration cannot be stored",
            metadata: ["config": .string(shownName(name)), "error": .string(error.description)]
        )
    }
}
