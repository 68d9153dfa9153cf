/// Runs all states of an NFA over a text at once: in linear time, whatever the pattern.
///
/// Look-arounds are evaluated first, inner ones before outer ones: one pass over the text, from the
/// end for look-aheads, records a bit for each position, which the enclosing automata then only
/// read.
struct NFASimulation: ~Copyable {
    private let nfa: NFA
    private let code: UnsafeBufferPointer<NFA.Instruction>
    private let memberBits: UnsafeBufferPointer<UInt64>
    private let text: UnsafeRawBufferPointer
    /// The number of instructions that may still be visited.
    private var steps: Int
    private var isAccepted = false
    /// Four lists, each as long as the code: the current states, the next states, the instructions
    /// to visit, and the round of each instruction's last visit.
    private let lists: UnsafeMutablePointer<UInt32>
    private var states: UnsafeMutablePointer<UInt32>
    private var nextStates: UnsafeMutablePointer<UInt32>
    /// Never deeper than the number of splits, since each is visited once a round.
    private let stack: UnsafeMutablePointer<UInt32>
    private let visited: UnsafeMutablePointer<UInt32>
    private var stateCount = 0
    private var nextCount = 0
    private var round: UInt32 = 0
    /// One bit for each position of each look-around, `wordsPerLook` words a look-around.
    private var lookBits: [UInt64] = []
    private let wordsPerLook: Int

    static func matches(
        _ nfa: NFA,
        _ text: UnsafeRawBufferPointer,
        _ steps: inout Int
    ) throws(PatternBudgetExceeded) -> Bool {
        try nfa.code.withUnsafeBufferPointer { (code) throws(PatternBudgetExceeded) in
            try nfa.memberBits.withUnsafeBufferPointer { (bits) throws(PatternBudgetExceeded) in
                var simulation = NFASimulation(nfa, code, bits, text, steps)
                defer { steps = simulation.steps }
                for index in nfa.looks.indices { try simulation.mark(look: index) }
                return try simulation.run()
            }
        }
    }

    private init(
        _ nfa: NFA,
        _ code: UnsafeBufferPointer<NFA.Instruction>,
        _ memberBits: UnsafeBufferPointer<UInt64>,
        _ text: UnsafeRawBufferPointer,
        _ steps: Int
    ) {
        self.nfa = nfa
        self.steps = steps
        self.code = code
        self.memberBits = memberBits
        self.text = text
        lists = .allocate(capacity: 4 * code.count)
        states = lists
        nextStates = lists + code.count
        visited = lists + 2 * code.count
        stack = lists + 3 * code.count
        visited.initialize(repeating: 0, count: code.count)
        wordsPerLook = text.count / 64 + 1
        lookBits.reserveCapacity(wordsPerLook * nfa.looks.count)
    }

    deinit {
        lists.deallocate()
    }

    /// Searches the text for a match of the whole pattern.
    private mutating func run() throws(PatternBudgetExceeded) -> Bool {
        begin()
        visit(nfa.entry, at: 0)
        var position = 0
        let isAnchored = nfa.isAnchored
        while !isAccepted, position < text.count {
            if isAnchored, nextCount == 0 { return false }
            let (scalar, length) = text.scalar(at: position)
            position += length
            try step(over: scalar, to: position)
            if !isAnchored { visit(nfa.entry, at: position) }
        }
        return isAccepted
    }

    /// Marks the positions at which a look-around holds.
    private mutating func mark(look index: Int) throws(PatternBudgetExceeded) {
        let look = nfa.looks[index]
        let base = lookBits.count
        // Counted as steps, so that many look-arounds over a long text cannot use unbounded memory.
        try count(wordsPerLook)
        lookBits.append(contentsOf: repeatElement(0, count: wordsPerLook))
        var position = look.isAhead ? text.count : 0
        begin()
        while true {
            visit(look.entry, at: position)
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
        nextCount = 0
        isAccepted = false
        round += 1
    }

    /// Moves every state over a code point.
    private mutating func step(
        over scalar: UInt32,
        to position: Int
    ) throws(PatternBudgetExceeded) {
        swap(&states, &nextStates)
        stateCount = nextCount
        nextCount = 0
        round += 1
        let number = UInt32(nfa.alphabet.classOf(scalar))
        let word = Int(number >> 6)
        let bit = UInt64(number & 63)
        let words = nfa.wordsPerSet
        for index in 0..<stateCount {
            let instruction = code[Int(states[index])]
            let isTaken =
                instruction.operation == .one
                ? instruction.argument == number
                : memberBits[Int(instruction.argument) * words + word] >> bit & 1 == 1
            if isTaken { visit(instruction.next, at: position) }
        }
        try count(stateCount)
    }

    /// Follows all instructions that consume no code point.
    private mutating func visit(_ entry: UInt32, at position: Int) {
        var address = entry
        var depth = 0
        while true {
            if visited[Int(address)] != round {
                visited[Int(address)] = round
                steps &-= 1
                let instruction = code[Int(address)]
                switch instruction.operation {
                case .one, .many:
                    nextStates[nextCount] = address
                    nextCount &+= 1
                case .accept: isAccepted = true
                case .fail: break
                case .split:
                    stack[depth] = instruction.argument
                    depth &+= 1
                    address = instruction.next
                    continue
                default:
                    if holds(instruction, at: position) {
                        address = instruction.next
                        continue
                    }
                }
            }
            guard depth > 0 else { return }
            depth &-= 1
            address = stack[depth]
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
        steps -= more
        if steps < 0 { throw PatternBudgetExceeded() }
    }
}
