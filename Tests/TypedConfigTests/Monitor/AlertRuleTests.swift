import JSONSchema
import Testing

@testable import ConfigFiles
@testable import ConfigMonitoring
@testable import ConfigTypes
@testable import TypedConfig

/// Each rule, with values just beyond and just within its bound.
struct AlertRuleTests {
    struct Case: CustomTestStringConvertible, Sendable {
        var rule: AlertRule
        var isBroken: Bool
        var change: @Sendable (inout Observation) -> Void

        init(
            _ rule: AlertRule,
            _ isBroken: Bool,
            _ change: @escaping @Sendable (inout Observation) -> Void
        ) {
            (self.rule, self.isBroken, self.change) = (rule, isBroken, change)
        }

        var testDescription: String { "\(rule.rawValue) \(isBroken)" }
    }

    static let finding = Finding(message: "port is 0", file: "a.yaml")

    static let invalid = FileHealth(name: "a", file: "a.yaml", findings: [finding])

    static let cases: [Case] = [
        Case(.hitRatio, true) { ($0.window.hits, $0.window.misses) = (15, 5) },
        Case(.hitRatio, false) { ($0.window.hits, $0.window.misses) = (16, 4) },
        Case(.hitRatio, false) { ($0.window.hits, $0.window.misses) = (0, 19) },
        Case(.loadTime, true) { $0.sample.slowestLoadSeconds = 2.01 },
        Case(.loadTime, false) { $0.sample.slowestLoadSeconds = 2 },
        Case(.compression, true) {
            ($0.sample.uncompressedBytes, $0.sample.compressedBytes) = (20_000, 10_001)
        },
        Case(.compression, false) {
            ($0.sample.uncompressedBytes, $0.sample.compressedBytes) = (20_000, 10_000)
        },
        Case(.compression, false) {
            ($0.sample.uncompressedBytes, $0.sample.compressedBytes) = (300, 290)
        },
        Case(.validationErrors, true) {
            ($0.window.loads, $0.window.refusedLoads) = (9, 1)
            ($0.window.reloads, $0.window.refusedReloads) = (1, 1)
        },
        Case(.validationErrors, false) { ($0.window.loads, $0.window.refusedLoads) = (20, 2) },
        Case(.validationErrors, false) { ($0.window.loads, $0.window.refusedLoads) = (9, 9) },
        Case(.cpu, true) { $0.resources.cpu = 0.91 },
        Case(.cpu, false) { $0.resources.cpu = 0.9 },
        Case(.memory, true) { $0.resources.memory = 0.86 },
        Case(.memory, false) { $0.resources.memory = 0.85 },
        Case(.disk, true) { $0.resources.disks = [.init(folder: "/a", used: 0.91)] },
        Case(.disk, false) { $0.resources.disks = [.init(folder: "/a", used: 0.9)] },
        Case(.reload, true) { $0.reload.findings = [finding] },
        Case(.reload, true) { $0.reload.restored = ["a"] },
        Case(.reload, false) {
            $0.reload.findings = [finding]
            $0.unreadable = [("config", "it is gone")]
        },
        Case(.invalidFile, true) { $0.files = [invalid] },
        Case(.invalidFile, false) { $0.files = [FileHealth(name: "a", file: "a.yaml")] },
        Case(.invalidFile, false) {
            $0.files = [invalid]
            $0.reload.findings = [finding]
        },
        Case(.invalidFile, false) {
            $0.files = [invalid]
            $0.unreadable = [("config", "it is gone")]
        },
        Case(.sources, true) { $0.unreadable = [("config", "it is gone")] },
        Case(.migration, true) { $0.failedMigrations = [("a", "no")] },
        Case(.tampering, true) { $0.tampered = [("a", "changed")] },
        Case(.audit, true) { $0.audit = .faulty("the disk is full") },
        Case(.audit, false) { $0.audit = .unreadable("permission denied") },
        Case(.fleetDisconnected, true) { fleet(&$0, stale: .seconds(300)) { $0.running = 41 } },
        Case(.fleetDisconnected, false) { fleet(&$0, stale: .seconds(299)) { $0.running = 41 } },
        Case(.fleetDisconnected, false) { fleet(&$0) { $0.running = 41 } },
        Case(.fleetBehind, true) { fleet(&$0) { $0.running = 41 } },
        Case(.fleetBehind, true) { fleet(&$0) { _ in } },
        Case(.fleetBehind, false) { fleet(&$0) { $0.running = 42 } },
        Case(.fleetBehind, false) {
            fleet(&$0) { ($0.running, $0.refusal) = (41, [finding]) }
        },
        Case(.fleetRefused, true) { fleet(&$0) { ($0.running, $0.refusal) = (41, [finding]) } },
        Case(.fleetRefused, false) {
            fleet(&$0) { ($0.running, $0.refusal, $0.isTampered) = (41, [finding], true) }
        },
        Case(.fleetTampering, true) {
            fleet(&$0) { ($0.running, $0.refusal, $0.isTampered) = (41, [finding], true) }
        },
    ]

    struct Fleet {
        var running: Int?
        var refusal: [Finding] = []
        var isTampered = false
    }

    /// A fleet that assigns release 42.
    private static func fleet(
        _ observation: inout Observation,
        stale: Duration? = nil,
        _ change: (inout Fleet) -> Void
    ) {
        var fleet = Fleet()
        change(&fleet)
        guard let name = try? FleetName(application: "shop", environment: "prod") else { return }
        var state = FleetState(fleet: name)
        func reference(_ sequence: Int) -> ReleaseReference {
            ReleaseReference(
                moment: FleetMoment(epoch: 1, generation: 5),
                sequence: sequence,
                sha256: "\(sequence)",
                spread: .zero
            )
        }
        state.running = fleet.running.map(reference)
        state.wanted = reference(42)
        (state.refusal, state.isTampered) = (fleet.refusal, fleet.isTampered)
        if stale != nil {
            state.staleSince = Timestamp(milliseconds: 0)
            state.trouble = "etcd at http://a:1 does not respond"
        }
        (observation.fleet, observation.fleetStale) = (state, stale)
    }

    @Test func theFleetIsAComponentWithItsReasons() throws {
        let sample = MonitorSample(time: Timestamp(milliseconds: 0), at: .zero)
        var observation = Observation(sample: sample, window: sample)
        var assessment = HealthAssessment()
        let without = assessment.report(observation, firing: [], time: sample.time)
        #expect(!without.components.contains { $0.component == .fleet })
        Self.fleet(&observation, stale: .seconds(1)) { $0.running = 42 }
        observation.fleet?.storeFault = "the disk is full"
        let report = assessment.report(observation, firing: [], time: sample.time)
        let fleet = try #require(report.components.first { $0.component == .fleet })
        #expect(fleet.state == .degraded)
        #expect(
            fleet.reasons == [
                "not confirmed since 1970-01-01T00:00:00.000Z: etcd at http://a:1 does not respond",
                "the disk is full",
            ]
        )
        // Retrying does not help against refused credentials.
        observation.fleet?.isDenied = true
        let denied = assessment.report(observation, firing: [], time: sample.time)
        #expect(denied.components.first { $0.component == .fleet }?.state == .critical)
    }

    @Test func alertsOfTheFleetNameTheReleases() {
        let sample = MonitorSample(time: Timestamp(milliseconds: 0), at: .zero)
        var observation = Observation(sample: sample, window: sample)
        Self.fleet(&observation, stale: .seconds(400)) {
            ($0.running, $0.refusal) = (41, [Self.finding, Self.finding])
        }
        let conditions = observation.conditions(MonitorConfig())
        #expect(conditions.map(\.subject) == ["shop/prod", "shop/prod"])
        #expect(
            conditions.map(\.message) == [
                "the fleet has been out of reach since 1970-01-01T00:00:00.000Z, for more than 5 min: "
                    + "etcd at http://a:1 does not respond",
                "release 42 was refused; release 41 is served: a.yaml: error: port is 0, and 1 more",
            ]
        )
    }

    @Test(arguments: cases)
    func aRuleIsBrokenOutsideOfItsBounds(_ row: Case) {
        let sample = MonitorSample(time: Timestamp(milliseconds: 0), at: .zero)
        var observation = Observation(sample: sample, window: sample)
        #expect(observation.conditions(MonitorConfig()).isEmpty)
        row.change(&observation)
        let broken = observation.conditions(MonitorConfig())
        #expect(broken.contains { $0.rule == row.rule } == row.isBroken)
        #expect(broken.allSatisfy { !$0.message.isEmpty })
    }

    @Test func everyRuleHasACase() {
        #expect(Set(Self.cases.filter(\.isBroken).map(\.rule)) == Set(AlertRule.allCases))
    }

    /// A user who may not open the audit trail learns that it was not looked at.
    @Test func aTrailThatCannotBeReadIsNotHealthy() {
        let sample = MonitorSample(time: Timestamp(milliseconds: 0), at: .zero)
        var observation = Observation(sample: sample, window: sample)
        observation.audit = AuditState(
            FileError(.notPermitted, "/a", "cannot be read: permission denied"),
            hadRecords: false
        )
        var assessment = HealthAssessment()
        let report = assessment.report(observation, firing: [], time: sample.time)
        #expect(report.state == .degraded)
        #expect(
            report.components.first { $0.component == .audit }?.reasons == [
                "the audit trail cannot be read: permission denied"
            ]
        )
    }

    @Test func messagesNameTheFigureAndItsBound() {
        let sample = MonitorSample(time: Timestamp(milliseconds: 0), at: .zero)
        var observation = Observation(sample: sample, window: sample)
        observation.window.hits = 30
        observation.window.misses = 10
        observation.resources.cpu = 0.955
        observation.resources.isLimitedCPU = true
        #expect(
            observation.conditions(MonitorConfig()).map(\.message) == [
                "75 % of 40 loads in 5 min were served from memory; at least 80 % should be",
                "95.5 % of the container's processors are in use; at most 90 % are allowed",
            ]
        )
    }
}
