import ArgumentParser
import ConfigSchemas
import LimitOptions
import TypedConfig

struct Diff: FolderCommand {
    static let configuration = CommandConfiguration(
        abstract: "Compare two configurations, setting by setting.",
        discussion: """
            A and B are files, or names of configurations with all their layers. Values are \
            compared, not texts: order, comments and format do not count. Secrets are not shown.

            Exit status: 0 if there is no difference, 1 if there are differences, 2 if something \
            cannot be read.

            EXAMPLES
              Compare two files of the type http:
                configctl diff old.yaml new.yaml --schema http
              Compare them by a schema file:
                configctl diff old.yaml new.yaml --schema http.schema.json
              Compare what is served with a file:
                configctl diff http /etc/app/http.json --format json
            """
    )

    @Argument(help: "A file, or the name of a configuration.", completion: .file())
    var a: String

    @Argument(help: "The file or configuration to compare it with.", completion: .file())
    var b: String

    @Option(
        help: """
            The schema that marks secrets, by name or file; by default, the one named after the \
            files.
            """,
        completion: .file()
    )
    var schema: String?

    @OptionGroup var printing: PrintOptions

    @OptionGroup(title: "Files and layers") var folder: FolderOptions

    @OptionGroup var limits: LimitOptions

    func run() throws {
        let system = try folder.system()
        if let schema, schema.contains("/") || DocumentFormat.hasEnding(schema) {
            var validator = ConfigValidator()
            try validator.add(schemaFile: schema, named: schema)
            system.register(validator)
        }
        let changes = try system.differences(between: a, and: b, schema: schema)
        switch printing.format {
        case .text: for change in changes { write(change) }
        case .json: Output.standard.write(.array(changes.map { DocumentValue($0) }))
        }
        if !changes.isEmpty { throw Exit.findings }
    }

    private func write(_ change: SettingChange) {
        let output = Output.standard
        let (mark, colour): (String, Output.Colour) =
            switch change.kind {
            case .added: ("+", .green)
            case .changed: ("~", .yellow)
            case .removed: ("-", .red)
            }
        output.write("\(mark) \(change)", colour)
    }
}
