import Synchronization

/// Lets one thread at a time load a configuration, so that concurrent first loads read it once.
final class LoadGates: Sendable {
    private final class Gate: Sendable {
        let mutex = Mutex(())
    }

    private let gates = Mutex<[String: Gate]>([:])

    /// Runs the body while no other thread runs one for the same name. What the others have done
    /// meanwhile, the body must look for itself.
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
            // Those who wait hold the gate; who comes now finds the configuration loaded.
            gates.withLock { if $0[name] === gate { $0[name] = nil } }
        }
        return try gate.mutex.withLock { (_) throws(ConfigError) in try body() }
    }
}
