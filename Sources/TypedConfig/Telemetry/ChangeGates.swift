package import ConfigFiles
import Synchronization

/// What must agree before a change is made: an audit trail that has to record it.
package protocol ChangeGate: Sendable {
    /// - Throws: why the change cannot be made.
    func admitChange() throws(FileError)
}

/// The gates that a change of a system has to pass.
package final class ChangeGates: ChangeGate {
    private let gates = Mutex<[Int: any ChangeGate]>([:])

    /// - Returns: the number by which the gate is removed.
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
