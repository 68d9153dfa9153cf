import Testing

@testable import TypedConfig
@testable import TypedConfigFleet

/// Which instances run the release of a rollout.
struct AssignmentTests {
    private func rollout(
        limit: UInt32 = 0,
        labels: [String: [String]] = [:],
        pins: [String] = [],
        salt: String = "5d0a"
    ) -> FleetRollout {
        FleetRollout(
            release: FleetHead.Pointer(sequence: 42, sha256: "c1"),
            state: .running,
            plan: RolloutPlan(
                steps: [.init(percent: 10, bake: .seconds(300)), .init(percent: 50, bake: .zero)],
                labels: labels,
                pins: pins
            ),
            step: 0,
            limit: limit,
            salt: salt,
            since: "2026-11-29T16:00:00Z"
        )
    }

    private func head(_ rollout: FleetRollout) -> FleetHead {
        var head = FleetHead(
            moment: FleetMoment(epoch: 3, generation: 57),
            next: 43,
            spread: .zero,
            author: "ci",
            stable: FleetHead.Pointer(sequence: 41, sha256: "9f")
        )
        head.rollout = rollout
        return head
    }

    /// By Python: int.from_bytes(hashlib.sha256(salt + b"\0" + name).digest()[:4], "big")
    @Test(arguments: [
        ("5d0a", "host-7", 1_160_620_525 as UInt32), ("", "a", 36_333_945),
        ("ab", "b~2", 3_291_631_043),
    ])
    func theHashIsTheSameEverywhere(salt: String, id: String, hash: UInt32) {
        #expect(FleetRollout.hash(id, salt: salt) == hash)
        #expect(rollout(limit: hash, salt: salt).includes(id, labels: [:]))
        #expect(!rollout(limit: hash - 1, salt: salt).includes(id, labels: [:]))
    }

    @Test(arguments: [
        (["zone": "a"], "x", 41), (["zone": "b"], "x", 41), (["zone": "a"], "pinned", 42),
        (["zone": "b"], "pinned", 41), ([:], "pinned", 41),
        (["zone": "a", "tier": "1"], "pinned", 42),
    ])
    func pinnedInstancesMustHaveTheLabels(labels: [String: String], id: String, release: Int) {
        let head = head(rollout(labels: ["zone": ["a", "c"]], pins: ["pinned"]))
        #expect(head.release(for: id, labels: labels)?.sequence == release)
    }

    @Test func withoutARolloutTheReleaseIsTheOneForAll() {
        var head = head(rollout(limit: .max))
        #expect(head.release(for: "a", labels: [:])?.sequence == 42)
        head.rollout = nil
        #expect(head.release(for: "a", labels: [:])?.sequence == 41)
        head.stable = nil
        #expect(head.release(for: "a", labels: [:]) == nil)
    }

    /// A share is never none of them, and who is in stays in.
    @Test(arguments: [1, 2, 3, 7, 20, 100, 333], ["5d0a", "x"])
    func sharesGrow(count: Int, salt: String) {
        let ids = (0..<count).map { "host-\($0)" }
        var before: Set<String> = []
        for percent in 1...100 {
            let limit = FleetRollout.limit(percent, of: ids, salt: salt)
            let rollout = rollout(limit: limit, salt: salt)
            let included = Set(ids.filter { rollout.includes($0, labels: [:]) })
            #expect(included.count == max(1, (count * percent + 99) / 100))
            #expect(included.isSuperset(of: before))
            before = included
        }
        #expect(before.count == count)
    }

    /// Instances that start later are assigned in the same share.
    @Test func withoutInstancesTheShareIsThatOfTheHashes() {
        #expect(FleetRollout.limit(25, of: [], salt: "x") == UInt32.max / 100 * 25)
        #expect(FleetRollout.limit(100, of: [], salt: "x") == .max)
    }

    // MARK: Records

    @Test func aHeadWithARolloutIsReadAsItWasWritten() {
        let head = head(
            rollout(limit: 429_496_729, labels: ["zone": ["a", "b"]], pins: ["host-7"])
        )
        #expect(
            String(decoding: head.bytes, as: UTF8.self)
                == #"{"by":"ci","epoch":3,"gen":57,"next":43,"rollout":{"halt":{"lost":20,"#
                + #""refused":1,"then":"abort","unhealthy":1},"limit":429496729,"pins":["host-7"],"#
                + #""salt":"5d0a","seq":42,"sha256":"c1","since":"2026-11-29T16:00:00Z","#
                + #""state":"running","step":0,"steps":[[10,300],[50,0]],"#
                + #""where":{"zone":["a","b"]}},"spread":0,"stable":{"seq":41,"sha256":"9f"},"v":1}"#
        )
        #expect(FleetHead(parsing: head.bytes) == head)
    }

    @Test(arguments: [
        (#""limit":0"#, #""limit":4294967296"#), (#""step":0"#, #""step":2"#),
        (#""steps":[[10,300],[50,0]]"#, #""steps":[]"#),
        (#""steps":[[10,300],[50,0]]"#, #""steps":[[10,300],[5,0]]"#),
        (#""state":"running""#, #""state":"dancing""#), (#""then":"abort""#, #""then":"cry""#),
        (#""refused":1"#, #""refused":0"#),
    ])
    func aRolloutOfAnotherFormatIsNotRead(part: String, other: String) {
        let text = String(decoding: head(rollout()).bytes, as: UTF8.self)
        #expect(text.contains(part))
        #expect(FleetHead(parsing: Array(text.replacing(part, with: other).utf8)) == nil)
    }

    @Test(arguments: [
        ([], "a rollout needs at least one step"),
        ([0], "step 1 is 0 %; expected 1 to 100"),
        ([10, 101], "step 2 is 101 %; expected 1 to 100"),
        ([10, 10], "step 2 is 10 %; it must be above 10 %, the step before it"),
        (Array(1...21), "a rollout has at most 20 steps"),
    ])
    func aPlanMustBePossible(percents: [Int], fault: String) {
        let steps = percents.map { RolloutPlan.Step(percent: $0, bake: .zero) }
        #expect(RolloutPlan(steps: steps).fault == fault)
    }

    @Test func timesAndNumbersOfAPlanHaveLimits() {
        let long = RolloutPlan(steps: [.init(percent: 1, bake: .seconds(604_801))])
        #expect(long.fault == "step 1 bakes for 604801.0 seconds; expected 0 s to 7 days")
        var plan = RolloutPlan(steps: [.init(percent: 1, bake: .zero)])
        #expect(plan.fault == nil)
        plan.halt.refused = 0
        #expect(plan.fault?.hasPrefix("the numbers that halt a rollout must be above 0") == true)
    }
}
