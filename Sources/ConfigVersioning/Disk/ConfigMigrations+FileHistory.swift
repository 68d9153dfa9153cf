package import ConfigDocument
package import ConfigTypes
import MigrationSteps
import SchemaValidation
package import TypedConfig

/// The questions that loading and saving ask of a history.
extension ConfigMigrations: FileHistory {
    package func newest(of document: Document) -> String? {
        isOfNewest(document) ? newest?.description : nil
    }

    package func version(
        of document: Document,
        _ name: String,
        isOverlay: Bool
    ) throws(ConfigError) -> String? {
        let planner = MigrationPlanner(name: name, history: self, file: document.name)
        let version =
            isOverlay ? try planner.said(by: document.root) : try planner.version(of: document.root)
        return version?.description
    }

    package func migrated(
        _ document: Document,
        _ name: String,
        of version: String,
        isOverlay: Bool,
        policy: MigrationPolicy
    ) throws(ConfigError) -> UpgradedDocument? {
        try UpgradedDocument(
            document,
            name,
            self,
            of: SemanticVersion(version),
            isOverlay: isOverlay,
            policy: policy
        )
    }

    package func old(_ document: Document, _ name: String) throws(ConfigError) -> OldVersion? {
        let planner = MigrationPlanner(
            name: name,
            history: self,
            file: document.name,
            document: document
        )
        guard let newest, !isOfNewest(document),
            let version = try planner.version(of: document.root), version < newest
        else { return nil }
        if try planner.needsNoMigration(document) { return nil }
        // Throws if the file cannot be migrated, so that messages do not suggest a migration.
        _ = try planner.legs(from: planner.known(version), to: newest)
        let error = planner.versionError(
            "the file has version \(version); the newest is \(newest)",
            "migrate it with configctl migrate \(name)"
        )
        return error.findings.first.map(OldVersion.init)
    }

    package func pending(
        _ name: String,
        in source: any ConfigFolder,
        _ migrations: LoadMigrations
    ) -> (from: String, to: String)? {
        guard source is DirectorySource,
            let plan = try? migrations.onDisk(in: source.name).plan(name),
            let changed = plan.changed.first
        else { return nil }
        return (changed.result.from, changed.result.to)
    }

    package func migrateFiles(
        of name: String,
        in source: any ConfigFolder,
        below higher: [any ConfigFolder],
        makesBackup: Bool,
        _ migrations: LoadMigrations
    ) throws(ConfigError) -> Bool {
        let migration = try migrations.onDisk(
            name,
            in: source,
            below: higher,
            makesBackup: makesBackup
        )
        let plan = try migration.migrate(name)
        if plan.isChanged { migrations.telemetry?.noteMigration(plan) }
        return plan.isChanged
    }
}
