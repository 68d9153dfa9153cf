import ConfigDocument
import ConfigMonitoring
import Synchronization
import Testing

@testable import TypedConfig
@testable import TypedConfigFleet

/// A fleet on `FakeEtcd`, with instances that do as they are told.
struct FakeFleetSetup {
    let etcd = FakeEtcd()
    let fleet: FleetName

    init() throws { fleet = try FleetName(application: "shop", environment: "prod") }

    var keys: FleetKeys { FleetKeys(fleet) }

    func publisher(_ author: String = "ci") -> FleetPublisher {
        FleetPublisher(gateway: etcd.gateway(), fleet: fleet, author: author)
    }

    /// - Parameter text: compressible texts are in the manifest; random ones of some size are not.
    func files(_ text: String) -> [ReleaseFile] {
        [
            ReleaseFile(
                name: "pool.yaml",
                configuration: "pool",
                version: nil,
                text: Array(text.utf8)
            )
        ]
    }

    /// A text that is too long for the manifest.
    static func longText(_ seed: UInt64) -> String {
        var state = seed
        return (0..<8_000).map { _ in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return String(state, radix: 36)
        }.joined()
    }

    private static let quick = EtcdFleet.Times(
        firstRetry: .milliseconds(5),
        longestRetry: .milliseconds(20),
        leaseSeconds: 3600,
        renewal: .milliseconds(100),
        healthCheck: .milliseconds(10),
        leavingSeconds: 3600
    )

    func instance(_ id: String, labels: [String: String] = [:]) throws -> FakeInstance {
        let box = HealthBox()
        return FakeInstance(
            try EtcdFleet(
                gateway: etcd.gateway(),
                fleet: fleet,
                instance: id,
                labels: labels,
                health: { box.value },
                times: Self.quick
            ),
            health: box
        )
    }
}

/// The health that an instance reports.
final class HealthBox: Sendable {
    private let state = Mutex(HealthState.healthy)

    var value: HealthState {
        get { state.withLock { $0 } }
        set { state.withLock { $0 = newValue } }
    }
}

/// An instance that runs whatever it is assigned, except for releases that it refuses.
final class FakeInstance: Sendable {
    let remote: EtcdFleet
    let health: HealthBox
    private let refused = Mutex<Set<Int>>([])
    private let worsening = Mutex<Set<Int>>([])
    private let running = Mutex<ReleaseReference?>(nil)
    private let task = Mutex<Task<Void, Never>?>(nil)

    init(_ remote: EtcdFleet, health: HealthBox) { (self.remote, self.health) = (remote, health) }

    func refuse(_ release: Int) { _ = refused.withLock { $0.insert(release) } }
    /// Becomes critical with a release.
    func worsen(with release: Int) { _ = worsening.withLock { $0.insert(release) } }

    var release: Int? { running.withLock(\.self)?.sequence }

    func start() {
        let task = Task {
            for await news in remote.news() {
                guard case .wanted(let reference) = news else { continue }
                let isRefused = refused.withLock { $0.contains(reference.sequence) }
                if !isRefused { running.withLock { $0 = reference } }
                await remote.report(
                    InstanceStatus(
                        state: isRefused ? .refused : .running,
                        seen: reference.moment,
                        running: running.withLock(\.self),
                        wanted: reference,
                        reasons: isRefused ? ["port is 0"] : [],
                        schemas: [:]
                    )
                )
                let isWorse = worsening.withLock { $0.contains(reference.sequence) }
                health.value = isWorse ? .critical : .healthy
            }
        }
        self.task.withLock { $0 = task }
    }

    /// Ends without a word, as a crash does; its record stays until the lease ends.
    func crash() { task.withLock { $0?.cancel() } }

    func leave() async {
        crash()
        await remote.report(
            InstanceStatus(
                state: .leaving,
                seen: FleetMoment(epoch: 0, generation: 0),
                running: running.withLock(\.self),
                wanted: nil,
                reasons: [],
                schemas: [:]
            )
        )
    }
}

/// Waits until something is the case. Other tests may occupy all threads for a while.
func eventually(
    _ what: String,
    sourceLocation: SourceLocation = #_sourceLocation,
    _ condition: () async throws -> Bool
) async throws {
    let end = ContinuousClock.now + .seconds(3600)
    while ContinuousClock.now < end {
        if try await condition() { return }
        try await Task.sleep(for: .milliseconds(5))
    }
    Issue.record("did not happen: \(what)", sourceLocation: sourceLocation)
    throw CancellationError()
}
