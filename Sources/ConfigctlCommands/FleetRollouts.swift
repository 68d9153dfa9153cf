import ArgumentParser
import ConfigDocument
import LimitOptions
import SchemaValidation
import TypedConfig
import TypedConfigFleet

/// The rules of a rollout.
struct RolloutOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Assign the release to these shares of the instances, one after the other, and then to all.",
            valueName: "percentages"
        )
    )
    var steps = ""

    @Option(
        help: ArgumentHelp(
            "The time that all instances of a step must run the release before the next one.",
            valueName: "duration"
        )
    )
    var bake = "5min"

    @Option(
        name: .customLong("where"),
        help: ArgumentHelp(
            "Only instances with this label take part in the steps. Repeatable; values of one label are "
                + "alternatives.",
            valueName: "label=value"
        )
    )
    var labels: [String] = []

    @Option(
        help: ArgumentHelp(
            "This instance runs the release from the first step on. Repeatable.",
            valueName: "instance"
        )
    )
    var pin: [String] = []

    @Option(help: ArgumentHelp("Halt if so many instances refuse it.", valueName: "number"))
    var haltRefused = 1

    @Option(
        help: ArgumentHelp(
            "Halt if so many instances are less healthy than before.",
            valueName: "number"
        )
    )
    var haltUnhealthy = 1

    @Option(
        help: ArgumentHelp(
            "Halt if so many percent of the instances vanish while they run it.",
            valueName: "percentage"
        )
    )
    var haltLost = 20

    @Option(help: "What to do then.")
    var halt = HaltAction.abort

    @Flag(help: "Take the steps, and print them, until the rollout ends.")
    var follow = false

    /// Nil without steps.
    func plan() throws -> RolloutPlan? {
        if steps.isEmpty { return nil }
        let percents = steps.split(separator: ",", omittingEmptySubsequences: false).map {
            Int($0.trimmingPrefix(" "))
        }
        guard !percents.contains(nil) else {
            throw ValidationError(
                "--steps is \(quoted(steps)); expected percentages such as 10,50,100."
            )
        }
        let bake = try duration
        var plan = RolloutPlan(
            steps: percents.compactMap { $0.map { .init(percent: $0, bake: bake) } },
            pins: pin
        )
        for label in labels {
            let parts = label.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2 else {
                throw ValidationError("--where is \(quoted(label)); expected label=value.")
            }
            plan.labels[parts[0], default: []].append(parts[1])
        }
        plan.halt = RolloutPlan.Halt(
            refused: haltRefused,
            unhealthy: haltUnhealthy,
            lostPercent: haltLost,
            action: halt.action
        )
        if let fault = plan.fault { throw ValidationError("\(fault).") }
        return plan
    }

    /// Whole seconds, which is what the fleet stores.
    private var duration: Duration {
        get throws {
            do throws(QuantityText.Fault) {
                let amount = try QuantityText(bake, isDuration: true).amount
                // Bound: an attosecond count of 128 bits, divided.
                let seconds = Int64(clamping: amount / 1_000_000_000_000_000_000)
                return .seconds(seconds)
            } catch {
                throw ValidationError(
                    "--bake is \(quoted(bake)); \(error.expectation) is expected."
                )
            }
        }
    }
}

enum HaltAction: String, ExpressibleByArgument, CaseIterable {
    case abort, pause

    var action: RolloutPlan.Halt.Action {
        switch self {
        case .abort: .abort
        case .pause: .pause
        }
    }
}

/// The options of all decisions.
struct DecisionOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The reason, for people.", valueName: "text"))
    var note = ""

    @Flag(help: "Check whether it can be decided, and write nothing.")
    var dryRun = false

    /// - Parameters:
    ///   - done: what has been decided, for people.
    ///   - trial: what would be.
    func report(
        _ done: String,
        _ trial: String,
        _ more: [String: DocumentValue],
        _ publisher: FleetPublisher,
        _ printing: PrintOptions
    ) {
        switch printing.format {
        case .text: Output.standard.confirm(dryRun ? trial : done, dryRun ? nil : .green)
        case .json:
            var object = DocumentObject()
            object["fleet"] = .string("\(publisher.fleet)")
            for (key, value) in more.sorted(by: { $0.key < $1.key }) { object[key] = value }
            object["decided"] = .bool(!dryRun)
            Output.standard.write(.object(object))
        }
    }
}

struct FleetPromote: AsyncParsableCommand, FolderCommand {
    static let configuration = CommandConfiguration(
        commandName: "promote",
        abstract: "Assign the release that is being rolled out to all instances.",
        discussion: """
            Exit status: 0 if it is, 1 if no release is being rolled out or somebody else was faster, 2 if \
            the fleet cannot be read.

            EXAMPLES
              End the rollout early, with success:
                configctl fleet promote --note "checked by hand"
            """
    )

    @OptionGroup var decision: DecisionOptions

    @OptionGroup(title: "Fleet") var fleet: FleetOptions

    @OptionGroup var printing: PrintOptions

    @OptionGroup(title: "Files and layers") var folder: FolderOptions

    @OptionGroup var limits: LimitOptions

    func run() async throws {
        let publisher = try fleet.publisher()
        let release = try await exiting {
            try await publisher.promote(note: decision.note, isTrial: decision.dryRun)
        }
        decision.report(
            "release \(release) is assigned to all instances",
            "release \(release) would be assigned to all instances",
            ["release": .int(release)],
            publisher,
            printing
        )
    }
}

struct FleetPause: AsyncParsableCommand, FolderCommand {
    static let configuration = CommandConfiguration(
        commandName: "pause",
        abstract: "Let no further instances run the release that is being rolled out.",
        discussion: """
            Those that run it go on doing so, until the rollout is resumed, promoted or aborted.

            Exit status: 0 if it is paused, 1 if it cannot be or somebody else was faster, 2 if the fleet \
            cannot be read.

            EXAMPLES
              Wait for somebody to look at it:
                configctl fleet pause --note "latency is up"
            """
    )

    @OptionGroup var decision: DecisionOptions

    @OptionGroup(title: "Fleet") var fleet: FleetOptions

    @OptionGroup var printing: PrintOptions

    @OptionGroup(title: "Files and layers") var folder: FolderOptions

    @OptionGroup var limits: LimitOptions

    func run() async throws {
        let publisher = try fleet.publisher()
        try await exiting {
            try await publisher.pause(note: decision.note, isTrial: decision.dryRun)
        }
        decision.report(
            "the rollout is paused",
            "the rollout would be paused",
            [:],
            publisher,
            printing
        )
    }
}

struct FleetResume: AsyncParsableCommand, FolderCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume",
        abstract: "Continue a paused rollout with its current step.",
        discussion: """
            A controller takes the next steps: the command itself with --follow.

            Exit status: 0 if it is resumed, and with --follow runs everywhere; 1 if it cannot be, is \
            halted, or somebody else was faster; 2 if the fleet cannot be read.

            EXAMPLES
              Continue, and take the steps:
                configctl fleet resume --follow
            """
    )

    @Flag(help: "Take the steps, and print them, until the rollout ends.")
    var follow = false

    @OptionGroup var decision: DecisionOptions

    @OptionGroup(title: "Fleet") var fleet: FleetOptions

    @OptionGroup var printing: PrintOptions

    @OptionGroup(title: "Files and layers") var folder: FolderOptions

    @OptionGroup var limits: LimitOptions

    func run() async throws {
        let publisher = try fleet.publisher()
        try await exiting {
            try await publisher.resume(note: decision.note, isTrial: decision.dryRun)
        }
        decision.report(
            "the rollout goes on",
            "the rollout would go on",
            [:],
            publisher,
            printing
        )
        guard follow, !decision.dryRun else { return }
        let view = try await exiting { try await publisher.view() }
        if let rollout = view.head.rollout {
            try await publisher.follow(rollout.release.sequence, printing)
        }
    }
}

struct FleetAbort: AsyncParsableCommand, FolderCommand {
    static let configuration = CommandConfiguration(
        commandName: "abort",
        abstract: "Give up the rollout: its instances return to the release of all others.",
        discussion: """
            Exit status: 0 if it is given up, 1 if no release is being rolled out or somebody else was \
            faster, 2 if the fleet cannot be read.

            EXAMPLES
              Return to the release before:
                configctl fleet abort --note "errors in zone b"
            """
    )

    @OptionGroup var decision: DecisionOptions

    @OptionGroup(title: "Fleet") var fleet: FleetOptions

    @OptionGroup var printing: PrintOptions

    @OptionGroup(title: "Files and layers") var folder: FolderOptions

    @OptionGroup var limits: LimitOptions

    func run() async throws {
        let publisher = try fleet.publisher()
        try await exiting {
            try await publisher.abort(note: decision.note, isTrial: decision.dryRun)
        }
        decision.report(
            "the rollout is given up",
            "the rollout would be given up",
            [:],
            publisher,
            printing
        )
    }
}
