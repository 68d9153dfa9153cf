import ArgumentParser
import ConfigDocument
import JSONSchema
import SchemaCompiler
import SchemaTools

struct Docs: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Writes a page about every setting of a schema.",
        discussion: """
            Name, type, default, bounds, environment variable, secrecy, deprecation, and the version \
            that a setting came with, where the folder of the schema holds older versions.

            Examples:
              schemac docs schemas --output docs
              schemac docs http.schema.json --output . --format html --env-prefix APP
            """
    )

    @Argument(help: "Schema files, or folders of them.")
    var schemas: [String]

    @Option(name: .shortAndLong, help: "The folder to write to. It is made where it is missing.")
    var output: String

    @Option(help: "The format: markdown or html.")
    var format = PageFormat.markdown

    @Option(help: "Names environment variables, which begin with this.")
    var envPrefix: String?

    @Option(help: "A folder of templates that take the place of those of the same name.")
    var templates: String?

    @OptionGroup var references: ReferenceOptions

    func run() throws {
        var options = CompilerOptions()
        try references.apply(to: &options)
        options.templates = templates
        do {
            var pages = try ReferencePages(options: options)
            pages.environmentPrefix = envPrefix
            let finder = references.finder()
            let sources = try finder.sources(at: schemas)
            let texts = try pages.pages(
                for: sources,
                history: sources.flatMap { finder.versions(of: $0) },
                as: format == .html ? .html : .markdown
            )
            for name in try OutputFolder(output).write(texts) {
                Report.print("wrote \(shownName("\(output)/\(name)"))")
            }
        } catch let error as SchemaError {
            throw Report.fail(error.findings, code: 2)
        } catch let error as TemplateError {
            throw Report.fail(error.findings, code: 2)
        }
    }
}

/// The formats as written on the command line.
enum PageFormat: String, ExpressibleByArgument, CaseIterable { case markdown, html }
