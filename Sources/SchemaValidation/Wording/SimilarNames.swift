import ConfigDocument

/// Finds names that are similar to one of a fixed set.
///
/// A document may have as many names as it has bytes, so each is compared with few: names that it
/// contains are found in one pass over it, and names with nearly the same letters by their length.
final class SimilarNames {
    private let names: [String]
    private lazy var index = Index(names)
    /// Nil if there are too many to compare for each name.
    private let outlines: [Outline]?
    private var known: [String: Bool] = [:]

    init(_ names: [String]) {
        self.names = names
        outlines = names.count > 16 ? nil : names.map(Outline.init)
    }

    /// True if a name may be similar to one of these, by its length and letters alone, which rules
    /// out most names.
    func mayHave(_ name: UnsafeRawBufferPointer) -> Bool {
        guard let outlines else { return true }
        var letters: UInt64 = 0
        for byte in name {
            if byte > 0x7F { return true }
            letters |= Letters.bit(UInt32(0x41...0x5A ~= byte ? byte | 0x20 : byte))
        }
        return outlines.contains { $0.mayBe(in: letters, name.count) }
    }

    /// The set of letters in a name, and its length.
    private struct Outline {
        private let all: UInt64
        private let plain: UInt64
        private let count: Int

        init(_ name: String) {
            let folded = FoldedName(name)
            (all, count) = (folded.letters, folded.lower.count)
            plain = Letters.bits(String(decoding: folded.plain, as: UTF8.self).unicodeScalars)
        }

        /// True if the name may occur in another one, be similar to it, or begin with it.
        func mayBe(in other: UInt64, _ otherCount: Int) -> Bool {
            let limit = max(1, min(count, otherCount) / 3)
            return plain & ~other == 0 || other & ~all == 0
                || Letters.differ(all, other, atMost: limit)
        }
    }

    /// True if a name equals one of these, is similar to one, or contains one: `api_token`,
    /// `apiTokn` and `oldApiToken` resemble `apiToken`.
    ///
    /// Spends steps; once none are left, possible matches count as matches.
    func has(_ name: String, within steps: inout Int) -> Bool {
        guard !names.isEmpty else { return false }
        if let known = known[name] { return known }
        let isLike = index.has(FoldedName(name), within: &steps)
        known[name] = isLike
        return isLike
    }

    private struct Index {
        private let plain: Set<[UInt8]>
        private let contained: ContainedTexts
        /// Sorted by length.
        private let folded: [FoldedName]
        /// Sorted by bytes.
        private let lower: [[UInt8]]

        init(_ names: [String]) {
            folded = names.map(FoldedName.init).sorted { $0.lower.count < $1.lower.count }
            plain = Set(folded.map(\.plain))
            contained = ContainedTexts(folded.map(\.plain).filter { $0.count >= 4 })
            lower = folded.map(\.bytes).sorted { $0.lexicographicallyPrecedes($1) }
        }

        func has(_ name: FoldedName, within steps: inout Int) -> Bool {
            if plain.contains(name.plain) || contained.isAny(in: name.plain) { return true }
            guard name.plain.count > 2, name.bytes.count <= 200 else { return false }
            return isNear(name, within: &steps) || beginsOne(name)
        }

        private func isNear(_ name: FoldedName, within steps: inout Int) -> Bool {
            let length = name.lower.count
            let (shortest, longest) = (length - max(1, length / 3), length + max(1, length / 3))
            let start = folded.firstPosition { $0.lower.count >= shortest }
            for other in folded[start...] {
                guard other.lower.count <= longest else { break }
                let limit = max(1, min(length, other.lower.count) / 3)
                guard name.differsInLetters(from: other, atMost: limit) else { continue }
                steps -= length * (2 * limit + 1)
                guard steps > 0 else { return true }
                if EditDistance.between(name.lower, other.lower, limit: limit) <= limit {
                    return true
                }
            }
            return false
        }

        /// True if exactly one of the names begins with this one.
        private func beginsOne(_ name: FoldedName) -> Bool {
            guard name.lower.count >= 3 else { return false }
            let start = lower.firstPosition { !$0.lexicographicallyPrecedes(name.bytes) }
            let found = lower[start...].prefix(2).filter { $0.starts(with: name.bytes) }
            return found.count == 1
        }
    }
}

/// A name in the forms used for comparison.
private struct FoldedName {
    let lower: [Unicode.Scalar]
    let bytes: [UInt8]
    /// Letters and digits only.
    let plain: [UInt8]
    let letters: UInt64

    init(_ name: String) {
        let folded = name.lowercased()
        lower = Array(folded.unicodeScalars)
        bytes = Array(folded.utf8)
        plain = Array(String(folded.filter { $0.isLetter || $0.isNumber }).utf8)
        letters = Letters.bits(lower)
    }

    /// An edit adds at most one character and removes at most one.
    func differsInLetters(from other: FoldedName, atMost limit: Int) -> Bool {
        Letters.differ(letters, other.letters, atMost: limit)
    }
}

/// A bit for each character modulo 64.
private enum Letters {
    static func bit(_ scalar: UInt32) -> UInt64 { 1 << UInt64(scalar & 63) }

    static func bits(_ scalars: some Sequence<Unicode.Scalar>) -> UInt64 {
        scalars.reduce(0) { $0 | bit($1.value) }
    }

    static func differ(_ one: UInt64, _ other: UInt64, atMost limit: Int) -> Bool {
        (one & ~other).nonzeroBitCount <= limit && (other & ~one).nonzeroBitCount <= limit
    }
}

extension Array {
    /// The first position at which a condition holds, provided it holds for all later ones.
    fileprivate func firstPosition(where holds: (Element) -> Bool) -> Int {
        var (low, high) = (startIndex, endIndex)
        while low < high {
            let middle = low + (high - low) / 2
            if holds(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
