import ArgumentParser
import ConfigFiles
import ConfigMonitoring
import ConfigSchemas
import ConfigVersioning
import LimitOptions
import SchemaValidation
import TypedConfig

struct Migrate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Takes a configuration file to a newer version of its schema.",
        discussion: """
            The overlays of its directory and its files in conf.d are of the same version, and are \
            migrated with it: all of them or none. The result is validated before anything is \
            written, backups are kept in .migrations beside the file, and each file is replaced in one \
            write that keeps its comments. Run again, it does nothing. --dry-run shows what would be \
            written, without secrets.

            EXAMPLES
              configctl migrate unified_config --dry-run
              configctl migrate coordinates --to 2.0.0 --directory /etc/app
            """
    )

    @Argument(help: "The configuration: its file's name without the ending.")
    var name: String

    @Option(help: "The version that it has, where it does not say so itself.")
    var from: String?

    @Option(help: "The version that it shall have; the newest by default.")
    var to: String?

    @Flag(help: "Shows what would be done, and writes nothing.")
    var dryRun = false

    @Option(help: "How many backups of the configuration are kept.")
    var keep = 10

    @Flag(help: "Keeps no backup. Then there is no way back.")
    var noBackup = false

    @Option(
        help: ArgumentHelp(
            "Notes in the file, as migrated_at and migrated_from, that it was migrated at this time.",
            valueName: "time"
        )
    )
    var stamp: String?

    @OptionGroup var auditing: AuditingOptions

    @OptionGroup var folder: MigrationOptions

    func run() throws {
        var migration = try folder.migration
        migration.retention = keep
        migration.makesBackup = !noBackup
        migration.stamp = stamp.map { MigrationStamp(time: $0) }
        let trail = try auditing.trail(of: folder.directory)
        for line in try migration.audited(by: trail).recover() { Output.standard.write(line) }
        let plan =
            try dryRun ? migration.plan(name, from: from, to: to) : carryOut(migration, trail)
        guard plan.isChanged else {
            return Output.standard.write("\(plan.path): is of version \(plan.result.from) already")
        }
        for plan in plan.changed {
            if dryRun { write(PlanText.lines(plan)) }
            let verb = dryRun ? "would be migrated" : "migrated"
            Output.standard.write(
                "\(plan.path): \(verb) through \(plan.result.path.joined(separator: " -> "))"
            )
            for line in PlanText.warnings(plan) { Output.standard.write(line) }
        }
        try auditing.finish(trail)
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

/// The options for the location of files.
struct MigrationOptions: ParsableArguments {
    @Option(name: [.short, .long], help: "The folder of the configuration files.")
    var directory = "config"

    @Option(
        help: "A folder of schemas, with their older versions and what leads from them.",
        completion: .directory
    )
    var schemas: String?

    @OptionGroup(title: "Limits") var limits: LimitOptions

    var migration: DiskMigration {
        get throws(ConfigError) {
            let migration = DiskMigration(directory: directory, types: CommandTool.current.types)
            guard let schemas else { return migration }
            var validator = ConfigValidator()
            try validator.add(schemaFolder: schemas)
            return migration.adding(validator)
        }
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

struct Rollback: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Puts back what a file was before its last migration, byte for byte.",
        discussion: """
            So are the files that were migrated with it. Refused where one of them was changed since, \
            or where a backup is not what was backed up.

            EXAMPLES
              configctl rollback unified_config
            """
    )

    @Argument(help: "The configuration: its file's name without the ending.")
    var name: String

    @Flag(
        help: """
            Also where the file was changed since it was migrated, which is lost, or where the backup \
            is not valid by the schema of its version.
            """
    )
    var force = false

    @OptionGroup var auditing: AuditingOptions

    @OptionGroup var folder: MigrationOptions

    func run() throws {
        let trail = try auditing.trail(of: folder.directory)
        let migration = try folder.migration.audited(by: trail)
        for line in try migration.recover() { Output.standard.write(line) }
        let undone = try migration.rollback(name, force: force)
        folder.record(undone.event(name), in: trail)
        for undone in undone {
            Output.standard.write(
                "\(undone.path): is of version \(undone.to) again, and was of \(undone.from)"
            )
        }
        try auditing.finish(trail)
    }
}

struct Migrations: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Tells which files are of an older version, and whether they can be migrated.",
        subcommands: [Status.self, Verify.self],
        defaultSubcommand: Status.self
    )

    struct Status: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lists files with their versions, and what was migrated here."
        )

        @OptionGroup var folder: MigrationOptions

        func run() throws {
            let output = Output.standard
            let trail = try auditTrail(of: folder.directory, allowsUnrecordedChanges: true)
            for line in try folder.migration.audited(by: trail).recover() { output.write(line) }
            for (name, plan) in try MigrationSurvey(folder.migration).plans {
                switch plan {
                case .success(let plan) where plan.isChanged:
                    for plan in plan.changed {
                        output.write(
                            "\(plan.path): \(plan.result.from), to be migrated to \(plan.result.to)"
                        )
                    }
                case .success(let plan): output.write("\(plan.path): \(plan.result.from), current")
                case .failure(let error):
                    output.write("\(name): cannot be migrated")
                    error.findings.forEach(output.write)
                }
            }
            for entry in try folder.migration.journal() {
                output.write("\(entry.path): \(entry.text)")
            }
        }
    }

    struct Verify: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Tries every migration without writing, and reads every backup."
        )

        @OptionGroup var folder: MigrationOptions

        func run() throws {
            let output = Output.standard
            var findings = try folder.migration.verifyBackups()
            for (_, plan) in try MigrationSurvey(folder.migration).plans {
                switch plan {
                case .success(let plan):
                    output.write(
                        "\(plan.path): \(plan.isChanged ? "can be migrated" : "current")"
                    )
                case .failure(let error): findings += error.findings
                }
            }
            findings.forEach(output.write)
            if !findings.isEmpty { throw Exit(findings) }
        }
    }
}

/// The files of a directory whose types have a history, each with its pending migration.
private struct MigrationSurvey {
    let plans: [(name: String, plan: Result<DiskMigration.Plan, ConfigError>)]

    init(_ migration: DiskMigration) throws(ConfigError) {
        let system = try ConfigSystem(
            directory: migration.directory,
            types: CommandTool.current.types
        )
        let present = Set(try system.files().map(\.name))
        plans = migration.names.filter(present.contains).map { name in
            (name, Result { () throws(ConfigError) in try migration.plan(name) })
        }
    }
}
