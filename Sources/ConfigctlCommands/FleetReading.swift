import ArgumentParser
import ConfigDocument
import ConfigMonitoring
import LimitOptions
import TypedConfig
import TypedConfigFleet

struct FleetStatus: AsyncParsableCommand, FolderCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Report whether every instance runs the assigned release.",
        discussion: """
            Exit status: 0 if all do, 1 if some do not, 2 if the fleet cannot be read.

            EXAMPLES
              Wait up to a minute until all do:
                configctl fleet status --wait 60
            """
    )

    @Option(
        help: ArgumentHelp("Wait up to this long until all do.", valueName: "seconds")
    )
    var wait = 0.0

    @OptionGroup(title: "Fleet") var fleet: FleetOptions

    @OptionGroup var printing: PrintOptions

    @OptionGroup(title: "Files and layers") var folder: FolderOptions

    @OptionGroup var limits: LimitOptions

    func validate() throws {
        guard (0...86_400).contains(wait) else {
            throw ValidationError("--wait is \(wait); expected 0 to 86400 seconds.")
        }
    }

    func run() async throws {
        let publisher = try fleet.publisher()
        let end = ContinuousClock.now + .seconds(wait)
        var view = try await exiting { try await publisher.view() }
        while !view.isSettled, ContinuousClock.now < end {
            try await Task.sleep(for: .milliseconds(300))
            view = try await exiting { try await publisher.view() }
        }
        let members = await publisher.members()
        members.warn()
        switch printing.format {
        case .text: write(view)
        case .json: Output.standard.write(view.json(with: members))
        }
        if !view.isSettled { throw Exit.findings }
    }

    private func write(_ view: FleetView) {
        let output = Output.standard
        let release = view.head.stable.map { "release \($0.sequence)" } ?? "no release yet"
        let count = view.instances.count { $0.runs(view.head) }
        output.write(
            "fleet \(view.fleet): \(release), epoch \(view.head.moment.epoch), generation "
                + "\(view.head.moment.generation), by \(view.head.author)"
        )
        if let rollout = view.head.rollout { write(rollout, view) }
        output.write(
            "\(count) of \(view.instances.count) instances run what is assigned to them",
            view.isSettled ? .green : .red
        )
        for instance in view.instances where !instance.runs(view.head) || instance.isWorse {
            output.write(instance)
        }
    }

    private func write(_ rollout: FleetRollout, _ view: FleetView) {
        let target = rollout.release.sequence
        let count = view.instances.count { $0.running == target }
        // Bound: a share of 100.
        let filled = rollout.percent / 5
        let bar = String(repeating: "#", count: filled) + String(repeating: ".", count: 20 - filled)
        let steps = rollout.plan.steps.map { "\($0.percent)" }.joined(separator: ", ")
        Output.standard.write(
            "release \(target) [\(bar)] \(rollout.percent) % (steps \(steps)), "
                + "\(rollout.state.rawValue) since \(rollout.since); \(count) instances run it",
            rollout.state == .paused ? .yellow : nil
        )
    }
}

struct FleetInstances: AsyncParsableCommand, FolderCommand {
    static let configuration = CommandConfiguration(
        commandName: "instances",
        abstract: "List the instances, with what they run and why not.",
        discussion: """
            Exit status: 0, or 2 if the fleet cannot be read.

            EXAMPLES
              List the instances as JSON:
                configctl fleet instances --format json
            """
    )

    @OptionGroup(title: "Fleet") var fleet: FleetOptions

    @OptionGroup var printing: PrintOptions

    @OptionGroup(title: "Files and layers") var folder: FolderOptions

    @OptionGroup var limits: LimitOptions

    func run() async throws {
        let publisher = try fleet.publisher()
        let view = try await exiting { try await publisher.view() }
        switch printing.format {
        case .text: for instance in view.instances { Output.standard.write(instance) }
        case .json:
            Output.standard.write(.array(view.instances.map { $0.shown(beside: view.head) }))
        }
    }
}

struct FleetHistory: AsyncParsableCommand, FolderCommand {
    static let configuration = CommandConfiguration(
        commandName: "history",
        abstract: "List the decisions about the fleet, newest first.",
        discussion: """
            Exit status: 0, or 2 if the fleet cannot be read.

            EXAMPLES
              List the last five decisions:
                configctl fleet history --last 5
            """
    )

    @Option(name: [.customShort("n"), .long], help: "The number of decisions.")
    var last = 20

    @OptionGroup(title: "Fleet") var fleet: FleetOptions

    @OptionGroup var printing: PrintOptions

    @OptionGroup(title: "Files and layers") var folder: FolderOptions

    @OptionGroup var limits: LimitOptions

    func validate() throws {
        guard (1...10_000).contains(last) else {
            throw ValidationError("--last is \(last); expected 1 to 10000.")
        }
    }

    func run() async throws {
        let publisher = try fleet.publisher()
        let history = try await exiting { try await publisher.history(limit: last) }
        switch printing.format {
        case .text: for decision in history { write(decision) }
        case .json: Output.standard.write(.array(history.map(\.shown)))
        }
    }

    private func write(_ decision: FleetDecision) {
        let from = decision.from.map { "\($0)" } ?? "nothing"
        let to = decision.to.map { "\($0)" } ?? "nothing"
        let note = decision.note.isEmpty ? "" : "  \(decision.note)"
        Output.standard.write(
            "\(decision.moment.generation)  \(decision.time)  \(decision.author)  "
                + "\(decision.action.rawValue) \(from) -> \(to)\(note)"
        )
    }
}

struct FleetShow: AsyncParsableCommand, FolderCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "List the files of a release.",
        discussion: """
            Exit status: 0, or 2 if the release cannot be read.

            EXAMPLES
              List the files of release 41:
                configctl fleet show 41
            """
    )

    @Argument(help: "The number of the release; by default, the assigned one.")
    var release: Int?

    @OptionGroup(title: "Fleet") var fleet: FleetOptions

    @OptionGroup var printing: PrintOptions

    @OptionGroup(title: "Files and layers") var folder: FolderOptions

    @OptionGroup var limits: LimitOptions

    func run() async throws {
        let publisher = try fleet.publisher()
        let release = try await exiting { try await publisher.release(self.release) }
        switch printing.format {
        case .text: write(release.manifest)
        case .json: Output.standard.write(release.json)
        }
    }

    private func write(_ manifest: ReleaseManifest) {
        let output = Output.standard
        output.write(
            "release \(manifest.sequence) of \(manifest.fleet), by \(manifest.author), \(manifest.time)"
        )
        if !manifest.note.isEmpty { output.write(manifest.note) }
        for file in manifest.files {
            let version = file.version.map { " \($0)" } ?? ""
            output.write(
                "\(file.name)  \(file.configuration)\(version)  \(file.byteCount) bytes"
            )
        }
    }
}

struct FleetVerify: AsyncParsableCommand, FolderCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Check that a release is as it was published.",
        discussion: """
            Compares the hashes of its manifest and files, and with --public-key its signature.

            Exit status: 0 if it is, 1 if it is not, 2 if it cannot be read.

            EXAMPLES
              Verify the assigned release:
                configctl fleet verify
            """
    )

    @Argument(help: "The number of the release; by default, the assigned one.")
    var release: Int?

    @OptionGroup var trusting: FleetTrust

    @OptionGroup(title: "Fleet") var fleet: FleetOptions

    @OptionGroup var printing: PrintOptions

    @OptionGroup(title: "Files and layers") var folder: FolderOptions

    @OptionGroup var limits: LimitOptions

    func run() async throws {
        let publisher = try fleet.publisher()
        let (fault, sequence) = try await verified(publisher)
        let message = fault ?? "release \(sequence) is as it was published"
        switch printing.format {
        case .text: Output.standard.write(message, fault == nil ? .green : .red)
        case .json:
            Output.standard.write(
                [
                    "release": .int(sequence), "verified": .bool(fault == nil),
                    "message": .string(message),
                ]
            )
        }
        if fault != nil { throw Exit.findings }
    }

    private func verified(
        _ publisher: FleetPublisher
    ) async throws -> (fault: String?, sequence: Int) {
        let sequence: Int
        if let release {
            sequence = release
        } else {
            sequence = try await exiting { try await publisher.assignedRelease() }
        }
        let trust = try trusting.trust()
        do throws(FleetError) {
            _ = try await publisher.release(sequence, trust: trust)
            return (nil, sequence)
        } catch {
            guard error.kind == .refused else { throw error.exit() }
            return (error.description, sequence)
        }
    }
}
