import ArgumentParser
import ConfigSchemas
import TypedConfig

struct Diff: FolderCommand {
    static let configuration = CommandConfiguration(
        abstract: "Prints the settings that differ between two configurations.",
        discussion: """
            A and B are files, or names of configurations with all their layers. Values are compared, \
            not texts: order, comments and format do not count. Secrets are not shown.

            EXAMPLES
              configctl diff config/http.yaml /etc/app/http.json
              configctl diff old.yaml new.yaml --schema unified_config
              configctl diff old.yaml new.yaml --schema schemas/app.schema.json
              configctl diff messaging config/messaging.production.yml --format json

            Exit codes: 0 no difference, 1 differences, 2 something cannot be read.
            """
    )

    @Argument(help: "A file, or the name of a configuration.", completion: .file())
    var a: String

    @Argument(help: "What it is compared with.", completion: .file())
    var b: String

    @Option(
        help: """
            The schema that says what is secret, by its name or its file; that of the files' name \
            without it.
            """,
        completion: .file()
    )
    var schema: String?

    @OptionGroup var printing: PrintOptions

    @OptionGroup var folder: FolderOptions

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
