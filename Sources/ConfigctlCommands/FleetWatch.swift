import ArgumentParser
import ConfigDocument
import ConfigMonitoring
import LimitOptions
import Synchronization
import TypedConfig
import TypedConfigFleet

struct FleetWatch: AsyncParsableCommand, FolderCommand {
    static let configuration = CommandConfiguration(
        commandName: "watch",
        abstract: "Print decisions, and changes of instances, as they happen.",
        discussion: """
            Runs until it is interrupted, or for --count changes. While the fleet cannot be read, it goes \
            on trying.

            Exit status: 0, or 2 if there is no such fleet.

            EXAMPLES
              Print one line of JSON for each change:
                configctl fleet watch --format json
            """
    )

    @Option(help: "End after this many changes.")
    var count: Int?

    @OptionGroup(title: "Fleet") var fleet: FleetOptions

    @OptionGroup var printing: PrintOptions

    @OptionGroup(title: "Files and layers") var folder: FolderOptions

    @OptionGroup var limits: LimitOptions

    func run() async throws {
        let publisher = try fleet.publisher()
        var before = try await exiting { try await publisher.view() }
        var written = 0
        printing.note("watching fleet \(publisher.fleet)")
        while count.map({ written < $0 }) ?? true {
            try await Task.sleep(for: .milliseconds(500))
            let now: FleetView
            do throws(FleetError) { now = try await publisher.view() } catch {
                guard error.kind == .unavailable else { throw error.exit() }
                printing.note(error.message)
                try await Task.sleep(for: .seconds(2))
                continue
            }
            for change in FleetDifference.between(before, now) {
                switch printing.format {
                case .text: Output.standard.write(change.text)
                case .json: Output.standard.write(line: change.json)
                }
                written += 1
            }
            before = now
        }
    }
}

/// A change between two looks at a fleet.
struct FleetDifference: Equatable {
    var text: String
    var json: DocumentValue

    static func between(_ old: FleetView, _ new: FleetView) -> [FleetDifference] {
        var changes: [FleetDifference] = []
        if old.head.moment != new.head.moment { changes.append(decision(new.head)) }
        let before = Dictionary(old.instances.map { ($0.id, $0) }) { first, _ in first }
        for instance in new.instances {
            let known = before[instance.id]
            if known?.state == instance.state, known?.running == instance.running,
                known?.health == instance.health, known?.reasons == instance.reasons
            {
                continue
            }
            changes.append(change(of: instance, beside: new.head, isNew: known == nil))
        }
        let present = Set(new.instances.map(\.id))
        for instance in old.instances where !present.contains(instance.id) {
            changes.append(
                FleetDifference(
                    text: "\(instance.id): gone",
                    json: ["event": "gone", "id": .string(instance.id)]
                )
            )
        }
        return changes
    }

    private static func decision(_ head: FleetHead) -> FleetDifference {
        var object = DocumentObject()
        object["event"] = "decision"
        object["author"] = .string(head.author)
        object["epoch"] = .int(head.moment.epoch)
        object["generation"] = .int(head.moment.generation)
        object["release"] = head.stable.map { .int($0.sequence) }
        object["rollout"] = head.rollout?.shown
        let release = head.stable.map { "release \($0.sequence)" } ?? "no release"
        let rollout = head.rollout.map {
            ", release \($0.release.sequence) at \($0.percent) % (\($0.state.rawValue))"
        }
        return FleetDifference(
            text: "\(head.author) decided: \(release)\(rollout ?? "")",
            json: .object(object)
        )
    }

    private static func change(
        of instance: FleetInstance,
        beside head: FleetHead,
        isNew: Bool
    ) -> FleetDifference {
        let running = instance.running.map { "release \($0)" } ?? "no release"
        let health = instance.health == .healthy ? "" : ", \(instance.health.rawValue)"
        let reason = instance.reasons.first.map { ": \($0)" } ?? ""
        return FleetDifference(
            text: "\(instance.id): \(isNew ? "new, " : "")\(instance.state.rawValue), "
                + "\(running)\(health)\(reason)",
            json: ["event": "instance", "instance": instance.shown(beside: head)]
        )
    }
}

extension FleetPublisher {
    /// Takes the steps of a rollout until it ends.
    ///
    /// - Throws: the exit status 1 if the release does not run everywhere.
    func follow(_ release: Int, _ printing: PrintOptions) async throws {
        let end = Mutex<FleetController.Event?>(nil)
        try await exiting {
            try await FleetController(self).run(untilEndOf: release) { event in
                end.withLock { $0 = event }
                printing.note("\(event)")
            }
        }
        guard case .promoted = end.withLock({ $0 }) else { throw Exit.findings }
    }
}
