import ArgumentParser
import ConfigDocument
import JSONSchema
import SchemaCompiler
import SchemaTools

struct TemplatesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "templates",
        abstract: "Export the templates of generated code and pages.",
        discussion: """
            Change the ones that you need, delete the others, and pass the directory with \
            --templates DIR, or templates: DIR in schemac.yaml. Files that exist are kept.

            Exit status: 0 on success, 2 if a file cannot be written.

            EXAMPLES
              Export all templates:
                schemac templates --export templates

            Details: Documentation/Templates.md.
            """
    )

    @Option(
        help: ArgumentHelp(
            "The directory to write to. Files that exist are kept.",
            valueName: "directory"
        )
    )
    var export: String

    func run() throws {
        do throws(SchemaError) {
            let (written, kept) = try TemplateFolder(export).export()
            for name in written { Report.confirm("wrote \(shownName("\(export)/\(name)"))") }
            for name in kept { Report.confirm("kept \(shownName("\(export)/\(name)"))") }
        } catch {
            throw Report.fail(error.findings, code: 2)
        }
    }
}
