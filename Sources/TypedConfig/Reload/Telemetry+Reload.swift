import JSONSchema
import Logging

extension Telemetry {
    func noteReload(_ names: [String], clears: Bool) {
        metrics.count(.reloads, [("result", "success")])
        guard !names.isEmpty || clears else { return }
        let list: Logger.Metadata = ["configs": .array(names.map { .string($0) })]
        logger.info(
            clears ? "configuration files are good again" : "configuration reloaded",
            metadata: list
        )
    }

    /// Once for each state of the files, with all that is wrong.
    func noteRefusedReload(_ findings: [Finding]) {
        metrics.count(.reloads, [("result", "refused")])
        logger.error(
            "configuration reload refused; what was good last stays",
            metadata: ["findings": .array(findings.map { .string($0.description) })]
        )
    }

    func noteRestored(_ name: String, _ findings: [Finding]) {
        logger.critical(
            "configuration is broken; starting with the last good copy",
            metadata: [
                "config": .string(name),
                "findings": .array(findings.map { .string($0.description) }),
            ]
        )
    }

    func noteNotKept(_ name: String, _ error: FileError) {
        logger.warning(
            "the last good copy of a configuration cannot be kept",
            metadata: ["config": .string(name), "error": .string(error.description)]
        )
    }
}
