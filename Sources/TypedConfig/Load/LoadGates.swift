import Synchronization

/// Lets one thread at a time load a configuration, so that concurrent first loads read its files
/// once.
final class LoadGates: Sendable {
    private final class Gate: Sendable {
        let mutex = Mutex(())
    }

    private let gates = Mutex<[String: Gate]>([:])

    /// Runs the body while no other thread runs one for the same name. The body must check whether
    /// another thread has already loaded the configuration.
    func pass<Result: Sendable>(
        _ name: String,
        _ body: () throws(ConfigError) -> Result
    ) throws(ConfigError) -> Result {
        let gate = gates.withLock { gates in
            let gate = gates[name] ?? Gate()
            gates[name] = gate
            return gate
        }
        defer {
            // Waiting threads hold a reference to the gate; a thread that arrives now finds the
            // configuration loaded.
            gates.withLock { if $0[name] === gate { $0[name] = nil } }
        }
        return try gate.mutex.withLock { (_) throws(ConfigError) in try body() }
    }
}
