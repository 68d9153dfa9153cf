import Synchronization

/// A value that is computed once, when it is first needed.
package final class Remembered<Value: Sendable>: Sendable {
    private let value = Mutex<Value?>(nil)

    package init() {}

    /// - Parameter make: may run code of a type, so it is called outside of the lock, and occasionally
    ///   twice.
    package func value(_ make: () -> Value) -> Value {
        if let known = value.withLock({ $0 }) { return known }
        let made = make()
        value.withLock { $0 = made }
        return made
    }
}
