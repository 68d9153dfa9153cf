/// Runs an NFA over one text, all its states at once: linear in the text, whatever the pattern.
///
/// Look-arounds come first, inner ones before outer ones: one pass each over the text, from the end
/// for look-aheads, gives a bit for each position, which the automata around it then only read.
struct NFASimulation: ~Copyable {
    /// Instructions visited before a match is given up; some tenths of a second.
    static let maximumSteps = 50_000_000

    private let nfa: NFA
    private let text: UnsafeRawBufferPointer
    private var steps = 0
    private var isAccepted = false
    /// States that take a code point, at this position and at the next.
    private var states: [UInt32] = []
    private var nextStates: [UInt32] = []
    /// The round in which an instruction was last visited.
    private var visited: [UInt32]
    private var round: UInt32 = 0
    private var stack: [UInt32] = []
    /// For each look-around a bit for each position, `wordsPerLook` words a look-around.
    private var lookBits: [UInt64] = []
    private let wordsPerLook: Int

    static func matches(
        _ nfa: NFA,
        _ text: UnsafeRawBufferPointer
    ) throws(PatternBudgetExceeded) -> Bool {
        var simulation = NFASimulation(nfa, text)
        for index in nfa.looks.indices { try simulation.mark(look: index) }
        return try simulation.run()
    }

    private init(_ nfa: NFA, _ text: UnsafeRawBufferPointer) {
        self.nfa = nfa
        self.text = text
        visited = [UInt32](repeating: 0, count: nfa.code.count)
        wordsPerLook = text.count / 64 + 1
        lookBits.reserveCapacity(wordsPerLook * nfa.looks.count)
    }

    /// Searches the text for a match of the whole pattern.
    private mutating func run() throws(PatternBudgetExceeded) -> Bool {
        begin()
        try visit(nfa.entry, at: 0)
        var position = 0
        while !isAccepted, position < text.count {
            if nfa.isAnchored, nextStates.isEmpty { return false }
            let (scalar, length) = text.scalar(at: position)
            position += length
            try step(over: scalar, to: position)
            if !nfa.isAnchored { try visit(nfa.entry, at: position) }
        }
        return isAccepted
    }

    /// Finds the positions at which a look-around holds.
    private mutating func mark(look index: Int) throws(PatternBudgetExceeded) {
        let look = nfa.looks[index]
        let base = lookBits.count
        // Counted, so that many look-arounds over a long text stay within bounds of memory too.
        try count(wordsPerLook)
        lookBits.append(contentsOf: repeatElement(0, count: wordsPerLook))
        var position = look.isAhead ? text.count : 0
        begin()
        while true {
            try visit(look.entry, at: position)
            if isAccepted {
                lookBits[base + position >> 6] |= 1 << UInt64(position & 63)
                isAccepted = false
            }
            guard look.isAhead ? position > 0 : position < text.count else { return }
            let (scalar, length) =
                look.isAhead ? text.scalar(before: position) : text.scalar(at: position)
            position += look.isAhead ? -length : length
            try step(over: scalar, to: position)
        }
    }

    private mutating func begin() {
        nextStates.removeAll(keepingCapacity: true)
        isAccepted = false
        round += 1
    }

    /// Moves every state over a code point.
    private mutating func step(
        over scalar: UInt32,
        to position: Int
    ) throws(PatternBudgetExceeded) {
        swap(&states, &nextStates)
        nextStates.removeAll(keepingCapacity: true)
        round += 1
        let number = nfa.alphabet.classOf(scalar)
        for index in states.indices {
            let instruction = nfa.code[Int(states[index])]
            let isTaken =
                instruction.operation == .one
                ? instruction.argument == UInt32(number)
                : nfa.set(instruction.argument, contains: number)
            if isTaken { try visit(instruction.next, at: position) }
        }
        try count(states.count)
    }

    /// Follows everything that takes no code point.
    private mutating func visit(
        _ entry: UInt32,
        at position: Int
    ) throws(PatternBudgetExceeded) {
        stack.append(entry)
        while let address = stack.popLast() {
            if visited[Int(address)] == round { continue }
            visited[Int(address)] = round
            steps += 1
            let instruction = nfa.code[Int(address)]
            switch instruction.operation {
            case .one, .many: nextStates.append(address)
            case .accept: isAccepted = true
            case .fail: break
            case .split:
                stack.append(instruction.argument)
                stack.append(instruction.next)
            default:
                if holds(instruction, at: position) { stack.append(instruction.next) }
            }
        }
    }

    private func holds(_ instruction: NFA.Instruction, at position: Int) -> Bool {
        switch instruction.operation {
        case .start: position == 0
        case .end: position == text.count
        case .wordBoundary: text.isWordBoundary(at: position)
        case .noWordBoundary: !text.isWordBoundary(at: position)
        case .look: look(instruction.argument, holdsAt: position)
        case .noLook: !look(instruction.argument, holdsAt: position)
        default: false
        }
    }

    private func look(_ index: UInt32, holdsAt position: Int) -> Bool {
        let word = lookBits[Int(index) * wordsPerLook + position >> 6]
        return word >> UInt64(position & 63) & 1 == 1
    }

    private mutating func count(_ more: Int) throws(PatternBudgetExceeded) {
        steps += more
        if steps > Self.maximumSteps { throw PatternBudgetExceeded(steps: Self.maximumSteps) }
    }
}
