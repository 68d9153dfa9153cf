import ArgumentParser
import ConfigDocument
import ConfigFiles
import ConfigMonitoring
import ConfigSchemas
import ConfigVersioning
import LimitOptions
import SchemaValidation
import TypedConfig

struct Migrate: FolderCommand {
    static let configuration = CommandConfiguration(
        abstract: "Migrate a configuration file to a newer version of its schema.",
        discussion: """
            Runs the steps of the migration files. Overlays and files in conf.d have the same \
            version and are migrated with it, all or none. The result is validated before \
            anything is written; backups are kept in .migrations beside the file; each file is \
            replaced in one write that keeps its comments. A file of the newest version is left \
            alone. Of several directories, the lowest with a file is migrated, unless another \
            overrides it with one of the old version.

            A custom step is a Swift function, which only a tool with your types can run.

            Exit status: 0 if the files are migrated or current, 1 if they cannot be migrated, 2 \
            if they cannot be read or written.

            EXAMPLES
              Show what would be written, without secrets:
                configctl migrate http --dry-run
              Migrate to the newest version:
                configctl migrate http
              Migrate to another version, backwards as well:
                configctl migrate http --to 2.0.0 --directory /etc/app

            Details: the guide Versions and migrations of TypedConfig.
            """
    )

    @Argument(help: "The configuration: the name of its file without the extension.")
    var name: String

    @Option(
        help: ArgumentHelp(
            "The version of the file, if it does not declare one.",
            valueName: "version"
        )
    )
    var from: String?

    @Option(help: ArgumentHelp("The target version; the newest by default.", valueName: "version"))
    var to: String?

    @Flag(help: "Show the difference, and write nothing.")
    var dryRun = false

    @Option(
        help: ArgumentHelp(
            "The number of backups to keep for the configuration.",
            valueName: "count"
        )
    )
    var keep = 10

    @Flag(help: "Keep no backup; the migration then cannot be undone.")
    var noBackup = false

    @Option(
        help: ArgumentHelp(
            "Record this time and the old version in the file, as migrated_at and migrated_from.",
            valueName: "time"
        )
    )
    var stamp: String?

    @OptionGroup var auditing: AuditingOptions

    @OptionGroup var printing: PrintOptions

    @OptionGroup(title: "Files and layers") var folder: FolderOptions

    @OptionGroup var limits: LimitOptions

    func run() throws {
        var migration = try folder.migration(of: name)
        migration.retention = keep
        migration.makesBackup = !noBackup
        migration.stamp = stamp.map { MigrationStamp(time: $0) }
        let trail = try auditing.trail(of: folder)
        for line in try migration.audited(by: trail).recover() { printing.note(line) }
        let plan =
            try dryRun ? migration.plan(name, from: from, to: to) : carryOut(migration, trail)
        switch printing.format {
        case .text: write(plan)
        case .json:
            let files = plan.isChanged ? plan.changed : [plan]
            Output.standard.write(
                [
                    "written": .bool(plan.isChanged && !dryRun),
                    "files": .array(files.map { DocumentValue($0) }),
                ]
            )
        }
        try auditing.finish(trail)
    }

    private func write(_ plan: DiskMigration.Plan) {
        guard plan.isChanged else {
            return Output.standard.confirm("\(plan.path): version \(plan.result.from) already")
        }
        for plan in plan.changed {
            if dryRun { write(PlanText.lines(plan)) }
            let verb = dryRun ? "would be migrated" : "migrated"
            Output.standard.confirm(
                "\(plan.path): \(verb) through \(plan.result.path.joined(separator: " -> "))"
            )
            for line in PlanText.warnings(plan) { Output.standard.write(line) }
        }
    }

    private func carryOut(
        _ migration: DiskMigration,
        _ trail: AuditTrail?
    ) throws -> DiskMigration.Plan {
        do throws(ConfigError) {
            let plan = try migration.audited(by: trail).migrate(name, from: from, to: to)
            if plan.isChanged { folder.record(plan.event, in: trail) }
            return plan
        } catch {
            folder.record(
                ConfigEvent(kind: .migrationRefused, name: name, findings: error.findings),
                in: trail
            )
            throw error
        }
    }

    private func write(_ lines: [String]) {
        let output = Output.standard
        for line in lines {
            switch line.first {
            case "-": output.write(line, .red)
            case "+": output.write(line, .green)
            default: output.write(line)
            }
        }
    }
}

extension FolderOptions {
    /// A migration of each directory, lowest first.
    fileprivate var migrations: [DiskMigration] {
        get throws(ConfigError) {
            let validator: ConfigValidator?
            if let schemas { validator = try self.validator(of: schemas) } else { validator = nil }
            let directories = directories
            return directories.enumerated().map { index, directory in
                var migration = DiskMigration(
                    directory: directory,
                    types: CommandTool.current.types
                )
                if let validator { migration = migration.adding(validator) }
                migration.higherDirectories = Array(directories[(index + 1)...])
                return migration
            }
        }
    }

    /// A migration of the lowest directory with a file of the configuration.
    fileprivate func migration(of name: String) throws(ConfigError) -> DiskMigration {
        let all = try migrations
        return all.first { $0.hasFile(for: name) } ?? all[0]
    }

    /// Records a change to a file without a system; the trail keeps track of a failure.
    func record(_ event: ConfigEvent, in trail: AuditTrail?) { _ = trail?.record(event) }
}

extension DiskMigration {
    /// A migration that is refused if the trail cannot record it.
    fileprivate func audited(by trail: AuditTrail?) -> DiskMigration {
        guard let trail else { return self }
        var migration = self
        migration.gate = trail
        migration.noteRecovered = { event in _ = trail.record(event) }
        return migration
    }
}

struct Rollback: FolderCommand {
    static let configuration = CommandConfiguration(
        abstract: "Restore a file as it was before its last migration.",
        discussion: """
            Restores the backup byte for byte, together with the files that were migrated with \
            it. Refused if one of the files was changed since, or if a backup is damaged.

            Exit status: 0 if the files are restored, 1 if they are not, 2 if they cannot be \
            read or written.

            EXAMPLES
              Undo the last migration:
                configctl rollback http
              Undo it even if that loses a later change:
                configctl rollback http --force
            """
    )

    @Argument(help: "The configuration: the name of its file without the extension.")
    var name: String

    @Flag(
        help: """
            Restore the backup even if the file was changed since, which loses the change, or if the \
            backup is invalid by the schema of its version.
            """
    )
    var force = false

    @OptionGroup var auditing: AuditingOptions

    @OptionGroup var printing: PrintOptions

    @OptionGroup(title: "Files and layers") var folder: FolderOptions

    @OptionGroup var limits: LimitOptions

    func run() throws {
        let trail = try auditing.trail(of: folder)
        let migration = try folder.migration(of: name).audited(by: trail)
        for line in try migration.recover() { printing.note(line) }
        let undone = try migration.rollback(name, force: force)
        folder.record(undone.event(name), in: trail)
        switch printing.format {
        case .text:
            for undone in undone {
                Output.standard.confirm(
                    "\(undone.path): version \(undone.to) again; it was \(undone.from)"
                )
            }
        case .json:
            let files = undone.map { undone -> DocumentValue in
                [
                    "file": .string(undone.path), "from": .string(undone.from),
                    "to": .string(undone.to),
                ]
            }
            Output.standard.write(["files": .array(files)])
        }
        try auditing.finish(trail)
    }
}

struct Migrations: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "List files of older versions, and check their migrations.",
        discussion: """
            EXAMPLES
              List the version of each file, and past migrations:
                configctl migrations
              Try all migrations without writing, and read all backups:
                configctl migrations verify
            """,
        subcommands: [Status.self, Verify.self],
        defaultSubcommand: Status.self
    )

    struct Status: FolderCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the version of each file, and the migrations done here.",
            discussion: """
                Exit status: 0, or 2 if a file cannot be read.
                """
        )

        @OptionGroup var printing: PrintOptions

        @OptionGroup(title: "Files and layers") var folder: FolderOptions

        @OptionGroup var limits: LimitOptions

        func run() throws {
            let trail = try folder.auditTrail(allowsUnrecordedChanges: true)
            let migrations = try folder.migrations
            var files: [DocumentValue] = []
            var past: [DocumentValue] = []
            for (index, migration) in migrations.enumerated() {
                for line in try migration.audited(by: trail).recover() { printing.note(line) }
                let survey = try MigrationSurvey(migration, above: Array(migrations[..<index]))
                let journal = try migration.journal()
                switch printing.format {
                case .text: write(survey, journal)
                case .json:
                    files += survey.json
                    past += journal.map { DocumentValue($0) }
                }
            }
            if printing.format == .json {
                Output.standard.write(["files": .array(files), "past": .array(past)])
            }
        }

        private func write(_ survey: MigrationSurvey, _ journal: [DiskMigration.Past]) {
            let output = Output.standard
            for (name, plan) in survey.plans {
                switch plan {
                case .success(let plan) where plan.isChanged:
                    for plan in plan.changed {
                        output.write(
                            "\(plan.path): version \(plan.result.from), to be migrated to \(plan.result.to)"
                        )
                    }
                case .success(let plan):
                    output.write("\(plan.path): version \(plan.result.from), current")
                case .failure(let error):
                    output.write("\(name): cannot be migrated")
                    error.findings.forEach(output.write)
                }
            }
            for entry in journal {
                output.write("\(entry.path): \(entry.text)")
            }
        }
    }

    struct Verify: FolderCommand {
        static let configuration = CommandConfiguration(
            abstract: "Try every migration without writing, and check every backup.",
            discussion: """
                Exit status: 0 if all is well, 1 if a migration or a backup fails, 2 if a file \
                cannot be read.
                """
        )

        @OptionGroup var printing: PrintOptions

        @OptionGroup(title: "Files and layers") var folder: FolderOptions

        @OptionGroup var limits: LimitOptions

        func run() throws {
            let output = Output.standard
            var findings: [Finding] = []
            var files: [DocumentValue] = []
            let migrations = try folder.migrations
            for (index, migration) in migrations.enumerated() {
                findings += try migration.verifyBackups()
                let survey = try MigrationSurvey(migration, above: Array(migrations[..<index]))
                files += survey.json
                for (_, plan) in survey.plans {
                    switch plan {
                    case .success(let plan) where printing.format == .text:
                        output.write(
                            "\(plan.path): \(plan.isChanged ? "can be migrated" : "current")"
                        )
                    case .success: break
                    case .failure(let error): findings += error.findings
                    }
                }
            }
            switch printing.format {
            case .text: findings.forEach(output.write)
            case .json:
                output.write(
                    [
                        "valid": .bool(findings.isEmpty), "files": .array(files),
                        "findings": .array(findings.map { DocumentValue($0) }),
                    ]
                )
            }
            if !findings.isEmpty { throw Exit(findings) }
        }
    }
}

/// The files of a directory whose types have a history, each with its pending migration; without
/// those that override a file of a lower directory.
private struct MigrationSurvey {
    let plans: [(name: String, plan: Result<DiskMigration.Plan, ConfigError>)]

    init(_ migration: DiskMigration, above lower: [DiskMigration]) throws(ConfigError) {
        let system = try ConfigSystem(
            directory: migration.directory,
            types: CommandTool.current.types
        )
        let present = Set(try system.files().map(\.name))
        plans = migration.names.filter { name in
            present.contains(name) && !lower.contains { $0.hasFile(for: name) }
        }
        .map { name in (name, Result { () throws(ConfigError) in try migration.plan(name) }) }
    }
}

extension MigrationSurvey {
    /// Each file with its version, and the one that it can be migrated to.
    fileprivate var json: [DocumentValue] {
        plans.flatMap { name, plan -> [DocumentValue] in
            switch plan {
            case .success(let plan):
                let files = plan.isChanged ? plan.changed : [plan]
                return files.map { file in
                    [
                        "name": .string(name), "file": .string(file.path),
                        "version": .string(file.result.from), "newest": .string(file.result.to),
                        "findings": [],
                    ]
                }
            case .failure(let error):
                return [
                    [
                        "name": .string(name), "file": .null, "version": .null, "newest": .null,
                        "findings": .array(error.findings.map { DocumentValue($0) }),
                    ]
                ]
            }
        }
    }
}

extension DocumentValue {
    /// A migration of the past.
    fileprivate init(_ past: DiskMigration.Past) {
        self = [
            "file": .string(past.path), "from": .string(past.from), "to": .string(past.to),
            "state": .string(past.state), "backup": past.backup.map(DocumentValue.string) ?? .null,
        ]
    }

    /// A file that is migrated, or is current.
    fileprivate init(_ plan: DiskMigration.Plan) {
        let result = plan.result
        self = [
            "file": .string(plan.path), "from": .string(result.from), "to": .string(result.to),
            "path": .array(result.path.map(DocumentValue.string)),
            "losses": .array(result.losses.map(DocumentValue.string)),
            "kept": .array(result.kept.map(DocumentValue.string)),
            "lostComments": .array(
                plan.lostComments.map { ["line": .int($0.line), "column": .int($0.column)] }
            ),
        ]
    }
}
