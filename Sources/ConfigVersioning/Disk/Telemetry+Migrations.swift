import ConfigDocument
import ConfigFiles
import ConfigTypes
import SchemaValidation
package import TypedConfig

/// Events and metrics of migrations on disk.
extension Telemetry {
    func noteMigration(_ plan: DiskMigration.Plan) {
        metrics.count(.migrations, [("result", "success")])
        tell { plan.event }
    }
}

extension DiskMigration.Plan {
    /// The event of a completed migration.
    package var event: ConfigEvent {
        var event = ConfigEvent(.migration, name)
        (event.versionBefore, event.versionAfter) = (result.from, result.to)
        event.contents = changed.map { .init(file: $0.path, text: $0.newText) }
        event.contentsBefore = changed.map { .init(file: $0.path, text: $0.oldText) }
        event.changes = changed.flatMap(\.changes)
        return event
    }

    /// The differences within the file itself.
    private var changes: [SettingChange] {
        guard
            let format = try? DocumentFormat(path: path),
            let old = try? Document(parsing: oldText, as: format, named: path),
            let new = try? Document(parsing: newText, as: format, named: path)
        else { return [] }
        return ValueDifference.between(DocumentValue(old.root), DocumentValue(new.root)).reported(
            of: LoadedDocument(document: new),
            by: nil,
            hiding: SecretPlaces(paths: secrets),
            SecretPlaces(paths: secrets)
        )
    }
}

extension MigrationJournal.Entry {
    /// The event of a migration or rollback by a process that was killed.
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
