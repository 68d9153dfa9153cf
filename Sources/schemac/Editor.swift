import ArgumentParser
import ConfigDocument
import JSONSchema
import SchemaCompiler
import SchemaTools

struct Editor: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Print or add editor settings that connect configuration files to their schema.",
        discussion: """
            The settings are those of Visual Studio Code, for YAML, JSON and TOML. --merge adds \
            them to a file: what it contains stays, comments included. --modeline prints the \
            first line of a YAML file instead, which every editor with yaml-language-server \
            understands.

            Exit status: 0 on success, 2 if a schema or a file cannot be used.

            EXAMPLES
              Add the settings to those of the project:
                schemac editor schemas --merge .vscode/settings.json
              Name the files of a schema:
                schemac editor schemas --file 'http=config/http*.yaml'
              Print modelines:
                schemac editor http.schema.json --modeline
            """
    )

    @Argument(help: "Schema files, or directories of them.")
    var schemas: [String]

    @Option(
        name: .customLong("file"),
        help: ArgumentHelp(
            """
            A pattern for the files of a schema, by its name or path; files that are named after it by \
            default. Repeatable.
            """,
            valueName: "schema=pattern"
        )
    )
    var files: [String] = []

    @Option(
        help: ArgumentHelp(
            "Add the settings to this file, which may have comments, and keep everything in it.",
            valueName: "file"
        ),
        completion: .file()
    )
    var merge: String?

    @Flag(help: "Print a modeline for each schema: the first line of a YAML file that follows it.")
    var modeline = false

    @OptionGroup var references: ReferenceOptions

    func validate() throws {
        if modeline, merge != nil {
            throw ValidationError(
                "--modeline prints lines for YAML files, so --merge has no file to add to."
            )
        }
    }

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
            let settings = EditorSettings(associations)
            if let merge { return try add(settings, to: merge) }
            Report.print(json: settings.visualStudioCode)
        } catch {
            throw Report.fail(error.findings, code: 2)
        }
    }

    private func add(_ settings: EditorSettings, to path: String) throws(SchemaError) {
        // A link stays one.
        let file = FileSystem.canonicalPath(path) ?? path
        do {
            let old = FileSystem.isFile(file) ? try FileSystem.read(file) : []
            let new = try settings.merged(into: old, of: path)
            guard new != old else { return Report.confirm("\(shownName(path)): unchanged") }
            if let folder = path.lastIndex(of: "/") {
                try FileSystem.makeFolder(String(path[..<folder]))
            }
            try FileSystem.write(String(decoding: new, as: UTF8.self), to: file)
            Report.confirm("wrote \(shownName(path))")
        } catch let error as SchemaError {
            throw error
        } catch let error as FileSystem.Failure {
            let reason = "the file cannot be written: \(error.reason)"
            throw SchemaError(findings: [Finding(message: reason, file: path)])
        } catch {
            throw SchemaError(findings: [Finding(message: "\(error)", file: path)])
        }
    }
}
