import ConfigMonitoring
import Synchronization
import Testing

@testable import TypedConfig
@testable import TypedConfigFleet

/// What a controller does, by itself and with instances.
struct ControllerTests {
    // MARK: The decision

    struct Row: Sendable, CustomTestStringConvertible {
        var name: String
        var states: [(InstanceStatus.State, Int, Bool)]
        var lost = 0
        var step = 0
        var isPaused = false
        var settling = Duration.zero
        var baking = Duration.zero
        var action: RolloutReview.Action

        var testDescription: String { name }
    }

    private static let rows = [
        Row(name: "nobody is there", states: [], baking: .seconds(10), action: .advance),
        Row(
            name: "not yet",
            states: [(.running, 41, false), (.running, 42, false)],
            action: .settle
        ),
        Row(name: "baking", states: [(.running, 42, false)], baking: .seconds(9), action: .bake),
        Row(name: "baked", states: [(.running, 42, false)], baking: .seconds(10), action: .advance),
        Row(
            name: "the last step",
            states: [(.running, 42, false)],
            step: 1,
            baking: .seconds(20),
            action: .finish
        ),
        Row(
            name: "paused",
            states: [(.refused, 41, false)],
            isPaused: true,
            baking: .seconds(20),
            action: .rest
        ),
        Row(
            name: "one refuses",
            states: [(.running, 42, false), (.refused, 41, false)],
            action: .halt("1 instance refused it")
        ),
        Row(
            name: "two are worse",
            states: [(.running, 42, true), (.running, 42, true)],
            action: .halt("2 instances are less healthy than before")
        ),
        Row(
            name: "worse with the release before",
            states: [(.running, 41, true)],
            action: .settle
        ),
        Row(
            name: "a fifth vanished",
            states: .init(repeating: (.running, 42, false), count: 4),
            lost: 1,
            action: .halt("1 instance vanished while running it")
        ),
        Row(
            name: "a sixth vanished",
            states: .init(repeating: (.running, 42, false), count: 5),
            lost: 1,
            action: .bake
        ),
        Row(
            name: "too slow",
            states: [(.running, 41, false), (.running, 42, false)],
            settling: .seconds(60),
            action: .halt("1 instance of 2 did not run it within 60 s")
        ),
        Row(
            name: "who leaves does not count",
            states: [(.leaving, 41, false), (.running, 42, false)],
            settling: .seconds(60),
            baking: .seconds(10),
            action: .advance
        ),
    ]

    @Test(arguments: rows) func theNextActionFollowsFromTheInstances(row: Row) {
        var head = FleetHead(
            moment: FleetMoment(epoch: 1, generation: 5),
            next: 43,
            spread: .zero,
            author: "ci",
            stable: FleetHead.Pointer(sequence: 41, sha256: "9f")
        )
        let rollout = FleetRollout(
            release: FleetHead.Pointer(sequence: 42, sha256: "c1"),
            state: row.isPaused ? .paused : .running,
            plan: RolloutPlan(
                steps: [
                    .init(percent: 50, bake: .seconds(10)), .init(percent: 100, bake: .seconds(20)),
                ]
            ),
            step: row.step,
            limit: .max,
            salt: "",
            since: ""
        )
        head.rollout = rollout
        let instances = row.states.enumerated().map { index, state in
            var instance = FleetInstance(
                id: "host-\(index)",
                labels: [:],
                program: "",
                schemas: [:],
                started: "",
                seen: head.moment,
                running: state.1,
                wanted: 42,
                state: state.0,
                reasons: [],
                nonce: ""
            )
            if state.2 { instance.health = .critical }
            return instance
        }
        let review = RolloutReview(rollout, head, instances, lost: row.lost)
        #expect(
            review.action(settling: row.settling, limit: .seconds(60), baking: row.baking)
                == row.action
        )
    }

    // MARK: With instances

    private let setup: FakeFleetSetup

    init() throws { setup = try FakeFleetSetup() }

    private static let quick = FleetController.Times(
        interval: .milliseconds(10),
        standby: .milliseconds(20),
        leaseSeconds: 3600,
        renewal: .milliseconds(100)
    )

    private func plan(_ percents: [Int], _ halt: RolloutPlan.Halt = .init()) -> RolloutPlan {
        RolloutPlan(steps: percents.map { .init(percent: $0, bake: .zero) }, halt: halt)
    }

    /// Instances that all run release 1.
    private func started(_ count: Int) async throws -> (FleetPublisher, [FakeInstance]) {
        let publisher = setup.publisher()
        try await publisher.initialise()
        try await publisher.publish(setup.files("a: 1"))
        let instances = try (0..<count).map { try setup.instance("host-\($0)") }
        for instance in instances { instance.start() }
        try await eventually("all run release 1") {
            let view = try await publisher.view()
            return view.instances.count == count && view.isSettled
        }
        return (publisher, instances)
    }

    private func run(
        _ publisher: FleetPublisher,
        until release: Int?,
        settling: Duration = .seconds(3600),
        times: FleetController.Times = quick
    ) async throws -> [String] {
        let events = Events()
        let controller = FleetController(publisher, settling: settling, times: times)
        try await controller.run(untilEndOf: release) { events.add("\($0)") }
        return events.all
    }

    @Test func aReleaseIsRolledOutInSteps() async throws {
        let (publisher, instances) = try await started(10)
        try await publisher.publish(setup.files("a: 2"), rollout: plan([10, 50]))
        let events = try await run(publisher, until: 2)
        #expect(events.contains("release 2: now 50 %"))
        #expect(events.last == "release 2 is assigned to all instances")
        try await eventually("all run it") { instances.allSatisfy { $0.release == 2 } }
        #expect(
            try await publisher.history().map(\.action.rawValue)
                == ["promote", "advance", "publish", "publish", "init"]
        )
        // The next controller can act at once.
        #expect(!setup.etcd.keys.contains(setup.keys.controller))
        for instance in instances { instance.crash() }
    }

    @Test func nothingAdvancesWithoutAController() async throws {
        let (publisher, instances) = try await started(4)
        try await publisher.publish(setup.files("a: 2"), rollout: plan([25]))
        try await eventually("one runs it") { instances.count { $0.release == 2 } == 1 }
        try await Task.sleep(for: .milliseconds(100))
        #expect(instances.count { $0.release == 2 } == 1)
        for instance in instances { instance.crash() }
    }

    @Test func aRefusalHaltsInTheFirstStep() async throws {
        let (publisher, instances) = try await started(10)
        for instance in instances { instance.refuse(2) }
        try await publisher.publish(setup.files("a: 2"), rollout: plan([10, 50]))
        let events = try await run(publisher, until: 2)
        #expect(
            events.last
                == "release 2 is halted: 1 instance refused it; all instances return to the release before"
        )
        let view = try await publisher.view()
        #expect(view.head.rollout == nil)
        #expect(view.head.moment.epoch == 2)
        #expect(try await publisher.history(limit: 1).first?.note == "1 instance refused it")
        try await eventually("all are back") { try await publisher.view().isSettled }
        #expect(instances.allSatisfy { $0.release == 1 })
        for instance in instances { instance.crash() }
    }

    @Test func worseHealthHaltsAndPauses() async throws {
        let (publisher, instances) = try await started(4)
        for instance in instances { instance.worsen(with: 2) }
        var slow = plan([50], .init(action: .pause))
        slow.steps[0].bake = .seconds(36_000)
        try await publisher.publish(setup.files("a: 2"), rollout: slow)
        let controller = Task { try await run(publisher, until: 2) }
        try await eventually("it is paused") {
            try await publisher.view().head.rollout?.state == .paused
        }
        #expect(
            try await publisher.history(limit: 1).first?.note.contains("less healthy than before")
                == true
        )
        #expect(instances.count { $0.release == 2 } == 2)
        // Somebody decides.
        try await publisher.abort()
        let events = try await controller.value
        #expect(events.contains { $0.contains("less healthy than before; paused") })
        #expect(events.last == "the rollout of release 2 was ended by somebody else")
        for instance in instances { instance.crash() }
    }

    @Test func instancesThatVanishHalt() async throws {
        let (publisher, instances) = try await started(4)
        var slow = plan([50])
        slow.steps[0].bake = .seconds(36_000)
        try await publisher.publish(setup.files("a: 2"), rollout: slow)
        let events = Events()
        let controller = FleetController(publisher, settling: .seconds(36_000), times: Self.quick)
        let running = Task { try await controller.run(untilEndOf: 2) { events.add("\($0)") } }
        try await eventually("two run it") { events.all.last?.hasSuffix("baking") == true }
        // One leaves in order, which does not matter.
        let canaries = instances.filter { $0.release == 2 }
        #expect(canaries.count == 2)
        await canaries[0].leave()
        try await eventually("it does not count any more") {
            events.all.last == "release 2 at 50 %: 1 of 1 instances run it; baking"
        }
        #expect(try await publisher.view().head.rollout != nil)
        canaries[1].crash()
        // As at the end of its lease.
        _ = try await publisher.gateway.transaction(
            if: [],
            then: [.delete(.one(setup.keys.instance(canaries[1].remote.instance)))]
        )
        try await running.value
        #expect(
            events.all.last
                == "release 2 is halted: 1 instance vanished while running it; all instances return to the release before"
        )
        for instance in instances { instance.crash() }
    }

    @Test func anInstanceThatTakesTooLongHalts() async throws {
        let (publisher, instances) = try await started(3)
        for instance in instances { instance.crash() }
        try await publisher.publish(setup.files("a: 2"), rollout: plan([1]))
        let events = try await run(publisher, until: 2, settling: .milliseconds(50))
        #expect(events.first == "release 2 at 1 %: 0 of 1 instances run it")
        #expect(events.last?.contains("1 instance of 1 did not run it within 0 s") == true)
    }

    @Test func oneOfTwoControllersActs() async throws {
        let (publisher, instances) = try await started(6)
        try await publisher.publish(setup.files("a: 2"), rollout: plan([10, 20, 30, 40, 50]))
        let other = setup.publisher("other")
        async let first = run(publisher, until: 2)
        async let second = run(other, until: 2)
        let events = try await [first, second]
        #expect(events.allSatisfy { $0.last == "release 2 is assigned to all instances" })
        let actions = try await publisher.history().prefix(5).map(\.action)
        #expect(actions == [.promote, .advance, .advance, .advance, .advance])
        for instance in instances { instance.crash() }
    }

    /// A controller that does not know that its lease has ended cannot decide.
    @Test func aControllerWithoutItsLeaseDecidesNothing() async throws {
        let (publisher, _) = try await started(0)
        try await publisher.publish(setup.files("a: 2"), rollout: plan([10, 50]))
        guard case .held(let old) = try await publisher.takeOffice(seconds: 30) else {
            Issue.record("the office is taken")
            return
        }
        await publisher.resign(old)
        guard case .held(let new) = try await publisher.takeOffice(seconds: 30) else {
            Issue.record("the office is taken")
            return
        }
        let view = try await publisher.view()
        await #expect(throws: FleetError.self) {
            try await publisher.advance(over: view, if: old.compares)
        }
        #expect(try await publisher.view().head == view.head)
        try await publisher.advance(over: view, if: new.compares)
        #expect(try await publisher.view().head.rollout?.step == 1)
    }

    @Test func troubleWithTheClusterIsNotTheEnd() async throws {
        let (publisher, instances) = try await started(2)
        try await publisher.publish(setup.files("a: 2"), rollout: plan([50]))
        let failures = Counter(5)
        setup.etcd.decide { _ in failures.take() ? .refused : .answered }
        let events = try await run(publisher, until: 2)
        #expect(events.contains { $0.contains("no route to http://fake:1") })
        #expect(events.last == "release 2 is assigned to all instances")
        for instance in instances { instance.crash() }
    }

    @Test func aFleetThatDoesNotExistIsAnError() async throws {
        let publisher = setup.publisher()
        await #expect(throws: FleetError.self) { try await run(publisher, until: nil) }
    }
}

private final class Events: Sendable {
    private let events = Mutex<[String]>([])
    func add(_ event: String) { events.withLock { $0.append(event) } }
    var all: [String] { events.withLock { $0 } }
}
