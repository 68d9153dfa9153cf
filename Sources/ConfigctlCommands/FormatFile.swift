import ArgumentParser
import ConfigDocument
import ConfigFiles
import ConfigMonitoring
import ToolReports
import TypedConfig

struct FormatFile: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "format",
        abstract: "Tidies the white space of a configuration file.",
        discussion: """
            JSON is indented by two; inside of it, arrays and objects that were on one line stay there \
            if they fit in 80 columns. YAML and TOML keep their layout and their comments, and lose \
            blanks at the ends of lines, surplus empty lines and foreign line breaks. So does JSON with \
            comments, whose lines are indented by two for each bracket besides. No value changes.

            EXAMPLES
              configctl format messaging
              configctl format coordinates --dry-run
            """
    )

    @Argument(help: "The configuration: its file's name without the ending.")
    var name: String

    @Flag(name: [.customShort("n"), .long], help: "Only show what would change in the file.")
    var dryRun = false

    @OptionGroup var auditing: AuditingOptions

    @OptionGroup var printing: PrintOptions

    @OptionGroup var folder: FolderOptions

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
            trail = try auditing.start(system, in: folder.directory)
            do throws(FileError) {
                try system.replace(old, with: new)
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
            output.write("\(shownName(old.name)): \(verdict)")
        }
        try auditing.finish(trail)
    }
}
