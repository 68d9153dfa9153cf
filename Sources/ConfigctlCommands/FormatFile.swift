import ArgumentParser
import ConfigDocument
import ConfigFiles
import ConfigMonitoring
import LimitOptions
import ToolReports
import TypedConfig

struct FormatFile: FolderCommand {
    static let configuration = CommandConfiguration(
        commandName: "format",
        abstract: "Tidy the white space of a configuration file.",
        discussion: """
            JSON is indented by two; arrays and objects on one line stay there if they fit in 80 \
            columns. YAML and TOML keep their layout and comments, and lose blanks at the ends \
            of lines and surplus empty lines. No value changes.

            Exit status: 0 if the file is tidy or was tidied, 2 if it cannot be read or written.

            EXAMPLES
              Tidy a file:
                configctl format http
              Show what would change:
                configctl format http --dry-run
            """
    )

    @Argument(help: "The configuration: the name of its file without the extension.")
    var name: String

    @Flag(name: [.customShort("n"), .long], help: "Show the difference, and write nothing.")
    var dryRun = false

    @OptionGroup var auditing: AuditingOptions

    @OptionGroup var printing: PrintOptions

    @OptionGroup(title: "Files and layers") var folder: FolderOptions

    @OptionGroup var limits: LimitOptions

    func run() throws {
        let system = try folder.system()
        let (old, new) = try system.tidied(name)
        let output = Output.standard
        var trail: AuditTrail?
        if dryRun, printing.format == .text {
            // Only white space changes, but the lines shown may also contain secrets.
            let (shownOld, shownNew) = system.shown(old, new, of: name)
            output.write(TextDiff(shownOld, shownNew), of: old.name)
        } else if !dryRun, old.source != new.source {
            trail = try auditing.start(system, in: folder)
            do throws(FileError) {
                try system.replace(old.source, of: old.name, with: new.source)
            } catch {
                throw ConfigError(findings: [error.finding])
            }
        }
        let isChanged = old.source != new.source
        switch printing.format {
        case .json:
            output.write(["file": .string(old.name), "changed": .bool(isChanged)] as DocumentValue)
        case .text:
            let verdict = isChanged ? (dryRun ? "would be tidied" : "tidied") : "is tidy"
            output.confirm("\(shownName(old.name)): \(verdict)")
        }
        try auditing.finish(trail)
    }
}
