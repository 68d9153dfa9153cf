import ConfigDocument
import ConfigTypes
import Synchronization

extension LoadMigrations {
    /// Migrations of files by the histories that are known.
    package func onDisk(in directory: String) -> DiskMigration {
        var migration = DiskMigration(
            directory: directory,
            histories: histories.withLock { $0 },
            registrations: known.withLock { $0 }
        )
        if let telemetry {
            migration.gate = telemetry.gates
            migration.noteRecovered = { event in telemetry.tell { event } }
        }
        return migration
    }

    /// Migrates the file on the disk where the policy says so, and reads it again.
    func writeBack(
        _ name: String,
        in source: any ConfigSource,
        below higher: [any ConfigSource]
    ) throws(ConfigError) -> Document? {
        guard case .writeBack(let backup) = policy, source is DirectorySource else { return nil }
        var migration = onDisk(in: source.name)
        migration.makesBackup = backup
        migration.higher = higher
        let plan = try migration.migrate(name)
        if plan.isChanged { telemetry?.noteMigration(plan) }
        return try source.document(source.fileName(for: name))
    }
}
