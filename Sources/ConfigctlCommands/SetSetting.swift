import ArgumentParser
import ConfigDocument
import ConfigMonitoring
import ToolReports
import TypedConfig

struct SetSetting: FolderCommand {
    static let configuration = CommandConfiguration(
        commandName: "set",
        abstract: "Gives one setting a new value, and leaves the rest of its file as it is.",
        discussion: """
            The value is read as the type of the setting; arrays and objects are written as in YAML. \
            Where text is allowed among others, the value is text, byte for byte; --json and --null set \
            a value of another type. A value that begins with "-" may follow "--". Placeholders such as \
            ${env:NAME} are written as they are. The document must be valid afterwards, or nothing is \
            written. Several settings are written together: a key, its value, the next key, …

            EXAMPLES
              configctl set messaging queue.max_size 200
              configctl set http host 0.0.0.0 port 8443    (both in one write)
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

    @Argument(
        parsing: .allUnrecognized,
        help: "The new value; then further settings, each followed by its value."
    )
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
        if let end = value.firstIndex(of: "--") { value.remove(at: end) }
        if null, stdin || json || !value.isEmpty {
            throw ValidationError("--null takes the place of the value.")
        }
        if stdin, !value.isEmpty {
            throw ValidationError("With --stdin, no value is expected on the command line.")
        }
        if !null, !stdin, value.count % 2 == 0 {
            // Words are not repeated here: a value may be a secret.
            throw ValidationError("Each setting needs one value; quote values that have spaces.")
        }
    }

    private func settings() throws -> [TypedSetting] {
        if stdin {
            return [TypedSetting(key, to: try StandardInput.value(of: key), isHidden: true)]
        }
        if null { return [TypedSetting(key, to: nil)] }
        let words = [key] + value
        return stride(from: 0, to: words.count, by: 2).map { index in
            TypedSetting(words[index], to: words[index + 1], isJSON: json)
        }
    }

    func run() throws {
        let settings = try settings()
        let system = try folder.system()
        edit.noteAge(of: name, in: system)
        let plan = try edit.plan(of: name, in: system, folder) { () throws(SaveError) in
            try system.planSettings(settings, of: name)
        }
        try edit.finish(plan, of: name, in: system)
    }
}

struct UnsetSetting: FolderCommand {
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

    @Argument(help: "The settings, such as server.port, tags[0] or /server/port.")
    var keys: [String]

    @OptionGroup var edit: EditOptions

    @OptionGroup var folder: FolderOptions

    func run() throws {
        let system = try folder.system()
        edit.noteAge(of: name, in: system)
        let plan = try edit.plan(of: name, in: system, folder) { () throws(SaveError) in
            try system.planUnsetting(keys, of: name)
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

    /// Reports on standard error that the settings are those of an older version.
    func noteAge(of name: String, in system: ConfigSystem) {
        guard let notice = system.noticeOfAge(name), !notice.isError else { return }
        Output.standardError.write(notice)
    }

    /// Plans a change. A refused change is written to the audit trail, except in a dry run.
    func plan(
        of name: String,
        in system: ConfigSystem,
        _ folder: FolderOptions,
        _ body: () throws(SaveError) -> SavePlan
    ) throws -> (plan: SavePlan, trail: AuditTrail?) {
        let trail = dryRun ? nil : try auditing.start(system, in: folder)
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
        if dryRun, printing.format == .text {
            Output.standard.write(TextDiff(plan.shownOldText, plan.shownNewText), of: plan.file)
        }
        let result = dryRun ? plan.result : try system.save(plan, of: name)
        try finish(result, isChanged: !result.changes.isEmpty, planned.trail)
    }

    /// Prints the changes, and whether they could be recorded.
    func finish(_ result: SaveResult, isChanged: Bool, _ trail: AuditTrail?) throws {
        let output = Output.standard
        guard printing.format == .text else {
            let warning = isChanged ? auditing.warning(trail) : nil
            output.write(DocumentValue(result, isWritten: isChanged && !dryRun, warning))
            return try auditing.finish(warning == nil ? nil : trail)
        }
        let file = shownName(result.file)
        for change in result.changes { output.write(change.description) }
        for note in result.notes { output.write("\(file): note: \(note)") }
        guard isChanged else { return output.write("\(file): unchanged") }
        if result.changes.isEmpty, !dryRun { output.write("\(file): saved") }
        try auditing.finish(trail)
    }
}

extension DocumentValue {
    fileprivate init(_ result: SaveResult, isWritten: Bool, _ warning: String?) {
        self = [
            "file": .string(result.file), "written": .bool(isWritten),
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
        if change.needsRestart { object["needsRestart"] = true }
        object["old"] = change.old
        object["new"] = change.new
        object["origin"] = change.origin.map { .string($0.description) }
        self = .object(object)
    }
}
