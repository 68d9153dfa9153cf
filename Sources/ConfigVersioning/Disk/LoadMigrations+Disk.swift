import ConfigDocument
import ConfigTypes
import SchemaValidation
import Synchronization
import TypedConfig

extension LoadMigrations {
    /// Migrations on disk by these histories.
    func onDisk(in directory: String) -> DiskMigration {
        var migration = DiskMigration(
            directory: directory,
            histories: histories.withLock { $0 }.compactMapValues { $0 as? ConfigMigrations },
            registrations: known.withLock { $0 }
        )
        if let telemetry {
            migration.gate = telemetry.gates
            migration.noteRecovered = { event in telemetry.tell { event } }
        }
        return migration
    }

    /// Migrations on disk for the source of a configuration.
    ///
    /// - Throws: if the source has no files on disk.
    func onDisk(
        _ name: String,
        in source: any ConfigFolder,
        below higher: [any ConfigFolder],
        makesBackup: Bool
    ) throws(ConfigError) -> DiskMigration {
        guard source is DirectorySource else {
            throw ConfigError(
                Finding(message: "not migrated: it does not come from a file", file: name)
            )
        }
        var migration = onDisk(in: source.name)
        migration.makesBackup = makesBackup
        migration.higher = higher
        return migration
    }
}
