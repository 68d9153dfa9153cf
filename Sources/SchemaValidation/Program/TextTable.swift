import ConfigDocument

/// The distinct strings of a program in one array of bytes: keys, patterns, numbers, names.
package struct TextTable: Equatable {
    package struct Entry: Equatable {
        package var start: UInt32
        package var count: UInt32
        /// The same hash as that of keys on a tape.
        package var hash: UInt64
    }

    package private(set) var bytes: [UInt8] = []
    package private(set) var entries: [Entry] = []
    /// Indexes of strings by hash, in an open-addressing table that is at most half full.
    private var places: [UInt32] = []
    /// True if the hash is seeded, since too many strings collided without a seed.
    private var isSeeded = false
    /// The number of collisions that causes the table to be rebuilt with a seed.
    private static let mostInTheWay = 100

    private static let free = UInt32.max

    package var count: Int { entries.count }

    package subscript(number: Int) -> String { String(decoding: utf8(number), as: UTF8.self) }

    private func utf8(_ number: Int) -> ArraySlice<UInt8> {
        let entry = entries[number]
        return bytes[Int(entry.start)..<Int(entry.start) + Int(entry.count)]
    }

    /// The index of a string, which is added if it is new.
    package mutating func add(_ text: UnsafeRawBufferPointer, hash: UInt64) -> UInt32 {
        if places.count <= entries.count * 2 { grow() }
        var place = firstPlace(of: text, hash: hash)
        var inTheWay = 0
        while places[place] != Self.free {
            inTheWay += 1
            let entry = entries[Int(places[place])]
            // Compares bytes, since Swift's `==` considers canonically equivalent strings equal.
            if entry.hash == hash, Int(entry.count) == text.count, isEqual(entry, text) {
                return places[place]
            }
            place = (place + 1) & (places.count - 1)
        }
        let number = UInt32(entries.count)
        entries.append(
            Entry(start: UInt32(bytes.count), count: UInt32(text.count), hash: hash)
        )
        bytes.append(contentsOf: text)
        places[place] = number
        if inTheWay > Self.mostInTheWay, !isSeeded {
            isSeeded = true
            layOut()
        }
        return number
    }

    private func firstPlace(of text: UnsafeRawBufferPointer, hash: UInt64) -> Int {
        var hash = Int(truncatingIfNeeded: hash)
        if isSeeded {
            var hasher = Hasher()
            hasher.combine(bytes: text)
            hash = hasher.finalize()
        }
        return hash & (places.count - 1)
    }

    private func isEqual(_ entry: Entry, _ text: UnsafeRawBufferPointer) -> Bool {
        if text.count <= KeyHash.exactLength { return true }
        return bytes.withUnsafeBytes { bytes in
            let start = Int(entry.start)
            return bytes[start..<start + text.count].elementsEqual(text)
        }
    }

    package mutating func add(_ text: String) -> UInt32 {
        var text = text
        return text.withUTF8 {
            let text = UnsafeRawBufferPointer($0)
            return add(text, hash: KeyHash.hash(text))
        }
    }

    private mutating func grow() {
        places = Array(repeating: Self.free, count: max(16, places.count * 2))
        layOut()
    }

    private mutating func layOut() {
        for place in places.indices { places[place] = Self.free }
        for (number, entry) in entries.enumerated() {
            var place = bytes.withUnsafeBytes { bytes in
                let start = Int(entry.start)
                let text = bytes[start..<start + Int(entry.count)]
                return firstPlace(of: UnsafeRawBufferPointer(rebasing: text), hash: entry.hash)
            }
            while places[place] != Self.free { place = (place + 1) & (places.count - 1) }
            places[place] = UInt32(number)
        }
    }
}
