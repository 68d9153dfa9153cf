import ArgumentParser
import ConfigDocument
import ConfigFiles
import ConfigMonitoring
import LimitOptions
import ToolReports
import TypedConfig

struct EditFile: FolderCommand {
    static let configuration = CommandConfiguration(
        commandName: "edit",
        abstract: "Edit a configuration file, and save it only if it is valid.",
        discussion: """
            Opens a copy that only you can read in the editor of VISUAL or EDITOR, or else vi. \
            When the editor ends, the copy is validated as the file would be, with all layers \
            over it; findings are printed with their lines, and you can edit again. A valid text \
            is written in one step. If somebody else has changed the file meanwhile, nothing is \
            written, and your text stays in the copy.

            Exit status: 0 if the file is saved or unchanged, 1 if the text is invalid, 2 if the \
            file cannot be read or written.

            EXAMPLES
              Edit a file:
                configctl edit http
              Edit it in another editor, and only show the difference:
                EDITOR='code --wait' configctl edit http --dry-run
            """
    )

    @Argument(
        help: "The configuration: the name of its file without the extension.",
        completion: FolderOptions.names
    )
    var name: String

    @OptionGroup var edit: EditOptions

    @OptionGroup(title: "Files and layers") var folder: FolderOptions

    @OptionGroup var limits: LimitOptions

    func run() throws {
        let system = try folder.system()
        let file = try system.file(of: name)
        let trail = edit.dryRun ? nil : try edit.auditing.start(system, in: folder)
        let copy = try EditedCopy(of: file)
        let revision = try edited(copy, of: file, in: system)
        if revision.isChanged, !edit.dryRun {
            do throws(FileError) { try system.save(revision) } catch {
                copy.printPlace()
                throw ConfigError(findings: [error.finding])
            }
        }
        copy.remove()
        if edit.dryRun, edit.printing.format == .text, let shown = revision.shownTexts {
            Output.standard.write(TextDiff(shown.old, shown.new), of: file.path)
        }
        revision.warnings.forEach(Output.standardError.write)
        try edit.finish(revision.result, isChanged: revision.isChanged, trail)
    }

    /// Has the copy edited until it is valid, or the user gives up.
    private func edited(
        _ copy: EditedCopy,
        of file: EditedFile,
        in system: ConfigSystem
    ) throws -> FileRevision {
        while true {
            try copy.edit()
            do throws(ConfigError) {
                return try system.revision(of: file, with: copy.text())
            } catch {
                error.findings.forEach(Output.standardError.write)
                copy.printPlace()
                guard StandardInput.confirms("Edit it again?") else {
                    if !edit.dryRun { system.tellRefusedSave(of: name, .refused(error)) }
                    throw Exit.findings
                }
            }
        }
    }
}
