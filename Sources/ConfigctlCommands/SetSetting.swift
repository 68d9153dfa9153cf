import ArgumentParser
import ConfigDocument
import ConfigMonitoring
import ToolReports
import TypedConfig

struct SetSetting: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "set",
        abstract: "Gives one setting a new value, and leaves the rest of its file as it is.",
        discussion: """
            The value is read as the type of the setting; arrays and objects are written as in YAML. \
            Where text is allowed among others, the value is text, byte for byte; --json and --null set \
            a value of another type. A value that begins with "-" may follow "--". Placeholders such as \
            ${env:NAME} are written as they are. The document must be valid afterwards, or nothing is \
            written.

            EXAMPLES
              configctl set messaging queue.max_size 200
              configctl set coordinates agents.Agent-1.chat_input_coordinates '[10, 20]'
              configctl set unified_config system.environment production --dry-run
              configctl set messaging queue.note --null
              configctl set messaging queue.hosts --json '["a", "b"]'
              configctl set messaging /queue/names/- orders    (appends)
              configctl set app database.password --stdin < password.txt
            """
    )

    @Argument(help: "The configuration: its file's name without the ending.")
    var name: String

    @Argument(help: "The setting, such as server.port, tags[0] or /server/port.")
    var key: String

    @Argument(parsing: .allUnrecognized, help: "The new value.")
    var value: [String] = []

    @Flag(help: "Set null, also where the text null is allowed.")
    var null = false

    @Flag(help: "Read the value as JSON, which says of what type it is: 7, \"7\", true or [7].")
    var json = false

    @Flag(
        help: """
            Read the value from standard input, without the line break at its end: a secret on the \
            command line is seen by others. A terminal asks for it without an echo, and no output \
            shows it, even where the schema does not mark the setting as a secret.
            """
    )
    var stdin = false

    @OptionGroup var edit: EditOptions

    @OptionGroup var folder: FolderOptions

    mutating func validate() throws {
        if value.count == 2, value[0] == "--" { value.removeFirst() }
        if null, stdin || json || !value.isEmpty {
            throw ValidationError("--null takes the place of the value.")
        }
        if stdin, !value.isEmpty {
            throw ValidationError("With --stdin, no value is expected on the command line.")
        }
        if !null, !stdin, value.count != 1 {
            throw ValidationError("One value is expected; quote it if it has spaces.")
        }
    }

    func run() throws {
        let text = try stdin ? StandardInput.value(of: key) : value.first
        let system = try folder.system()
        let plan = try edit.plan(of: name, in: system, folder) { () throws(SaveError) in
            try system.planSetting(key, of: name, to: text, isJSON: json, isHidden: stdin)
        }
        try edit.finish(plan, of: name, in: system)
    }
}

struct UnsetSetting: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "unset",
        abstract: "Removes one setting from its file.",
        discussion: """
            The document must be valid afterwards, or nothing is written.

            EXAMPLES
              configctl unset messaging queue.max_size
              configctl unset coordinates /agents/Agent-1 --dry-run
            """
    )

    @Argument(help: "The configuration: its file's name without the ending.")
    var name: String

    @Argument(help: "The setting, such as server.port, tags[0] or /server/port.")
    var key: String

    @OptionGroup var edit: EditOptions

    @OptionGroup var folder: FolderOptions

    func run() throws {
        let system = try folder.system()
        let plan = try edit.plan(of: name, in: system, folder) { () throws(SaveError) in
            try system.planUnsetting(key, of: name)
        }
        try edit.finish(plan, of: name, in: system)
    }
}

/// The common options of `set` and `unset`.
struct EditOptions: ParsableArguments {
    @Flag(name: [.customShort("n"), .long], help: "Only show what would change in the file.")
    var dryRun = false

    @OptionGroup var auditing: AuditingOptions

    @OptionGroup var printing: PrintOptions

    /// Plans a change. A refused change is written to the audit trail, except in a dry run.
    func plan(
        of name: String,
        in system: ConfigSystem,
        _ folder: FolderOptions,
        _ body: () throws(SaveError) -> SavePlan
    ) throws -> (plan: SavePlan, trail: AuditTrail?) {
        let trail = dryRun ? nil : try auditing.start(system, in: folder.directory)
        do throws(SaveError) {
            return (try body(), trail)
        } catch {
            if !dryRun { system.tellRefusedSave(of: name, error) }
            throw error
        }
    }

    func finish(
        _ planned: (plan: SavePlan, trail: AuditTrail?),
        of name: String,
        in system: ConfigSystem
    ) throws {
        let plan = planned.plan
        let result = dryRun ? plan.result : try system.save(plan, of: name)
        let output = Output.standard
        guard printing.format == .text else {
            let warning = result.changes.isEmpty ? nil : auditing.warning(planned.trail)
            output.write(DocumentValue(result, dryRun, warning))
            return try auditing.finish(warning == nil ? nil : planned.trail)
        }
        if dryRun { output.write(TextDiff(plan.shownOldText, plan.shownNewText), of: plan.file) }
        for change in result.changes { output.write(change.description) }
        for note in result.notes { output.write("\(shownName(result.file)): note: \(note)") }
        if result.changes.isEmpty { return output.write("\(shownName(result.file)): unchanged") }
        try auditing.finish(planned.trail)
    }
}

extension DocumentValue {
    fileprivate init(_ result: SaveResult, _ isDryRun: Bool, _ warning: String?) {
        self = [
            "file": .string(result.file), "written": .bool(!isDryRun && !result.changes.isEmpty),
            "changes": .array(result.changes.map { DocumentValue($0) }),
            "notes": .array(
                (result.notes.map { "\($0)" } + [warning].compactMap { $0 }).map { .string($0) }
            ),
        ]
    }

    init(_ change: SettingChange) {
        var object = DocumentObject()
        object["key"] = .string(change.key)
        object["kind"] = .string(change.kind.rawValue)
        object["secret"] = .bool(change.isSecret)
        object["old"] = change.old
        object["new"] = change.new
        object["origin"] = change.origin.map { .string($0.description) }
        self = .object(object)
    }
}
