import ArgumentParser
import ConfigDocument
import LimitOptions
import TypedConfig
import TypedConfigFleet

struct FleetReseed: AsyncParsableCommand, FolderCommand {
    static let configuration = CommandConfiguration(
        commandName: "reseed",
        abstract: "Let instances follow the fleet again after etcd was restored from a backup.",
        discussion: """
            Instances never return to an earlier state of the fleet. After a restored backup they keep \
            what they run, and report that the fleet's history went back. This command begins an epoch \
            above everything that they have seen. What is assigned stays assigned.

            Exit status: 0 if it is begun, 1 if somebody else was faster, 2 if the fleet cannot be read.

            EXAMPLES
              After etcdctl snapshot restore, when all instances are listed:
                configctl fleet reseed --note "restored from the backup of 03:00"
            """
    )

    @OptionGroup var decision: DecisionOptions

    @OptionGroup(title: "Fleet") var fleet: FleetOptions

    @OptionGroup var printing: PrintOptions

    @OptionGroup(title: "Files and layers") var folder: FolderOptions

    @OptionGroup var limits: LimitOptions

    func run() async throws {
        let publisher = try fleet.publisher()
        let epoch = try await exiting {
            try await publisher.reseed(note: decision.note, isTrial: decision.dryRun)
        }
        decision.report(
            "the fleet continues with epoch \(epoch)",
            "the fleet would continue with epoch \(epoch)",
            ["epoch": .int(epoch)],
            publisher,
            printing
        )
    }
}

struct FleetCollect: AsyncParsableCommand, FolderCommand {
    static let configuration = CommandConfiguration(
        commandName: "gc",
        abstract: "Remove old releases, and files that no release has.",
        discussion: """
            Keeps the newest releases, and all that are assigned or run. The history stays. etcd frees \
            the space with the next compaction and defragmentation.

            Exit status: 0 if they are removed, 1 if a decision was made in between, 2 if the fleet cannot \
            be read.

            EXAMPLES
              Keep the last ten releases:
                configctl fleet gc --keep 10
            """
    )

    @Option(help: ArgumentHelp("The number of newest releases to keep.", valueName: "number"))
    var keep = 50

    @Flag(help: "Print what would be removed, and remove nothing.")
    var dryRun = false

    @OptionGroup(title: "Fleet") var fleet: FleetOptions

    @OptionGroup var printing: PrintOptions

    @OptionGroup(title: "Files and layers") var folder: FolderOptions

    @OptionGroup var limits: LimitOptions

    func validate() throws {
        guard keep >= 1 else { throw ValidationError("--keep is \(keep); expected at least 1.") }
    }

    func run() async throws {
        let publisher = try fleet.publisher()
        let sweep = try await exiting {
            try await publisher.sweep(keeping: keep, isTrial: dryRun)
        }
        switch printing.format {
        case .text:
            let verb = dryRun ? "would be removed" : "removed"
            Output.standard.confirm(
                "\(verb): \(sweep.releases.count) releases, \(sweep.parts) parts of files"
            )
        case .json:
            Output.standard.write(
                [
                    "fleet": .string("\(publisher.fleet)"),
                    "releases": .array(sweep.releases.map { .int($0) }),
                    "parts": .int(sweep.parts), "removed": .bool(!dryRun),
                ]
            )
        }
    }
}
