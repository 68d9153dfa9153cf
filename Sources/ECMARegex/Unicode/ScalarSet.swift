/// A set of code points, as sorted spans that neither overlap nor touch.
///
/// Surrogates may be members (a class such as `[^a]` has them), but no UTF-8 text contains any.
struct ScalarSet: Hashable, Sendable {
    /// All code points from `low` to `high`, inclusive.
    struct Span: Hashable, Sendable {
        let low: UInt32
        let high: UInt32
    }

    let spans: [Span]

    static let maximum: UInt32 = 0x10FFFF
    static let all = ScalarSet(sorted: [Span(low: 0, high: maximum)])

    /// Accepts spans in any order.
    init(_ unordered: [Span]) {
        if unordered.count < 2 {
            spans = unordered
            return
        }
        var merged: [Span] = []
        for span in unordered.sorted(by: { $0.low < $1.low }) {
            if let last = merged.last, span.low <= last.high &+ 1 {
                merged[merged.count - 1] = Span(low: last.low, high: max(last.high, span.high))
            } else {
                merged.append(span)
            }
        }
        spans = merged
    }

    init(_ scalar: UInt32) {
        spans = [Span(low: scalar, high: scalar)]
    }

    init(_ ranges: ClosedRange<UInt32>...) {
        self.init(ranges.map { Span(low: $0.lowerBound, high: $0.upperBound) })
    }

    /// Accepts spans that are already sorted and disjoint.
    init(sorted spans: [Span]) {
        self.spans = spans
    }

    var isEmpty: Bool { spans.isEmpty }

    /// The only member, if there is exactly one.
    var single: UInt32? {
        guard spans.count == 1, spans[0].low == spans[0].high else { return nil }
        return spans[0].low
    }

    var count: Int { spans.reduce(0) { $0 + Int($1.high - $1.low) + 1 } }

    var inverted: ScalarSet {
        var gaps: [Span] = []
        var next: UInt32 = 0
        for span in spans {
            if span.low > next { gaps.append(Span(low: next, high: span.low - 1)) }
            next = span.high + 1
        }
        if next <= Self.maximum { gaps.append(Span(low: next, high: Self.maximum)) }
        return ScalarSet(sorted: gaps)
    }

    func union(_ other: ScalarSet) -> ScalarSet { ScalarSet(spans + other.spans) }

    func contains(_ scalar: UInt32) -> Bool {
        var low = 0
        var high = spans.count
        while low < high {
            let middle = (low + high) / 2
            if spans[middle].high < scalar {
                low = middle + 1
            } else {
                high = middle
            }
        }
        return low < spans.count && spans[low].low <= scalar
    }

    func isDisjoint(with other: ScalarSet) -> Bool {
        var mine = 0
        var theirs = 0
        while mine < spans.count, theirs < other.spans.count {
            if spans[mine].high < other.spans[theirs].low {
                mine += 1
            } else if other.spans[theirs].high < spans[mine].low {
                theirs += 1
            } else {
                return false
            }
        }
        return true
    }
}

/// The sets that have a name in ECMA-262, section 22.2.2.
extension ScalarSet {
    /// `\d`: ASCII digits only.
    static let digit = ScalarSet(0x30...0x39)
    /// `\w`: ASCII letters, digits and the underscore.
    static let word = ScalarSet(0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A)
    /// `\s`: WhiteSpace and LineTerminator, including the byte order mark and all of category Zs.
    static let space = ScalarSet(
        0x09...0x0D,
        0x20...0x20,
        0xA0...0xA0,
        0x1680...0x1680,
        0x2000...0x200A,
        0x2028...0x2029,
        0x202F...0x202F,
        0x205F...0x205F,
        0x3000...0x3000,
        0xFEFF...0xFEFF
    )
    /// LineTerminator: the characters that `.` excludes.
    static let lineBreak = ScalarSet(0x0A...0x0A, 0x0D...0x0D, 0x2028...0x2029)
    /// `.` without the modifier `s`.
    static let dot = lineBreak.inverted
    static let notDigit = digit.inverted
    static let notWord = word.inverted
    static let notSpace = space.inverted
}
