import ArgumentParser
import ConfigMonitoring
import LimitOptions
import TypedConfig

struct Audit: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Shows or checks the audit trail of a folder.",
        discussion: """
            Where there is a folder .audit beside the files, each command that changes a file writes
            a line to it, chained to the line before. Services write to the same one by
            ConfigMonitor(audit:).

            EXAMPLES
              configctl audit start
              configctl audit show --last 20
              configctl audit show --event save --config messaging
              configctl audit verify
            """,
        subcommands: [Start.self, Show.self, Verify.self],
        defaultSubcommand: Show.self
    )

    struct Start: FolderCommand {
        static let configuration = CommandConfiguration(
            abstract:
                "Begins the trail with a first record, so that commands write to it from now on."
        )

        @OptionGroup var folder: FolderOptions

        func run() throws {
            let system = try? ConfigSystem(directory: folder.directory, types: [])
            try folder.trail.begin(system?.contents ?? [])
            Output.standard.write("\(folder.trailPath): commands write to it from now on")
        }
    }

    struct Show: FolderCommand {
        static let configuration = CommandConfiguration(
            abstract: "Prints the records, oldest first."
        )

        @Option(help: "Only so many of the last.")
        var last: Int?

        @Option(help: "Only those of this configuration.")
        var config: String?

        @Option(help: "Only those of this event: save, reload, reload-refused, migration, …")
        var event: String?

        @Flag(help: "Only changes by something else than this package.")
        var outside = false

        @Option(help: "How to print: text or json, which is the lines as they are.")
        var format = OutputFormat.text

        @OptionGroup var folder: FolderOptions

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
            abstract: "Checks that no line was edited, cut out or put in another place.",
            discussion: "Exit codes: 0 intact, 1 not intact, 2 cannot be read."
        )

        /// Another name of --audit-key, for this command alone.
        @Option(help: .hidden) var key: String?

        @OptionGroup var folder: FolderOptions

        func run() throws {
            var folder = folder
            folder.auditKeyFile = key ?? folder.auditKeyFile
            let result = try folder.trail.verify()
            for finding in result.findings { Output.standard.write(finding) }
            let count = "\(result.count) record\(result.count == 1 ? "" : "s")"
            let first = result.first > 1 ? ", from \(result.first) on" : ""
            let output = Output.standard
            if !result.isIntact {
                output.write("\(folder.trailPath): \(count), not intact", .red)
                throw Exit.findings
            }
            output.write("\(folder.trailPath): \(count)\(first), intact", .green)
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
