import ArgumentParser
import ConfigDocument
import ConfigMonitoring
import LimitOptions
import TypedConfig

struct Audit: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Start, show and verify the audit trail of a directory.",
        discussion: """
            The trail is .audit beside the files, or --trail-folder. Once it is started, each \
            command that changes a file appends a line, chained to the line before; services \
            append by ConfigMonitor(audit:). With --audit-key, lines are sealed with a secret.

            EXAMPLES
              Start a trail:
                configctl audit start
              Show the last changes of one configuration:
                configctl audit show --last 20 --config http
              Check that nobody has edited it:
                configctl audit verify

            Details: the guide Monitoring and audit of TypedConfig.
            """,
        subcommands: [Start.self, Show.self, Verify.self],
        defaultSubcommand: Show.self
    )

    struct Start: FolderCommand {
        static let configuration = CommandConfiguration(
            abstract: "Start the audit trail with a first record.",
            discussion: """
                From then on, commands that change files in the directory append to it.

                Exit status: 0 if the trail is started, 2 if it cannot be written.
                """
        )

        @OptionGroup(title: "Files and layers") var folder: FolderOptions

        @OptionGroup var limits: LimitOptions

        func run() throws {
            let system = try? ConfigSystem(directory: folder.directory, types: [])
            try folder.trail.begin(system?.contents ?? [])
            Output.standard.confirm("\(folder.trailPath): commands write to it from now on")
        }
    }

    struct Show: FolderCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print the records of the audit trail, oldest first.",
            discussion: """
                Exit status: 0, or 2 if the trail cannot be read.

                EXAMPLES
                  Show saves of the configuration http:
                    configctl audit show --event save --config http
                  Show changes that were made by other programs:
                    configctl audit show --outside
                """
        )

        @Option(
            help: ArgumentHelp("Print only this many records, the last ones.", valueName: "count")
        )
        var last: Int?

        @Option(help: ArgumentHelp("Print only records of this configuration.", valueName: "name"))
        var config: String?

        @Option(
            help:
                "Print only records of this event: save, reload, reload-refused, migration and others."
        )
        var event: String?

        @Flag(help: "Print only changes that were not made with this package.")
        var outside = false

        @Option(help: "The format of the output: text, or json for the lines as they are.")
        var format = OutputFormat.text

        @OptionGroup(title: "Files and layers") var folder: FolderOptions

        @OptionGroup var limits: LimitOptions

        func validate() throws {
            if let event, ConfigEvent.Kind(rawValue: event) == nil {
                let known = ConfigEvent.Kind.allCases.map(\.rawValue).joined(separator: ", ")
                throw ValidationError("There is no event \"\(event)\"; there are \(known).")
            }
            try checkRange(of: last, "--last", 0...Int.max)
        }

        func run() throws {
            let wanted = try folder.trail.records().filter { record in
                (config == nil || record.config == config)
                    && (event == nil || record.event == event)
                    && (!outside || record.isOutside)
            }
            for record in wanted.suffix(last ?? wanted.count) {
                switch format {
                case .text: Output.standard.write(record.description)
                case .json: Output.standard.write(line: record.json)
                }
            }
        }
    }

    struct Verify: FolderCommand {
        static let configuration = CommandConfiguration(
            abstract: "Check that no record was edited, removed or moved.",
            discussion: """
                Exit status: 0 if the trail is intact, 1 if it is not, 2 if it cannot be read.
                """
        )

        /// Another name of --audit-key, for this command alone.
        @Option(help: .hidden) var key: String?

        @OptionGroup var printing: PrintOptions

        @OptionGroup(title: "Files and layers") var folder: FolderOptions

        @OptionGroup var limits: LimitOptions

        func run() throws {
            var folder = folder
            folder.auditKeyFile = key ?? folder.auditKeyFile
            let result = try folder.trail.verify()
            if printing.format == .json {
                Output.standard.write(
                    [
                        "intact": .bool(result.isIntact), "records": .int(result.count),
                        "first": .int(result.first),
                        "findings": .array(result.findings.map { DocumentValue($0) }),
                    ]
                )
                if !result.isIntact { throw Exit.findings }
                return
            }
            for finding in result.findings { Output.standard.write(finding) }
            let count = "\(result.count) record\(result.count == 1 ? "" : "s")"
            let first = result.first > 1 ? ", from \(result.first) on" : ""
            let output = Output.standard
            if !result.isIntact {
                output.write("\(folder.trailPath): \(count), not intact", .red)
                throw Exit.findings
            }
            output.confirm("\(folder.trailPath): \(count)\(first), intact", .green)
        }
    }
}

extension FolderOptions {
    fileprivate var trail: AuditTrail {
        get throws {
            var options = AuditTrail.Options()
            options.key = try auditKey()
            return AuditTrail(folder: trailPath, options: options)
        }
    }
}
