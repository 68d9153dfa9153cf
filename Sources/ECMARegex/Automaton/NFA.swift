/// A pattern without back-references as a Thompson automaton over the classes of an alphabet.
///
/// Look-arounds are separate automata in the same code: since nothing is captured, whether one
/// holds at a position does not depend on the surrounding match.
final class NFA: Sendable {
    enum Operation: UInt8 {
        /// Consumes a code point of the class `argument`.
        case one
        /// Consumes a code point of any class of the set `argument`.
        case many
        /// Never matches.
        case fail
        /// Continues at `next` and at `argument`.
        case split
        case start
        case end
        case wordBoundary
        case noWordBoundary
        /// Continues if the look-around `argument` holds.
        case look
        /// Continues if the look-around `argument` does not hold.
        case noLook
        case accept
    }

    struct Instruction: Sendable {
        var operation: Operation
        var argument: UInt32 = 0
        var next: UInt32 = 0
    }

    struct Look: Sendable {
        let entry: UInt32
        /// A look-ahead's body is reversed, and its automaton runs from the end of the text.
        let isAhead: Bool
    }

    let code: [Instruction]
    let entry: UInt32
    /// Inner look-arounds come before the ones that contain them.
    let looks: [Look]
    let alphabet: Alphabet
    /// One bit for each class in each set, `wordsPerSet` words a set.
    let memberBits: [UInt64]
    let wordsPerSet: Int
    /// True if a match can only begin at the start of the text.
    let isAnchored: Bool

    init(
        code: [Instruction],
        entry: UInt32,
        looks: [Look],
        alphabet: Alphabet,
        memberBits: [UInt64],
        wordsPerSet: Int,
        isAnchored: Bool
    ) {
        self.code = code
        self.entry = entry
        self.looks = looks
        self.alphabet = alphabet
        self.memberBits = memberBits
        self.wordsPerSet = wordsPerSet
        self.isAnchored = isAnchored
    }
}
