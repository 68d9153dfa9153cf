/// A pattern without back-references as a Thompson automaton over the classes of an alphabet.
///
/// Look-arounds are automata of their own in the same code: whether one holds at a position does
/// not depend on the match around it, since nothing is captured.
final class NFA: Sendable {
    enum Operation: UInt8 {
        /// Takes a code point of the class `argument`.
        case one
        /// Takes a code point of any class of the set `argument`.
        case many
        /// Leads nowhere.
        case fail
        /// Goes on at `next` and at `argument`.
        case split
        case start
        case end
        case wordBoundary
        case noWordBoundary
        /// Goes on where the look-around `argument` holds.
        case look
        /// Goes on where the look-around `argument` does not hold.
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
    /// Inner look-arounds before those they are part of.
    let looks: [Look]
    let alphabet: Alphabet
    /// For each set a bit for each class, `wordsPerSet` words a set.
    let memberBits: [UInt64]
    let wordsPerSet: Int
    /// True when a match can only begin where the text does.
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
