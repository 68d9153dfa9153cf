import ArgumentParser
import ConfigDocument
import JSONSchema
import SchemaCompiler
import SchemaTools

struct Docs: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Write a reference page for each schema.",
        discussion: """
            A page lists each setting with its type, default, bounds, environment variable and \
            deprecation, and whether it is a secret; also the version that introduced it, if the \
            directory has older versions.

            Exit status: 0 on success, 2 if a schema or a file cannot be used.

            EXAMPLES
              Write pages in Markdown:
                schemac docs schemas --output docs
              Write HTML, with the names of variables:
                schemac docs http.schema.json --output . --format html --env-prefix APP

            Details: Documentation/Templates.md, to change the layout.
            """
    )

    @Argument(help: "Schema files, or directories of them.")
    var schemas: [String]

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "The directory to write to, which is created if missing.",
            valueName: "directory"
        )
    )
    var output: String

    @Option(help: "The format of the pages.")
    var format = PageFormat.markdown

    @Option(help: ArgumentHelp("List environment variables with this prefix.", valueName: "prefix"))
    var envPrefix: String?

    @Option(
        help: ArgumentHelp(
            "A directory of templates that replace the ones of the same name.",
            valueName: "directory"
        )
    )
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
                Report.confirm("wrote \(shownName("\(output)/\(name)"))")
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
