import ConfigDocument

/// Finds members of an object by name. A single lookup scans all members, so an object with many
/// members and many lookups gets a table.
struct MemberPlaces {
    private var object = -1
    /// The number of lookups in the object.
    private var count = 0
    private var places: [UInt64: Int] = [:]
    /// The ordinal of each member, by the position of its name.
    private var ordinals: [Int: Int] = [:]

    /// Objects with fewer members are always scanned.
    static let fewestMembers = 64
    private static let fewestLooks = 16

    /// The position of the value, and the cost of finding it in steps.
    mutating func find(
        _ key: UnsafeRawBufferPointer,
        hash: UInt64,
        of object: Int,
        in view: TapeView
    ) -> (place: Int?, steps: Int) {
        if object != self.object { (self.object, count, places, ordinals) = (object, 0, [:], [:]) }
        count &+= 1
        let members = view[object].count
        guard count > Self.fewestLooks else {
            return (view.member(of: object, hash: hash, key: key), members >> 4)
        }
        var steps = 1
        if places.isEmpty {
            note(members, in: view)
            // A member takes as long as two schemas that are applied.
            steps += members << 1
        }
        guard let place = places[hash] else { return (nil, steps) }
        if view.isKey(view[place], hash: hash, text: key) { return (place + 1, steps) }
        // Long names may share a hash.
        return (view.member(of: object, hash: hash, key: key), steps + (members >> 4))
    }

    /// True if lookups in this object are as fast as in a small one.
    func knows(_ object: Int) -> Bool { object == self.object && !places.isEmpty }

    /// The ordinal of the member whose value is at a position.
    func ordinal(ofValueAt place: Int, of object: Int, in view: TapeView) -> Int {
        if object == self.object, let known = ordinals[place - 1] { return known }
        // The table now belongs to another object.
        var ordinal = 0
        var position = object + 1
        while position < place - 1 {
            ordinal &+= 1
            position = view.next(after: position + 1)
        }
        return ordinal
    }

    private mutating func note(_ members: Int, in view: TapeView) {
        places.reserveCapacity(members)
        ordinals.reserveCapacity(members)
        var position = object + 1
        while position < view[object].endIndex {
            if places[view[position].body] == nil { places[view[position].body] = position }
            ordinals[position] = ordinals.count
            position = view.next(after: position + 1)
        }
    }
}
