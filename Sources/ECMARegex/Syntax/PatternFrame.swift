/// A group that is being parsed, or the whole pattern.
struct PatternFrame {
    enum Kind {
        case plain
        case capture(Int)
        case look(PatternNode.Look)
    }

    /// The modifiers that `(?ims-ims:…)` sets.
    struct Flags: Equatable {
        var ignoresCase = false
        var isMultiline = false
        var dotMatchesAll = false
    }

    var kind = Kind.plain
    /// The position of the opening parenthesis.
    var offset = 0
    var flags = Flags()
    /// The number of the next capture when the group opened.
    var firstCapture = 1
    var alternatives: [PatternNode] = []
    var terms: [PatternNode] = []
    /// Names of groups that can match together with the next term of this alternative.
    var names: Set<String> = []
    /// Names of groups in the earlier alternatives.
    var earlierNames: Set<String> = []

    mutating func nextAlternative() {
        alternatives.append(.joined(terms))
        terms = []
        if !names.isEmpty {
            earlierNames.formUnion(names)
            names = []
        }
    }

    /// The parsed disjunction.
    func finished() -> PatternNode {
        let last = PatternNode.joined(terms)
        return alternatives.isEmpty ? last : .choice(alternatives + [last])
    }
}

/// Facts about the whole pattern that parsing needs in advance, since references may point
/// forwards.
struct GroupCensus {
    /// The number of capturing groups in the pattern.
    var captures = 0
    var hasNames = false
    /// False if the pattern cannot contain a back-reference, so that captures are unnecessary.
    var mayRefer = false

    init(_ bytes: [UInt8]) {
        var inClass = false
        var index = 0
        func byte(_ offset: Int) -> UInt8 {
            index + offset < bytes.count ? bytes[index + offset] : 0
        }
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "\\"):
                let next = byte(1)
                if !inClass, next == UInt8(ascii: "k") || (0x31...0x39).contains(next) {
                    mayRefer = true
                }
                index += 1
            case UInt8(ascii: "["): inClass = true
            case UInt8(ascii: "]"): inClass = false
            case UInt8(ascii: "(") where !inClass:
                if byte(1) != UInt8(ascii: "?") {
                    captures += 1
                } else if byte(2) == UInt8(ascii: "<"),
                    byte(3) != UInt8(ascii: "="), byte(3) != UInt8(ascii: "!")
                {
                    captures += 1
                    hasNames = true
                }
            default: break
            }
            index += 1
        }
    }
}

extension PatternNode {
    /// `^` under the modifier `m`.
    static func lineStart(lookID: Int) -> PatternNode {
        let look = Look(isAhead: false, isNegative: false, id: lookID)
        return .choice([.assertion(.start), .look(.set(.lineBreak), look)])
    }

    /// `$` under the modifier `m`.
    static func lineEnd(lookID: Int) -> PatternNode {
        let look = Look(isAhead: true, isNegative: false, id: lookID)
        return .choice([.assertion(.end), .look(.set(.lineBreak), look)])
    }

    /// `\b` or `\B` under the modifier `i`, when word characters are not all ASCII.
    ///
    /// - Parameter firstLookID: The first of four numbers for look-arounds.
    static func boundary(isNegative: Bool, firstLookID: Int) -> PatternNode {
        let word = PatternNode.set(CaseFolding.shared.closure(of: .word))
        let alternatives = [false, true].map { isBefore in
            let id = firstLookID + (isBefore ? 2 : 0)
            let isAfter = isBefore == isNegative
            return sequence([
                .look(word, Look(isAhead: false, isNegative: !isBefore, id: id)),
                .look(word, Look(isAhead: true, isNegative: !isAfter, id: id + 1)),
            ])
        }
        return .choice(alternatives)
    }
}
