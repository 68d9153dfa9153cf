import ConfigDocument
import ConfigFiles
import ConfigTypes
import Logging
package import SchemaValidation

/// Events of saves and migrations.
extension Telemetry {
    func noteSave(_ name: String, _ plan: SavePlan) {
        guard plan.oldText != plan.newText else { return }
        tell {
            var event = ConfigEvent(.save, name)
            event.contents = [.init(file: plan.file, text: plan.newText)]
            event.contentsBefore = plan.oldText.map { [.init(file: plan.file, text: $0)] } ?? []
            event.changes = plan.changes
            return event
        }
    }

    func noteRefusedSave(_ name: String, _ error: SaveError) {
        metrics.count(.saveFailures, [("reason", error.reasonWord)])
        tell {
            var event = ConfigEvent(.saveRefused, name)
            event.findings = error.findings
            return event
        }
    }

    package func noteFailedMigration(_ name: String, _ findings: [Finding]) {
        metrics.count(.migrations, [("result", "failure")])
        tell {
            var event = ConfigEvent(.migrationRefused, name)
            event.findings = findings
            return event
        }
    }
}

extension SaveError {
    /// The reason as one of a few words.
    fileprivate var reasonWord: String {
        switch self {
        case .refused: "invalid"
        case .conflict: "conflict"
        case .file(let error): "\(error.reason)"
        }
    }
}
