import ArgumentParser
import JSONSchema
import SchemaCompiler
import SchemaTools

struct Editor: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Prints settings by which editors know which schema a config file follows.",
        discussion: """
            For Visual Studio Code: the content of .vscode/settings.json. With --modeline: the first \
            line of a YAML file, which editors with yaml-language-server understand.

            Examples:
              schemac editor schemas > .vscode/settings.json
              schemac editor schemas --file http=config/http*.yaml
              schemac editor http.schema.json --modeline
            """
    )

    @Argument(help: "Schema files, or folders of them.")
    var schemas: [String]

    @Option(
        name: .customLong("file"),
        help: ArgumentHelp(
            """
            A pattern of files that follow a schema, by its name or its path; NAME.yaml and NAME.json \
            by default. Repeatable.
            """,
            valueName: "schema=pattern"
        )
    )
    var files: [String] = []

    @Flag(help: "Prints a line for each schema, to be the first of a YAML file.")
    var modeline = false

    @OptionGroup var references: ReferenceOptions

    func run() throws {
        var patterns: [String: [String]] = [:]
        for text in files {
            let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2 else {
                throw ValidationError(
                    "--file \(text): write SCHEMA=PATTERN, such as http=config/http*.yaml"
                )
            }
            patterns[parts[0], default: []].append(parts[1])
        }
        let sources: [SchemaSource]
        do throws(SchemaError) {
            sources = try references.finder().sources(at: schemas)
        } catch {
            throw Report.fail(error.findings, code: 2)
        }
        if let unknown = patterns.keys.sorted().first(where: { name in
            !sources.contains { $0.name == name || $0.path == name }
        }) {
            throw ValidationError("--file \(unknown)=…: there is no schema \"\(unknown)\" here")
        }
        if modeline {
            for source in sources { Report.print(EditorSettings.modeline(schemaPath: source.path)) }
            return
        }
        do throws(SchemaError) {
            let associations = try EditorSettings.associations(of: sources, patterns: patterns)
            Report.print(json: EditorSettings(associations).visualStudioCode)
        } catch {
            throw Report.fail(error.findings, code: 2)
        }
    }
}
