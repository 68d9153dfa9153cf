import ArgumentParser
import ConfigDocument
import JSONSchema
import LimitOptions
import SchemaCompiler
import SchemaTools

struct Export: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Print the schema that a built program contains.",
        discussion: """
            Reads the validation program of a type from an executable, and prints it as JSON Schema: \
            every check, and the marks of secrets and deprecated settings. Descriptions and defaults \
            are not part of a program. Without TYPE, lists the schemas in the program.

            Exit status: 0 if the schema was printed, 2 if the program does not contain it.

            EXAMPLES
              List the schemas of a program:
                schemac export --program .build/release/Server
              Print the schema of a type, or of one of its older versions:
                schemac export HTTPConfig --program .build/release/Server
                schemac export http --schema-version 1.0.0 --program /usr/local/bin/server
            """
    )

    @Argument(help: "The type, or the name of its configuration: HTTPConfig or http.")
    var type: String?

    @Option(help: ArgumentHelp("The executable.", valueName: "file"), completion: .file())
    var program: String

    @Option(
        help: ArgumentHelp(
            "The version of the schema; the newest by default.",
            valueName: "version"
        )
    )
    var schemaVersion: String?

    @OptionGroup var limits: LimitOptions

    func run() throws {
        let bytes: [UInt8]
        do throws(FileSystem.Failure) {
            bytes = try FileSystem.read(program, maxBytes: 1 << 31)
        } catch {
            throw Report.fail([Finding(message: error.reason, file: program)], code: 2)
        }
        let finder = ProgramFinder(in: bytes)
        guard let type else {
            for found in finder.found {
                let version = found.version.map { " \($0)" } ?? ""
                Report.print("\(shownName(found.name))\(version)")
            }
            if finder.found.isEmpty { throw missing("the program contains no schema", nil) }
            return
        }
        let programs = finder.programs(of: type)
        guard !programs.isEmpty else {
            let names = Set(finder.found.map(\.name)).sorted().joined(separator: ", ")
            throw missing(
                "the program contains no schema of \(quoted(type))",
                names.isEmpty ? nil : "expected one of \(names)"
            )
        }
        let found =
            schemaVersion.map { version in programs.first { $0.version == version } }
            ?? programs.newest
        guard let found else {
            let versions = programs.compactMap(\.version).joined(separator: ", ")
            throw missing(
                "the program contains no version \(schemaVersion ?? "") of \(quoted(type))",
                "expected one of \(versions)"
            )
        }
        let schema = ExportedSchema(found.program)
        if schema.ruleCount > 0 {
            let rules = schema.ruleCount == 1 ? "1 rule" : "\(schema.ruleCount) rules"
            Report.print(error: "note: \(rules) across settings cannot be exported")
        }
        Report.print(json: String(decoding: schema.document.encoded(as: .json), as: UTF8.self))
    }

    private func missing(_ message: String, _ suggestion: String?) -> ExitCode {
        Report.fail([Finding(message: message, suggestion: suggestion, file: program)], code: 2)
    }
}
