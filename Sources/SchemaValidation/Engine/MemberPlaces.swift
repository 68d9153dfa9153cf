import ConfigDocument

/// Finds members of an object by their names. One look at a time goes through all members, so an
/// object that has many, and is asked for many, gets a table of them.
struct MemberPlaces {
    private var object = -1
    /// How often the object was asked.
    private var count = 0
    private var places: [UInt64: Int] = [:]

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
        if object != self.object { (self.object, count, places) = (object, 0, [:]) }
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

    private mutating func note(_ members: Int, in view: TapeView) {
        places.reserveCapacity(members)
        var position = object + 1
        while position < view[object].endIndex {
            if places[view[position].body] == nil { places[view[position].body] = position }
            position = view.next(after: position + 1)
        }
    }
}
