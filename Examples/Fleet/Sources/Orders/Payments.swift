import ConfigMonitoring
import Synchronization

/// Payments, which need a fifth of a second: with less patience, all of them fail. No schema knows that,
/// but the health of an instance shows it.
final class Payments: Sendable {
    private let milliseconds = Mutex(1000)

    var patience: Int {
        get { milliseconds.withLock { $0 } }
        set { milliseconds.withLock { $0 = newValue } }
    }

    var health: HealthState { patience < 200 ? .critical : .healthy }
}
