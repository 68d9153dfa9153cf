/// The configurations of all loaded types at one moment; immutable.
///
/// Use a snapshot if values of several types must be consistent:
///
///     let now = system.snapshot()
///     let (http, limits) = (now[HTTPConfig.self], now[LimitsConfig.self])
public final class SystemSnapshot: @unchecked Sendable {
    /// Incremented by one for each snapshot of a system.
    public let generation: Int
    let values: [PublishedValue]
    /// The types that the next load reads again.
    let stale: Set<ObjectIdentifier>
    /// Open addressing by type, so that a lookup needs no hashing and no reference count.
    private let slots: UnsafeMutablePointer<Slot>
    private let mask: Int

    private struct Slot {
        var type: ObjectIdentifier?
        var address: UnsafeRawPointer?
        var isStale = false
    }

    init(generation: Int, values: [PublishedValue], stale: Set<ObjectIdentifier> = []) {
        self.generation = generation
        self.values = values
        self.stale = stale
        let capacity = 1 << (Int.bitWidth - (values.count * 2).leadingZeroBitCount)
        mask = capacity - 1
        slots = .allocate(capacity: capacity)
        slots.initialize(repeating: Slot(), count: capacity)
        for value in values {
            var index = Self.hash(of: value.type) & mask
            while slots[index].type != nil { index = (index + 1) & mask }
            let isStale = stale.contains(value.type)
            slots[index] = Slot(type: value.type, address: value.address, isStale: isStale)
        }
    }

    deinit { slots.deallocate() }

    /// The configuration of a type; nil if it is not loaded.
    public subscript<Value: ConfigType>(type: Value.Type) -> Value? {
        address(of: ObjectIdentifier(type), evenStale: true)?
            .assumingMemoryBound(to: Value.self).pointee
    }

    /// Not generic, because the type `Value?` would be instantiated in each call.
    @inline(__always)
    func address(of wanted: ObjectIdentifier, evenStale: Bool = false) -> UnsafeRawPointer? {
        var index = Self.hash(of: wanted) & mask
        while let type = slots[index].type {
            if type == wanted {
                if slots[index].isStale, !evenStale { return nil }
                return slots[index].address
            }
            index = (index + 1) & mask
        }
        return nil
    }

    /// Metadata is aligned, so the low bits of its address carry no information.
    @inline(__always)
    private static func hash(of type: ObjectIdentifier) -> Int {
        let address = UInt(bitPattern: type)
        return Int(truncatingIfNeeded: (address >> 4) ^ (address >> 12))
    }
}
