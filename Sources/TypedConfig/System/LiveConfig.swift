public import CReaderSlots

/// The current configuration of a type: each read returns the newest loaded value.
///
///     let live = try system.live(HTTPConfig.self)
///     server.limit(to: live.maxConnections)          // one field, read without a lock
///     let (host, port) = live.read { ($0.host, $0.port) }     // fields that belong together
///
/// Reading a field costs about as much as reading one of a plain object: no lock, no reference
/// count, no allocation, no copy of the other fields. Two reads may see different versions; one
/// `read` sees exactly one.
@dynamicMemberLookup
public struct LiveConfig<Value: ConfigType>: Sendable {
    /// Keeps the cell and its value alive.
    @usableFromInline let owner: ConfigSystem
    @usableFromInline let cell: Cell

    /// The address of the word that holds the address of the value.
    @usableFromInline
    struct Cell: @unchecked Sendable {
        @usableFromInline let address: UnsafeRawPointer
        init(_ address: UnsafeRawPointer) { self.address = address }
    }

    init(owner: ConfigSystem, cell: PublishedCell) {
        self.owner = owner
        self.cell = Cell(cell.address)
    }

    /// One field of the newest value, borrowed for the enclosing expression, so that
    /// `live.server.port` copies the port and not the server.
    @inlinable
    public subscript<Member>(dynamicMember path: KeyPath<Value, Member>) -> Member {
        @inline(__always) _read {
            let read = reader_enter()
            defer {
                reader_leave(read)
                withExtendedLifetime(owner) {}
            }
            yield newest.pointee[keyPath: path]
        }
    }

    /// Passes the newest value to a closure. Keep the closure short: while it runs, a replaced
    /// value stays in memory.
    @inlinable @inline(__always)
    public func read<Result, Failure: Error>(
        _ body: (borrowing Value) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try withAddress { (address) throws(Failure) in try body(address.pointee) }
    }

    /// A copy of the newest value.
    public var value: Value { withAddress { $0.pointee } }

    @inlinable @inline(__always)
    func withAddress<Result, Failure: Error>(
        _ body: (UnsafePointer<Value>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let read = reader_enter()
        defer {
            reader_leave(read)
            withExtendedLifetime(owner) {}
        }
        return try body(newest)
    }

    /// Valid during a read only.
    @inlinable
    var newest: UnsafePointer<Value> {
        @inline(__always) get {
            // Handles are created after the first value was published, so that there always is one.
            guard let address = reader_cell_load(cell.address) else {
                preconditionFailure("a live configuration without a value")
            }
            return address.assumingMemoryBound(to: Value.self)
        }
    }
}
