/// Makes a `DFA` from an `NFA` by the subset construction, all of it at once and within bounds.
///
/// A state is a set of instructions that take a code point, as bits. `^` is decided when such a set
/// is made. `$`, `\b` and `\B` depend on what follows, so they stay in the set, and are decided
/// when it is left; for that the state also knows whether a word character came before.
struct Determiniser {
    enum Outcome {
        case everything
        case nothing
        case table(DFA)
    }

    static let maximumStates = 2_000
    static let maximumCells = 1 << 18
    /// Words of bits combined before the table is given up: some milliseconds.
    static let maximumWork = 4_000_000
    private static let maximumMembers = 2_048

    let nfa: NFA
    /// Instructions that may be in a set, and the bit of each instruction (-1: none).
    private var members: [UInt32] = []
    private var bitOf: [Int32]
    let words: Int
    private let acceptBit: Int
    /// Members that are not decided until the state is left.
    private var pending: [UInt64]
    /// For each member the set that it leads to.
    private var closures: [UInt64] = []
    /// What a match that begins here adds to every set but the first.
    private var restart: [UInt64]
    private var isWordClass: [Bool]
    private var visited: [UInt32]
    private var round: UInt32 = 0
    private var work = 0
    private var states: StateIndex
    private var cells: [UInt32] = []

    /// Nil when the table would be too large.
    static func dfa(for nfa: NFA) -> Outcome? {
        guard nfa.looks.isEmpty, var determiniser = Determiniser(nfa) else { return nil }
        return determiniser.build()
    }

    private init?(_ nfa: NFA) {
        self.nfa = nfa
        bitOf = [Int32](repeating: -1, count: nfa.code.count)
        var accept = -1
        for (address, instruction) in nfa.code.enumerated() {
            switch instruction.operation {
            case .split, .start, .fail: continue
            case .accept: accept = members.count
            default: break
            }
            bitOf[address] = Int32(members.count)
            members.append(UInt32(address))
        }
        guard members.count <= Self.maximumMembers, accept >= 0 else { return nil }
        acceptBit = accept
        words = (members.count + 63) / 64
        pending = [UInt64](repeating: 0, count: words)
        restart = pending
        visited = [UInt32](repeating: 0, count: nfa.code.count)
        isWordClass = [Bool](repeating: false, count: nfa.alphabet.classCount)
        states = StateIndex(wordsPerState: words + 1)
        for byte in 0..<0x80 where UInt8(byte).isWordCharacter {
            isWordClass[Int(nfa.alphabet.ascii[byte])] = true
        }
    }

    private mutating func build() -> Outcome? {
        prepareClosures()
        let stride = nfa.alphabet.classCount + 2
        var first = [UInt64](repeating: 0, count: words + 1)
        close(nfa.entry, atStart: true, decided: nil, into: &first, at: 0)
        if first.hasBit(acceptBit) { return .everything }
        if intersects(first, 0, pending) { first[words] = Flag.atStart }
        guard first.contains(where: { $0 != 0 }) || restart.contains(where: { $0 != 0 }) else {
            return .nothing
        }
        cells = [UInt32](repeating: 0, count: stride * Int(DFA.SpecialRow.count))
        _ = states.intern(first, 0)
        var row = 0
        var targets = [UInt64](repeating: 0, count: nfa.alphabet.classCount * (words + 1))
        while row < states.count {
            fillRow(of: row, targets: &targets)
            row += 1
            guard states.count <= Self.maximumStates, work <= Self.maximumWork,
                stride * (states.count + Int(DFA.SpecialRow.count)) <= Self.maximumCells
            else { return nil }
        }
        let initial = DFA.SpecialRow.count * UInt32(stride)
        return .table(DFA(cells: cells, initial: initial, alphabet: nfa.alphabet))
    }

    private mutating func prepareClosures() {
        var closures = [UInt64](repeating: 0, count: members.count * words)
        for (bit, address) in members.enumerated() {
            let instruction = nfa.code[Int(address)]
            switch instruction.operation {
            case .one, .many:
                close(instruction.next, atStart: false, decided: nil, into: &closures, at: bit)
            case .accept: break
            default: pending.setBit(bit)
            }
        }
        self.closures = closures
        var restart = [UInt64](repeating: 0, count: words)
        close(nfa.entry, atStart: false, decided: nil, into: &restart, at: 0)
        self.restart = restart
    }
}

/// What a state's last word holds; always zero where nothing in the state is pending.
private enum Flag {
    static let atStart: UInt64 = 1
    static let afterWord: UInt64 = 2
}

/// What `$`, `\b` and `\B` are decided by.
private struct Decision {
    let isAtEnd: Bool
    let isWordBoundary: Bool
}

extension Determiniser {
    /// Adds what is reached from the entry without taking a code point to the set of that index.
    private mutating func close(
        _ entry: UInt32,
        atStart: Bool,
        decided decision: Decision?,
        into sets: inout [UInt64],
        at index: Int
    ) {
        round += 1
        var stack = [entry]
        while let address = stack.popLast() {
            if visited[Int(address)] == round { continue }
            visited[Int(address)] = round
            let instruction = nfa.code[Int(address)]
            let isFollowed: Bool
            switch instruction.operation {
            case .split:
                stack.append(instruction.argument)
                isFollowed = true
            case .start: isFollowed = atStart
            case .end: isFollowed = decision?.isAtEnd ?? false
            case .wordBoundary: isFollowed = decision?.isWordBoundary ?? false
            case .noWordBoundary: isFollowed = decision.map { !$0.isWordBoundary } ?? false
            default: isFollowed = false
            }
            if isFollowed { stack.append(instruction.next) }
            if bitOf[Int(address)] >= 0 {
                sets.setBit(index * words * 64 + Int(bitOf[Int(address)]))
            }
        }
        work += 1
    }

    /// Appends the row of a state to the table, and new states to the list.
    private mutating func fillRow(of state: Int, targets: inout [UInt64]) {
        let set = states.words(of: state)
        let flags = set[words]
        let isPending = intersects(set, 0, pending)
        var row = [UInt32](repeating: 0, count: nfa.alphabet.classCount)
        if isPending {
            for nextIsWord in [false, true] {
                let decided = decide(set, flags, isAtEnd: false, nextIsWord: nextIsWord)
                fill(&row, from: decided, nextIsWord: nextIsWord, targets: &targets)
            }
        } else {
            fill(&row, from: set, nextIsWord: nil, targets: &targets)
        }
        let stride = UInt32(nfa.alphabet.classCount + 2)
        cells.append(contentsOf: row)
        let isUniform = nfa.alphabet.wide.uniform != nil
        let itself = UInt32(state) + DFA.SpecialRow.count
        cells.append(stride * (isUniform ? itself : DFA.SpecialRow.wide))
        let final = isPending ? decide(set, flags, isAtEnd: true, nextIsWord: false) : set
        cells.append(final.hasBit(acceptBit) ? stride * DFA.SpecialRow.accept : 0)
    }

    /// The set with what its pending members lead to.
    private mutating func decide(
        _ set: [UInt64],
        _ flags: UInt64,
        isAtEnd: Bool,
        nextIsWord: Bool
    ) -> [UInt64] {
        let decision = Decision(
            isAtEnd: isAtEnd,
            isWordBoundary: (flags & Flag.afterWord != 0) != nextIsWord
        )
        var result = set
        result[words] = 0
        for bit in members.indices where set.hasBit(bit) && pending.hasBit(bit) {
            let atStart = flags & Flag.atStart != 0
            close(members[bit], atStart: atStart, decided: decision, into: &result, at: 0)
        }
        work += members.count / 16
        return result
    }

    /// Finds the next state for all classes, or for those that are word characters or not.
    private mutating func fill(
        _ row: inout [UInt32],
        from set: [UInt64],
        nextIsWord: Bool?,
        targets: inout [UInt64]
    ) {
        let stride = UInt32(nfa.alphabet.classCount + 2)
        if set.hasBit(acceptBit) {
            for number in row.indices where nextIsWord == nil || isWordClass[number] == nextIsWord {
                row[number] = stride * DFA.SpecialRow.accept
            }
            return
        }
        collect(from: set, into: &targets)
        for number in row.indices where nextIsWord == nil || isWordClass[number] == nextIsWord {
            let start = number * (words + 1)
            if targets[start + acceptBit >> 6] >> UInt64(acceptBit & 63) & 1 == 1 {
                row[number] = stride * DFA.SpecialRow.accept
                continue
            }
            var isEmpty = true
            var isPending = false
            for word in 0..<words {
                if targets[start + word] != 0 { isEmpty = false }
                if targets[start + word] & pending[word] != 0 { isPending = true }
            }
            if isEmpty { continue }
            targets[start + words] = isPending && isWordClass[number] ? Flag.afterWord : 0
            row[number] = stride * (UInt32(states.intern(targets, start)) + DFA.SpecialRow.count)
        }
        work += row.count * (words + 1)
    }

    /// Unites, for each class, what the members that take it lead to.
    private mutating func collect(from set: [UInt64], into targets: inout [UInt64]) {
        let width = words + 1
        for number in 0..<nfa.alphabet.classCount {
            for word in 0..<words { targets[number * width + word] = restart[word] }
        }
        for word in 0..<words {
            var bits = set[word]
            while bits != 0 {
                let bit = word * 64 + bits.trailingZeroBitCount
                bits &= bits - 1
                let instruction = nfa.code[Int(members[bit])]
                switch instruction.operation {
                case .one:
                    unite(bit, into: &targets, at: Int(instruction.argument) * width)
                case .many:
                    for number in nfa.alphabet.classes(ofSet: Int(instruction.argument)) {
                        unite(bit, into: &targets, at: Int(number) * width)
                    }
                default: break
                }
            }
        }
    }

    private mutating func unite(_ bit: Int, into targets: inout [UInt64], at start: Int) {
        for word in 0..<words { targets[start + word] |= closures[bit * words + word] }
        work += words
    }

    private func intersects(_ sets: [UInt64], _ start: Int, _ other: [UInt64]) -> Bool {
        for word in 0..<words where sets[start + word] & other[word] != 0 { return true }
        return false
    }
}

extension [UInt64] {
    fileprivate func hasBit(_ bit: Int) -> Bool { self[bit >> 6] >> UInt64(bit & 63) & 1 == 1 }

    fileprivate mutating func setBit(_ bit: Int) { self[bit >> 6] |= 1 << UInt64(bit & 63) }
}
