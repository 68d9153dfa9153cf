import ArgumentParser
import ConfigDocument
import JSONSchema
import SchemaCompiler
import SchemaTools

struct TemplatesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "templates",
        abstract: "Hands out the templates that code and pages are rendered from.",
        discussion: """
            Change those that shall be different, remove the others, and name the folder with \
            --templates DIR, or with templates: DIR in schemac.yaml. What templates are given is \
            described in Documentation/Templates.md.

            Examples:
              schemac templates --export templates
            """
    )

    @Option(help: "The folder to write the templates to. Files that are there already stay.")
    var export: String

    func run() throws {
        do throws(SchemaError) {
            let (written, kept) = try TemplateFolder(export).export()
            for name in written { Report.print("wrote \(shownName("\(export)/\(name)"))") }
            for name in kept { Report.print("kept \(shownName("\(export)/\(name)"))") }
        } catch {
            throw Report.fail(error.findings, code: 2)
        }
    }
}
