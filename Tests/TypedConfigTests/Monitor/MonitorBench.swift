import Logging
import Synchronization

@testable import ConfigFiles
@testable import ConfigMonitoring
@testable import ConfigTypes
@testable import TypedConfig

/// Clocks and a machine that a test controls.
final class FakeMachine: ResourceProbe {
    private let state = Mutex(
        (elapsed: Duration.zero, wall: 1_750_000_000_000, reading: ResourceReading())
    )

    var clock: MonitorClock {
        MonitorClock(
            elapsed: { self.state.withLock(\.elapsed) },
            wall: { Timestamp(milliseconds: self.state.withLock(\.wall)) }
        )
    }

    /// Advances both clocks.
    func pass(_ seconds: Double) {
        state.withLock { state in
            state.elapsed += .seconds(seconds)
            state.wall += Int(seconds * 1000)
        }
    }

    /// Changes the wall clock.
    func setWall(by seconds: Double) { state.withLock { $0.wall += Int(seconds * 1000) } }

    func set(_ change: (inout ResourceReading) -> Void) { state.withLock { change(&$0.reading) } }

    func read(folders: [String]) -> ResourceReading { state.withLock(\.reading) }
}

extension ConfigMonitor {
    convenience init(
        _ system: ConfigSystem,
        on machine: FakeMachine,
        thresholds: MonitorConfig = MonitorConfig(),
        handlers: [AlertHandler] = [],
        audit: AuditTrail? = nil,
        trust: ManifestTrust? = nil
    ) {
        self.init(
            system,
            thresholds: thresholds,
            handlers: handlers,
            audit: audit,
            trust: trust,
            clock: machine.clock,
            probe: machine
        )
    }

    /// The firing rules, sorted by name.
    var firing: [String] {
        alerts().filter { $0.state == .firing }.map(\.rule.rawValue).sorted()
    }
}

extension HealthReport {
    func state(of component: HealthComponent) -> HealthState? {
        components.first { $0.component == component }?.state
    }
}
