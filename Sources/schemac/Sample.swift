import ArgumentParser
import ConfigDocument
import JSONSchema
import SchemaCompiler
import SchemaTools

struct SampleCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sample",
        abstract: "Print a valid configuration file to start from, with comments.",
        discussion: """
            Exit status: 0 if the sample is valid, 1 if no valid value was found for some \
            settings, which are listed and to be completed by hand, 2 if the schema cannot be \
            used.

            EXAMPLES
              Start a configuration file:
                schemac sample http.schema.json > config/http.yaml
              Start one in another format:
                schemac sample schemas/http --format json
            """
    )

    @Argument(help: "The schema, or the directory of its versions.")
    var schema: String

    @Option(help: "The format; jsonc is JSON with comments.")
    var format = FormatName(format: .yaml)

    @OptionGroup var references: ReferenceOptions

    func run() throws {
        do {
            let sources = try references.finder().sources(at: [schema])
            guard sources.count == 1, let source = sources.first else {
                throw ValidationError(
                    "\(schema) contains \(sources.count) schemas; pass one of them"
                )
            }
            var sample = SampleFile()
            try references.apply(to: &sample.options)
            let (text, findings) = try sample.text(for: source, among: sources, as: format.format)
            if format.format == .json { Report.print(json: text) } else { Report.print(text) }
            if !findings.isEmpty { throw Report.fail(findings, code: 1) }
        } catch let error as SchemaError {
            throw Report.fail(error.findings, code: 2)
        }
    }
}

/// A document format, by name.
struct FormatName: ExpressibleByArgument {
    let format: DocumentFormat

    init(format: DocumentFormat) { self.format = format }

    init?(argument: String) {
        guard let format = DocumentFormat(rawValue: argument) else { return nil }
        self.format = format
    }

    static var allValueStrings: [String] { DocumentFormat.allCases.map(\.rawValue) }
    static var defaultCompletionKind: CompletionKind { .list(allValueStrings) }
    var defaultValueDescription: String { format.rawValue }
}
