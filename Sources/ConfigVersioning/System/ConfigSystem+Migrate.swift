public import ConfigTypes
import SchemaValidation
public import TypedConfig

extension ConfigSystem {
    /// Migrates the file of a configuration on disk: validated, with a backup, and in one atomic
    /// write that keeps its comments. The overlays of its directory, including those of other
    /// stages, and its files in `conf.d` have the same version and are migrated with it, all of
    /// them or none.
    ///
    /// - Parameters:
    ///   - from: the expected version of the file; nil for any.
    ///   - to: the target version; nil for the newest.
    ///   - backup: whether to keep a copy for `configctl rollback`.
    /// - Returns: the migrated files. A file that already has the target version is left alone.
    /// - Throws: the reason that it was not migrated; all files are then unchanged.
    @discardableResult
    public func migrate(
        _ name: String,
        from: String? = nil,
        to: String? = nil,
        backup: Bool = true
    ) throws(ConfigError) -> MigratedDocument {
        do throws(ConfigError) {
            let plan = try migrateFile(name, from: from, to: to, backup: backup)
            if plan.isChanged {
                invalidate(name)
                telemetry.noteMigration(plan)
            }
            return plan.result
        } catch {
            telemetry.noteFailedMigration(name, error.findings)
            throw error
        }
    }

    private func migrateFile(
        _ name: String,
        from: String?,
        to: String?,
        backup: Bool
    ) throws(ConfigError) -> DiskMigration.Plan {
        let migration = try layers.migrations.onDisk(
            name,
            in: source,
            below: Array(layers.sources.dropFirst()),
            makesBackup: backup
        )
        if let from {
            let plan = try migration.plan(name, to: to)
            guard !plan.result.isChanged || plan.result.from == from else {
                throw ConfigError(
                    Finding(
                        message:
                            "not migrated: the document has version \(plan.result.from); "
                            + "\(from) is expected",
                        file: plan.path
                    )
                )
            }
        }
        return try migration.migrate(name, to: to)
    }
}
