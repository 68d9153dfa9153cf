/// Builds a `DFA` from an `NFA` by the subset construction, ahead of time and within bounds.
///
/// A state is a set of instructions that consume a code point. The instructions of a match that
/// begins only now are the same for all states but the first, so they are left out of the sets and
/// added when the sets are used: most sets are then small, and lists serve better than bit sets.
///
/// `^` is decided when a set is created. `$`, `\b` and `\B` depend on the following code point, so
/// they stay in the set and are decided when it is left; for that, the state also records what came
/// before.
struct Determiniser {
    enum Outcome {
        case everything
        case nothing
        case table(DFA)
    }

    /// The number of states for any pattern; each instruction allows some more, for long lists of
    /// words.
    static let baseStates = 2_000
    static let maximumCells = 1 << 19
    /// The number of set members to handle before giving up, some milliseconds; it also grows with
    /// the pattern.
    static let baseWork = 60_000

    let nfa: NFA
    let stride: UInt32
    /// The targets of each instruction that consumes a code point: lists in `closures`, each from
    /// one start to the next.
    var closureStarts: [UInt32]
    var closures: [UInt32] = []
    /// The instructions that a match starting here adds, and whether an instruction is one of them.
    var restart: [UInt32] = []
    var isRestart: [Bool]
    var restartIsPending = false
    /// The targets of the members of `restart`, for each class.
    var restartTargets: [[UInt32]] = []
    /// The row of a state that consists only of `restart`.
    var restartRow: [UInt32] = []
    var isWordClass: [Bool]
    var states = StateIndex()
    var cells: [UInt32] = []
    var work = 0
    private let maximumStates: Int
    private let maximumWork: Int

    /// For each instruction, the last round that visited it.
    var met: [UInt32]
    var round: UInt32 = 0
    var stack: [UInt32] = []
    /// The result of `collectTargets`.
    var targets: [UInt32] = []
    var buckets: ClassBuckets

    /// Nil if the table would be too large.
    static func dfa(for nfa: NFA) -> Outcome? {
        guard nfa.looks.isEmpty else { return nil }
        var determiniser = Determiniser(nfa)
        return determiniser.build()
    }

    private init(_ nfa: NFA) {
        self.nfa = nfa
        let classCount = nfa.alphabet.classCount
        stride = UInt32(classCount + 2)
        closureStarts = []
        maximumStates = Self.baseStates + nfa.code.count
        maximumWork = Self.baseWork + 32 * nfa.code.count
        isRestart = [Bool](repeating: false, count: nfa.code.count)
        met = [UInt32](repeating: 0, count: nfa.code.count)
        isWordClass = [Bool](repeating: false, count: classCount)
        buckets = ClassBuckets(classCount: classCount)
        for byte in 0..<0x80 where UInt8(byte).isWordCharacter {
            isWordClass[Int(nfa.alphabet.ascii[byte])] = true
        }
    }

    private mutating func build() -> Outcome? {
        var first: [UInt32] = []
        if close(nfa.entry, atStart: true, decided: nil, into: &first) { return .everything }
        var restart: [UInt32] = []
        _ = close(nfa.entry, atStart: false, decided: nil, into: &restart)
        self.restart = restart
        if first.isEmpty { return .nothing }
        for address in restart { isRestart[Int(address)] = true }
        restartIsPending = restart.contains(where: isPending)
        guard collectClosures() else { return nil }

        cells = [UInt32](repeating: 0, count: Int(stride * DFA.SpecialRow.count))
        let isAnyPending = first.contains(where: isPending)
        first.removeAll { isRestart[Int($0)] }
        first.sort()
        _ = states.intern(first, flags: isAnyPending ? StateFlags.atStart : 0)
        prepareRestart()
        var state = 0
        while state < states.count {
            fillRow(of: state)
            state += 1
            guard states.count <= maximumStates, work <= maximumWork,
                Int(stride) * (states.count + Int(DFA.SpecialRow.count)) <= Self.maximumCells
            else { return nil }
        }
        let initial = DFA.SpecialRow.count * stride
        return .table(DFA(cells: cells, initial: initial, alphabet: nfa.alphabet))
    }

    /// True for instructions that are decided only when their state is left.
    func isPending(_ address: UInt32) -> Bool {
        switch nfa.code[Int(address)].operation {
        case .end, .wordBoundary, .noWordBoundary: true
        default: false
        }
    }

    /// Computes the targets of every instruction; false if that takes too much work.
    private mutating func collectClosures() -> Bool {
        var closures: [UInt32] = []
        closureStarts.reserveCapacity(nfa.code.count + 1)
        for instruction in nfa.code {
            closureStarts.append(UInt32(closures.count))
            if instruction.operation == .one || instruction.operation == .many {
                if close(instruction.next, atStart: false, decided: nil, into: &closures) {
                    closures.append(Self.accepted)
                }
            }
            if closures.count + work > maximumWork { return false }
        }
        closureStarts.append(UInt32(closures.count))
        self.closures = closures
        return true
    }

    /// The end of the pattern in a list of instructions.
    static let accepted = UInt32.max
}

/// The facts that a state records besides its members; none unless an instruction is pending.
enum StateFlags {
    static let atStart: UInt32 = 1
    static let afterWord: UInt32 = 2
}
