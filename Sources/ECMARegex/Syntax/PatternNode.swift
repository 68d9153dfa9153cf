/// The syntax tree of a pattern.
///
/// Non-capturing groups are not represented, and a class is already the set that it denotes.
indirect enum PatternNode: Hashable, Sendable {
    /// Matches the empty string.
    case empty
    case scalar(UInt32)
    /// Matches one code point of the set; an empty set never matches.
    case set(ScalarSet)
    case sequence([PatternNode])
    case choice([PatternNode])
    /// A capturing group with its number, from 1; present only if something may refer back.
    case capture(Int, PatternNode)
    case repetition(PatternNode, Repetition)
    case assertion(Assertion)
    case look(PatternNode, Look)
    /// Index into `ParsedPattern.references`.
    case backreference(Int)

    struct Repetition: Hashable, Sendable {
        var minimum: Int
        /// Nil means unlimited.
        var maximum: Int?
        var isLazy = false
        /// The quantifier's position in the pattern, in UTF-8 bytes.
        var offset = 0
        /// The captures inside, which each iteration clears: the first number and one past the
        /// last.
        var firstCapture = 0
        var endCapture = 0
    }

    enum Assertion: Hashable, Sendable {
        case start
        case end
        case wordBoundary
        case noWordBoundary
    }

    struct Look: Hashable, Sendable {
        var isAhead: Bool
        var isNegative: Bool
        /// A number from 0 that identifies the look-around within its pattern.
        var id: Int
    }

    /// A sequence, or a simpler node for fewer than two terms.
    static func joined(_ terms: [PatternNode]) -> PatternNode {
        switch terms.count {
        case 0: .empty
        case 1: terms[0]
        default: .sequence(terms)
        }
    }
}

extension PatternNode {
    /// True if every match is empty, so that repeating it changes nothing.
    var isZeroWidth: Bool {
        switch self {
        case .empty, .assertion, .look: true
        case .scalar, .set, .backreference: false
        case .sequence(let terms), .choice(let terms): terms.allSatisfy(\.isZeroWidth)
        case .capture(_, let body): body.isZeroWidth
        case .repetition(let body, let count): count.maximum == 0 || body.isZeroWidth
        }
    }

    var hasLook: Bool {
        switch self {
        case .look: true
        case .empty, .scalar, .set, .backreference, .assertion: false
        case .sequence(let terms), .choice(let terms): terms.contains(where: \.hasLook)
        case .capture(_, let body), .repetition(let body, _): body.hasLook
        }
    }
}

/// A pattern as the parser returns it.
struct ParsedPattern: Sendable {
    var root: PatternNode
    /// The number of capturing groups.
    var captureCount: Int
    /// The groups that each back-reference may mean: several only if alternatives share a name.
    var references: [[Int]]
    var lookCount: Int
}
