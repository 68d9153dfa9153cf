import ConfigDocument

/// Finds members of an object by their names. One look at a time goes through all members, so an
/// object that has many, and is asked for many, gets a table of them.
struct MemberPlaces {
    private var object = -1
    /// How often the object was asked.
    private var count = 0
    private var places: [UInt64: Int] = [:]
    /// The number of each member, by the place of its name.
    private var ordinals: [Int: Int] = [:]

    /// Objects with fewer members are looked through.
    static let fewestMembers = 64
    private static let fewestLooks = 16

    /// The place of the value, and how many steps it took to find.
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
            steps += members >> 2
        }
        guard let place = places[hash] else { return (nil, steps) }
        if view.isKey(view[place], hash: hash, text: key) { return (place + 1, steps) }
        // Long names may share a hash.
        return (view.member(of: object, hash: hash, key: key), steps + (members >> 4))
    }

    /// Whether a look at one name of this object takes no more time than at one of a small one.
    func knows(_ object: Int) -> Bool { object == self.object && !places.isEmpty }

    /// The number of the member of an object whose value is at a place.
    func ordinal(ofValueAt place: Int, of object: Int, in view: TapeView) -> Int {
        if object == self.object, let known = ordinals[place - 1] { return known }
        // Another object was asked in the meantime.
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
