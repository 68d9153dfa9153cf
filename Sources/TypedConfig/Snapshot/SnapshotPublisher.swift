import CReaderSlots
import Synchronization

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Publishes snapshots one after another, and frees those that no reader can reach.
///
/// Readers never wait for it: see `ReadsUnderWay`.
final class SnapshotPublisher: Sendable {
    /// The published snapshot.
    private let cell = PublishedCell()
    private let state: Mutex<State>

    private struct State {
        /// Owns the memory that `cell` points to.
        var snapshot: SystemSnapshot
        /// The cells that handles of single types point to: created for the first handle, never
        /// removed.
        var cells: [ObjectIdentifier: PublishedCell] = [:]
        /// Replaced snapshots that readers may still use.
        var retired: [(snapshot: SystemSnapshot, reads: ReadsUnderWay)] = []
    }

    /// The initial snapshot of every system. It is never freed, so that no one waits for its
    /// readers.
    private static let nothing = SystemSnapshot(generation: 0, values: [])

    init() {
        state = Mutex(State(snapshot: Self.nothing))
        cell.publish(Unmanaged.passUnretained(Self.nothing).toOpaque())
    }

    // MARK: Reading, without a lock

    /// A copy of the published value of a type; nil if it must be read first.
    @inline(__always)
    func value<Value: ConfigType>(of type: Value.Type) -> Value? {
        let read = reader_enter()
        defer { reader_leave(read) }
        return address(of: ObjectIdentifier(type))?.assumingMemoryBound(to: Value.self).pointee
    }

    /// The address of the published value of a type; valid during a read only.
    @inline(__always)
    func address(of type: ObjectIdentifier) -> UnsafeRawPointer? {
        published?._withUnsafeGuaranteedRef { $0.address(of: type) }
    }

    func snapshot() -> SystemSnapshot {
        let read = reader_enter()
        defer { reader_leave(read) }
        return published?.takeUnretainedValue() ?? state.withLock(\.snapshot)
    }

    /// Valid during a read only; never nil, because `init` publishes a snapshot.
    @inline(__always)
    private var published: Unmanaged<SystemSnapshot>? {
        reader_cell_load(cell.address).map(Unmanaged.fromOpaque)
    }

    /// The cell that holds the address of a type's value.
    func cell(of type: ObjectIdentifier) -> PublishedCell {
        state.withLock { state in
            if let cell = state.cells[type] { return cell }
            let cell = PublishedCell()
            state.cells[type] = cell
            if let value = state.snapshot.values.first(where: { $0.type == type }) {
                cell.publish(value.address)
            }
            return cell
        }
    }

    // MARK: Publishing

    /// Publishes a snapshot in which these values replace those of their types.
    func publish(_ changed: [PublishedValue]) {
        let types = Set(changed.map(\.type))
        replace { old in
            let kept = old.values.filter { !types.contains($0.type) }
            return (kept + changed, old.stale.subtracting(types))
        }
    }

    /// Makes the next load of the types read their files. Until then, handles return the current
    /// values.
    func markStale(where test: (PublishedValue) -> Bool) {
        replace { old in
            (old.values, old.stale.union(old.values.filter(test).map(\.type)))
        }
    }

    private func replace(
        _ change: (SystemSnapshot) -> (values: [PublishedValue], stale: Set<ObjectIdentifier>)
    ) {
        state.withLock { state in
            let old = state.snapshot
            let (values, stale) = change(old)
            let new = SystemSnapshot(
                generation: old.generation + 1,
                values: values,
                stale: stale
            )
            cell.publish(Unmanaged.passUnretained(new).toOpaque())
            for value in values { state.cells[value.type]?.publish(value.address) }
            state.snapshot = new
            if old !== Self.nothing { state.retired.append((old, ReadsUnderWay())) }
            Self.free(&state.retired)
        }
    }

    /// Frees replaced snapshots that no reader uses. Each publication does this as well.
    func free() { state.withLock { Self.free(&$0.retired) } }

    /// The number of snapshots waiting for a reader to finish.
    var retiredCount: Int { state.withLock(\.retired.count) }

    private static func free(_ retired: inout [(snapshot: SystemSnapshot, reads: ReadsUnderWay)]) {
        // Reads take nanoseconds, so that a few attempts usually suffice; a longer reader is left
        // to the next publication.
        for _ in 0..<100 {
            for index in retired.indices.reversed() where retired[index].reads.haveEnded() {
                retired.remove(at: index)
            }
            if retired.isEmpty { return }
            sched_yield()
        }
    }
}

/// One word that holds a published address.
final class PublishedCell: @unchecked Sendable {
    let address: UnsafeMutableRawPointer

    init() {
        // Alone on its cache line, because all threads read it.
        address = .allocate(byteCount: 64, alignment: 64)
        address.initializeMemory(as: UInt.self, repeating: 0, count: 8)
    }

    deinit { address.deallocate() }

    func publish(_ pointer: UnsafeRawPointer) { _ = reader_cell_exchange(address, pointer) }
}
