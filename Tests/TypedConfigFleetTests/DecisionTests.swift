import Synchronization
import Testing

@testable import TypedConfig
@testable import TypedConfigFleet

/// What publishers decide, on an etcd in memory.
struct DecisionTests {
    private let setup: FakeFleetSetup
    private let plan = RolloutPlan(steps: [.init(percent: 10, bake: .seconds(1))])

    init() throws { setup = try FakeFleetSetup() }

    private func started() async throws -> FleetPublisher {
        let publisher = setup.publisher()
        try await publisher.initialise()
        try await publisher.publish(setup.files("a: 1"))
        return publisher
    }

    private func message(_ body: () async throws -> Void) async -> String? {
        do { try await body() } catch { return (error as? FleetError)?.message ?? "\(error)" }
        return nil
    }

    @Test func aRolloutIsPublishedAndPromoted() async throws {
        let publisher = try await started()
        #expect(try await publisher.publish(setup.files("a: 2"), rollout: plan, note: "two") == 2)
        var head = try await publisher.view().head
        #expect(head.stable?.sequence == 1)
        #expect(head.rollout?.release.sequence == 2)
        #expect(head.rollout?.percent == 10)
        #expect(head.moment == FleetMoment(epoch: 1, generation: 3))

        let refused = await message { try await publisher.publish(setup.files("a: 3")) }
        #expect(refused == "release 2 is being rolled out; promote or abort it first")
        #expect(
            await message { try await publisher.rollBack() }
                == "release 2 is being rolled out; abort it, or name the release to return to"
        )

        try await publisher.pause(note: "lunch")
        #expect(try await publisher.view().head.rollout?.state == .paused)
        #expect(await message { try await publisher.pause() } == "the rollout is paused already")
        try await publisher.resume()
        #expect(await message { try await publisher.resume() } == "the rollout is not paused")
        #expect(try await publisher.promote() == 2)
        head = try await publisher.view().head
        #expect(head.stable?.sequence == 2)
        #expect(head.rollout == nil)
        #expect(head.moment == FleetMoment(epoch: 1, generation: 6))
        #expect(await message { try await publisher.promote() } == "no release is being rolled out")

        let history = try await publisher.history()
        #expect(
            history.map { "\($0.action.rawValue) \($0.from ?? 0) \($0.to ?? 0) \($0.note)" } == [
                "promote 1 2 ", "resume 1 2 ", "pause 1 2 lunch", "publish 1 2 two",
                "publish 0 1 ", "init 0 0 ",
            ]
        )
    }

    @Test func abortingIsANewEpoch() async throws {
        let publisher = try await started()
        try await publisher.publish(setup.files("a: 2"), rollout: plan)
        try await publisher.abort(note: "errors")
        let head = try await publisher.view().head
        #expect(head.moment == FleetMoment(epoch: 2, generation: 4))
        #expect(head.stable?.sequence == 1)
        #expect(head.rollout == nil)
        #expect(head.spread == .zero)
        // The number is not used again.
        #expect(try await publisher.publish(setup.files("a: 3")) == 3)
    }

    @Test func rollingBackToANamedReleaseEndsARollout() async throws {
        let publisher = try await started()
        try await publisher.publish(setup.files("a: 2"))
        try await publisher.publish(setup.files("a: 3"), rollout: plan)
        #expect(try await publisher.rollBack(to: 1) == 1)
        let head = try await publisher.view().head
        #expect(head.stable?.sequence == 1)
        #expect(head.rollout == nil)
    }

    @Test func aTrialDecidesNothing() async throws {
        let publisher = try await started()
        try await publisher.publish(setup.files("a: 2"), rollout: plan)
        let before = try await publisher.view()
        #expect(try await publisher.promote(isTrial: true) == 2)
        try await publisher.abort(isTrial: true)
        try await publisher.pause(isTrial: true)
        #expect(try await publisher.reseed(isTrial: true) == 2)
        #expect(await message { try await publisher.resume(isTrial: true) } != nil)
        #expect(try await publisher.sweep(keeping: 1, isTrial: true).releases == [])
        #expect(try await publisher.view() == before)
    }

    /// The answer to each decision is lost, up to twice.
    @Test(arguments: [1, 2]) func aLostAnswerDoesNotDecideTwice(losses: Int) async throws {
        let publisher = try await started()
        try await publisher.publish(setup.files("a: 2"), rollout: plan)
        let left = Counter(losses)
        setup.etcd.decide { request in
            let isDecision = String(decoding: request.body, as: UTF8.self).contains("request_put")
            return isDecision && left.take() ? .lost : .answered
        }
        try await publisher.pause()
        left.set(losses)
        try await publisher.resume()
        left.set(losses)
        try await publisher.abort()
        left.set(losses)
        #expect(try await publisher.publish(setup.files("a: 3")) == 3)
        #expect(try await publisher.view().head.moment == FleetMoment(epoch: 2, generation: 7))
        #expect(try await publisher.history().map(\.moment.generation) == [7, 6, 5, 4, 3, 2, 1])
        #expect(setup.etcd.version(of: setup.keys.release(3)) == 1)
    }

    /// Doubt is reported only where there is some: if one of the attempts may have arrived.
    @Test(arguments: [
        ([FakeEtcd.Fate.refused, .refused, .refused], "no route to http://fake:1"),
        (
            [.refused, .lost, .refused],
            "it is unknown whether the decision was made; look at the history before you try again: "
                + "no route to http://fake:1"
        ),
    ])
    func onlyWhatMayHaveArrivedIsInDoubt(fates: [FakeEtcd.Fate], expected: String) async throws {
        let publisher = try await started()
        try await publisher.publish(setup.files("a: 2"), rollout: plan)
        let left = Mutex(fates)
        setup.etcd.decide { request in
            let isDecision = String(decoding: request.body, as: UTF8.self).contains("request_put")
            guard isDecision else { return .answered }
            return left.withLock { $0.isEmpty ? .answered : $0.removeFirst() }
        }
        #expect(await message { try await publisher.pause() } == expected)
    }

    @Test func onlyOneOfTwoDecisionsIsMade() async throws {
        let publisher = try await started()
        try await publisher.publish(setup.files("a: 2"), rollout: plan)
        let view = try await publisher.view()
        try await publisher.abort(note: "", over: view, if: [])
        let lost = await message { try await publisher.promote(note: "", over: view, if: []) }
        #expect(
            lost
                == "ci has made a decision a moment ago (abort of release 1); look at it, and try again"
        )
    }

    @Test func rulesThatAreTooLongAreRefused() async throws {
        let publisher = try await started()
        var plan = plan
        plan.pins = (0..<200).map { "a-host-with-a-long-name-\($0)" }
        let refused = await message {
            try await publisher.publish(setup.files("a: 2"), rollout: plan)
        }
        #expect(
            refused?.hasSuffix("the limit is 2048; use fewer pins, or labels in their place")
                == true
        )
        #expect(try await publisher.view().head.next == 2)
    }

    // MARK: After a restored backup

    @Test func reseedingBeginsAboveWhatInstancesHaveSeen() async throws {
        let publisher = try await started()
        let instance = try setup.instance("host-1")
        instance.start()
        try await eventually("it runs release 1") {
            let view = try await publisher.view()
            return view.instances.count == 1 && view.isSettled
        }
        await instance.remote.report(
            InstanceStatus(
                state: .running,
                seen: FleetMoment(epoch: 7, generation: 90),
                running: nil,
                wanted: nil,
                reasons: [],
                schemas: [:]
            )
        )
        try await eventually("it has seen more") {
            try await publisher.view().instances.first?.seen.epoch == 7
        }
        #expect(try await publisher.reseed() == 8)
        #expect(try await publisher.view().head.moment == FleetMoment(epoch: 8, generation: 3))
        #expect(try await publisher.view().head.stable?.sequence == 1)
        instance.crash()
    }

    // MARK: Removing old releases

    @Test func whatIsNeededStays() async throws {
        let publisher = try await started()
        for number in 2...6 {
            try await publisher.publish(setup.files(FakeFleetSetup.longText(UInt64(number % 4))))
        }
        try await publisher.rollBack(to: 2)
        func blobs() -> Int { setup.etcd.keys.count { $0.hasPrefix(setup.keys.blobs) } }
        let all = blobs()
        // Of 2 to 6, 2 and 6 have the same text.
        #expect(all == 4)
        let trial = try await publisher.sweep(keeping: 1, isTrial: true)
        let sweep = try await publisher.sweep(keeping: 1)
        #expect(sweep == trial)
        #expect(sweep.releases == [1, 3, 4, 5])
        #expect(sweep.parts == 3)
        #expect(blobs() == 1)
        for release in [2, 6] { #expect(try await publisher.release(release).files.count == 1) }
        #expect(
            await message { try await publisher.rollBack(to: 3) }
                == "fleet shop/prod@3 does not exist"
        )
        #expect(try await publisher.sweep(keeping: 1) == .init(releases: [], parts: 0))
    }

    /// A file that was stored already is removed before the release that needs it is decided.
    @Test func aReleaseThatIsPublishedMeanwhileIsAConflict() async throws {
        let publisher = try await started()
        let text = FakeFleetSetup.longText(9)
        try await publisher.publish(setup.files(text))
        try await publisher.publish(setup.files("a: 3"))
        let other = setup.publisher("other")
        let (isHeldUp, waits) = (Counter(1), Counter(1))
        setup.etcd.decide { [keys = setup.keys] request in
            let body = String(decoding: request.body, as: UTF8.self)
            let history = DocumentBase64.text(keys.decision(5))
            // The decision of the publisher, after it has stored all files.
            guard body.contains(history), body.contains("request_put"), waits.value > 0 else {
                return .answered
            }
            _ = isHeldUp.take()
            return .refused
        }
        let publishing = Task { try await other.publish(setup.files(text)) }
        try await eventually("the decision was held up") { isHeldUp.value == 0 }
        #expect(try await publisher.sweep(keeping: 1).parts == 1)
        waits.set(0)
        await #expect(throws: FleetError.self) { try await publishing.value }
        #expect(try await publisher.publish(setup.files(text)) == 4)
        #expect(try await publisher.release(4).files.first?.text == Array(text.utf8))
    }

    @Test func onlyOneRemovesReleases() async throws {
        let publisher = try await started()
        let lease = try await publisher.gateway.grantLease(seconds: 30)
        _ = try await publisher.gateway.transaction(
            if: [],
            then: [.put(setup.keys.sweep, Array("ops".utf8), lease: lease)]
        )
        #expect(
            await message { try await publisher.sweep() }
                == "somebody else is removing releases; try again later"
        )
        #expect(
            await message { try await publisher.publish(setup.files("a: 2")) }
                == "ops is removing old releases; try again in a minute"
        )
    }
}

/// What members report about themselves.
struct MemberTests {
    @Test(arguments: [
        (#"{"version":"3.4.23","dbSize":"20480","leader":"9"}"#, nil),
        (#"{"version":"3.6.1","dbSize":"1073741824","leader":"9"}"#, nil),
        (
            #"{"version":"3.4.21","dbSize":"1","leader":"9"}"#,
            "it runs etcd 3.4.21; the fleet needs 3.4.22 or later"
        ),
        (
            #"{"version":"3.3.27","dbSize":"1","leader":"9"}"#,
            "it runs etcd 3.3.27; the fleet needs 3.4.22 or later"
        ),
        (#"{"version":"3.5.0","dbSize":"1"}"#, "it has no leader"),
        (
            #"{"version":"3.5.0","dbSize":"1073741825","leader":"9"}"#,
            "its database has 1024 MiB, and etcd accepts no writes from its quota on, which is 2048 MiB unless it was "
                + "raised; remove old releases with gc, then compact and defragment it"
        ),
    ])
    func faultsAreReported(body: String, fault: String?) async throws {
        let transport = RecordedTransport(["/v3/maintenance/status": [(200, body)]])
        let publisher = FleetPublisher(
            gateway: EtcdGateway(endpoints: ["http://a:1"], transport: transport),
            fleet: try FleetName(application: "shop", environment: "prod"),
            author: "ci"
        )
        #expect(await publisher.members().map(\.fault) == [fault])
    }

    @Test func aMemberThatDoesNotRespondIsAFault() async throws {
        let publisher = FleetPublisher(
            gateway: EtcdGateway(endpoints: ["http://a:1"], transport: RecordedTransport([:])),
            fleet: try FleetName(application: "shop", environment: "prod"),
            author: "ci"
        )
        let members = await publisher.members()
        #expect(members.map(\.version) == [nil])
        #expect(members.first?.fault == "no route to http://a:1")
    }
}
