import ArgumentParser
import ConfigDocument
import ConfigMonitoring
import LimitOptions
import ToolReports
import TypedConfig

struct SetSetting: FolderCommand {
    static let configuration = CommandConfiguration(
        commandName: "set",
        abstract: "Change settings, and leave the rest of the file as it is.",
        discussion: """
            A value is read as the type of its setting; arrays and objects are written as in \
            YAML. If a setting allows text and other types, the value is text; --json and --null \
            set another type. Write "--" before values that begin with "-". Placeholders such as \
            ${env:NAME} are written as they are.

            Several settings are written in one step: KEY VALUE KEY VALUE ... The configuration \
            must be valid afterwards, or nothing is written; changes that somebody else makes to \
            other settings meanwhile are kept. In a file of an older version, settings have the \
            names of that version.

            Exit status: 0 if the file is written or unchanged, 1 if the change is refused, 2 if \
            the file cannot be read or written.

            EXAMPLES
              Change one setting, or two in one write:
                configctl set http server.port 8443
                configctl set http server.host 0.0.0.0 server.port 8443
              Show the difference, and write nothing:
                configctl set http log.level debug --dry-run
              Set an array, append to it, set null:
                configctl set http hosts '[a.example.org, b.example.org]'
                configctl set http /hosts/- c.example.org
                configctl set http note --null
              Set a secret that does not appear on the command line:
                configctl set http token --stdin < token.txt

            Details: the guide Saving of TypedConfig.
            """
    )

    @Argument(help: "The configuration: the name of its file without the extension.")
    var name: String

    @Argument(help: "The setting, such as server.port, tags[0] or /server/port.")
    var key: String

    @Argument(
        parsing: .allUnrecognized,
        help: "The new value; then more settings, each followed by its value."
    )
    var value: [String] = []

    @Flag(help: "Set null, even if the text null is allowed.")
    var null = false

    @Flag(help: "Read the value as JSON, which determines its type: 7, \"7\", true or [7].")
    var json = false

    @Flag(
        help: """
            Read the value from standard input, without its final line break, because others can see \
            command lines. On a terminal, it is prompted for without an echo. No output shows it.
            """
    )
    var stdin = false

    @OptionGroup var edit: EditOptions

    @OptionGroup(title: "Files and layers") var folder: FolderOptions

    @OptionGroup var limits: LimitOptions

    mutating func validate() throws {
        if let end = value.firstIndex(of: "--") { value.remove(at: end) }
        if null, stdin || json || !value.isEmpty {
            throw ValidationError("With --null, no value is expected.")
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
        abstract: "Remove settings from a file.",
        discussion: """
            Several settings are removed in one step; positions in an array count before any of \
            them is removed. The configuration must be valid afterwards, or nothing is written.

            Exit status: 0 if the file is written, 1 if the change is refused, 2 if the file \
            cannot be read or written.

            EXAMPLES
              Remove a setting, which then has its default:
                configctl unset http server.port
              Remove two, after a look at the difference:
                configctl unset http server.port /hosts/0 --dry-run
            """
    )

    @Argument(help: "The configuration: the name of its file without the extension.")
    var name: String

    @Argument(help: "The settings, such as server.port, tags[0] or /server/port.")
    var keys: [String]

    @OptionGroup var edit: EditOptions

    @OptionGroup(title: "Files and layers") var folder: FolderOptions

    @OptionGroup var limits: LimitOptions

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
    @Flag(name: [.customShort("n"), .long], help: "Show the difference, and write nothing.")
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
        for change in result.changes { output.confirm(change.description) }
        for note in result.notes { output.write("\(file): note: \(note)") }
        guard isChanged else { return output.confirm("\(file): unchanged") }
        if result.changes.isEmpty, !dryRun { output.confirm("\(file): saved") }
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
