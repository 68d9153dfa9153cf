import ConfigDocument
import ConfigFiles
import ConfigTypes
import Logging
import SchemaValidation

/// What is told of saves and migrations.
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

    func noteMigration(_ plan: DiskMigration.Plan) {
        metrics.count(.migrations, [("result", "success")])
        tell { plan.event }
    }

    func noteFailedMigration(_ name: String, _ findings: [Finding]) {
        metrics.count(.migrations, [("result", "failure")])
        tell {
            var event = ConfigEvent(.migrationRefused, name)
            event.findings = findings
            return event
        }
    }
}

extension DiskMigration.Plan {
    /// What a migration that was carried out is told as.
    package var event: ConfigEvent {
        var event = ConfigEvent(.migration, name)
        (event.versionBefore, event.versionAfter) = (result.from, result.to)
        event.contents = changed.map { .init(file: $0.path, text: $0.newText) }
        event.contentsBefore = changed.map { .init(file: $0.path, text: $0.oldText) }
        event.changes = changed.flatMap(\.changes)
        return event
    }

    /// What is different in the file itself.
    private var changes: [SettingChange] {
        guard
            let old = try? Document(parsing: oldText, as: DocumentFormat(path: path), named: path),
            let new = try? Document(parsing: newText, as: DocumentFormat(path: path), named: path)
        else { return [] }
        return ValueDifference.between(DocumentValue(old.root), DocumentValue(new.root)).told(
            of: LoadedDocument(document: new),
            hiding: SecretPlaces(paths: secrets),
            SecretPlaces(paths: secrets)
        )
    }
}

extension MigrationJournal.Entry {
    /// The event of a migration, or of a rollback, that a killed process had carried out.
    func event(_ path: String, _ text: [UInt8], isUndone: Bool = false) -> ConfigEvent {
        var event = ConfigEvent(isUndone ? .rollback : .migration, name)
        (event.versionBefore, event.versionAfter) = isUndone ? (to, from) : (from, to)
        event.contents = [.init(file: path, text: text)]
        event.contentsBefore = [.init(file: path, hash: isUndone ? after : before)]
        return event
    }
}

extension [DiskMigration.Undone] {
    package func event(_ name: String) -> ConfigEvent {
        var event = ConfigEvent(.rollback, name)
        (event.versionBefore, event.versionAfter) = (first?.from, first?.to)
        event.contents = map(\.content)
        event.contentsBefore = compactMap(\.contentBefore)
        return event
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
