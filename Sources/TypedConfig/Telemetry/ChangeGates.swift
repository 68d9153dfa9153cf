package import ConfigFiles
import Synchronization

/// A condition that must be met before a change is made, such as an audit trail that must record
/// it.
package protocol ChangeGate: Sendable {
    /// - Throws: the reason that the change cannot be made.
    func admitChange() throws(FileError)
}

/// The gates that every change of a system must pass.
package final class ChangeGates: ChangeGate {
    private let gates = Mutex<[Int: any ChangeGate]>([:])

    /// - Returns: the number to remove the gate by.
    package func add(_ gate: any ChangeGate) -> Int {
        gates.withLock { gates in
            let number = (gates.keys.max() ?? 0) + 1
            gates[number] = gate
            return number
        }
    }

    package func remove(_ number: Int) { gates.withLock { $0[number] = nil } }

    package func admitChange() throws(FileError) {
        for gate in gates.withLock({ Array($0.values) }) { try gate.admitChange() }
    }
}
