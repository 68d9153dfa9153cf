/// Turns a syntax tree into an `NFA`, from its end to its beginning.
struct NFABuilder {
    /// The number of instructions, some 12 bytes each, that counted repetitions may expand to.
    static let maximumSize = 1 << 17

    private var code: [NFA.Instruction] = []
    private var looks: [NFA.Look] = []
    /// The index in `looks` of each look-around that was built, by its number in the tree.
    private var lookIndex: [Int: UInt32] = [:]
    private var sets: [ScalarSet] = []
    private var indexOfSet: [ScalarSet: UInt32] = [:]
    private var indexOfASCII = [UInt32](repeating: .max, count: 0x80)
    private var needsWordClasses = false
    /// The position of the outermost repetition being expanded.
    private var copyingOffset: Int?

    static func nfa(for root: PatternNode) throws(PatternError) -> NFA {
        var builder = NFABuilder()
        let accept = try builder.add(NFA.Instruction(operation: .accept), at: 0)
        let entry = try builder.emit(root, then: accept, isReversed: false)
        return try builder.finish(entry: entry)
    }

    /// Adds the node's code, which continues at `next`, and returns its entry.
    private mutating func emit(
        _ node: PatternNode,
        then next: UInt32,
        isReversed: Bool
    ) throws(PatternError) -> UInt32 {
        switch node {
        case .empty:
            return next
        case .scalar(let value):
            return try add(NFA.Instruction(operation: .many, argument: intern(value), next: next))
        case .set(let set):
            return try add(NFA.Instruction(operation: .many, argument: intern(set), next: next))
        case .sequence(let terms):
            var entry = next
            for index in terms.indices {
                let term = isReversed ? terms[index] : terms[terms.count - 1 - index]
                entry = try emit(term, then: entry, isReversed: isReversed)
            }
            return entry
        case .choice(let alternatives):
            return try emit(choice: alternatives, then: next, isReversed: isReversed)
        case .capture(_, let body):
            return try emit(body, then: next, isReversed: isReversed)
        case .repetition(let body, let count):
            return try emit(body, repeated: count, then: next, isReversed: isReversed)
        case .assertion(let assertion):
            return try add(NFA.Instruction(operation: operation(of: assertion), next: next))
        case .look(let body, let look):
            let index = try self.index(of: look, body)
            let operation = look.isNegative ? NFA.Operation.noLook : .look
            return try add(NFA.Instruction(operation: operation, argument: index, next: next))
        case .backreference:
            // The backtracker runs back-references; a tree with one never gets here.
            return try add(NFA.Instruction(operation: .fail))
        }
    }

    private mutating func emit(
        choice alternatives: [PatternNode],
        then next: UInt32,
        isReversed: Bool
    ) throws(PatternError) -> UInt32 {
        var entry: UInt32?
        for alternative in alternatives.reversed() {
            let branch = try emit(alternative, then: next, isReversed: isReversed)
            if let other = entry {
                entry = try add(
                    NFA.Instruction(operation: .split, argument: other, next: branch)
                )
            } else {
                entry = branch
            }
        }
        return entry ?? next
    }

    private mutating func emit(
        _ body: PatternNode,
        repeated count: PatternNode.Repetition,
        then next: UInt32,
        isReversed: Bool
    ) throws(PatternError) -> UInt32 {
        if body.isZeroWidth {
            // An assertion that holds once holds any number of times.
            return count.minimum == 0 ? next : try emit(body, then: next, isReversed: isReversed)
        }
        let outerOffset = copyingOffset
        if (count.maximum ?? count.minimum) > 1 { copyingOffset = outerOffset ?? count.offset }
        defer { copyingOffset = outerOffset }
        var entry = next
        var required = count.minimum
        if let maximum = count.maximum {
            for _ in count.minimum..<max(maximum, count.minimum) {
                let option = try emit(body, then: entry, isReversed: isReversed)
                entry = try add(
                    NFA.Instruction(operation: .split, argument: next, next: option),
                    at: count.offset
                )
            }
        } else {
            let loop = try add(
                NFA.Instruction(operation: .split, argument: next),
                at: count.offset
            )
            let option = try emit(body, then: loop, isReversed: isReversed)
            code[Int(loop)].next = option
            entry = loop
            if required > 0 {
                entry = option
                required -= 1
            }
        }
        for _ in 0..<required {
            entry = try emit(body, then: entry, isReversed: isReversed)
            try checkSize(at: count.offset)
        }
        return entry
    }

    private mutating func index(
        of look: PatternNode.Look,
        _ body: PatternNode
    ) throws(PatternError) -> UInt32 {
        if let index = lookIndex[look.id] { return index }
        let accept = try add(NFA.Instruction(operation: .accept))
        let entry = try emit(body, then: accept, isReversed: look.isAhead)
        let index = UInt32(looks.count)
        looks.append(NFA.Look(entry: entry, isAhead: look.isAhead))
        lookIndex[look.id] = index
        return index
    }

    private mutating func operation(of assertion: PatternNode.Assertion) -> NFA.Operation {
        switch assertion {
        case .start: return .start
        case .end: return .end
        case .wordBoundary:
            needsWordClasses = true
            return .wordBoundary
        case .noWordBoundary:
            needsWordClasses = true
            return .noWordBoundary
        }
    }

    private mutating func add(
        _ instruction: NFA.Instruction,
        at offset: Int? = nil
    ) throws(PatternError) -> UInt32 {
        code.append(instruction)
        if let offset { try checkSize(at: offset) }
        return UInt32(code.count - 1)
    }

    private func checkSize(at offset: Int) throws(PatternError) {
        guard code.count > Self.maximumSize else { return }
        throw PatternError(
            "the repetition makes the pattern too large; lower its counts",
            at: copyingOffset ?? offset
        )
    }

    private mutating func intern(_ scalar: UInt32) -> UInt32 {
        if scalar < 0x80, indexOfASCII[Int(scalar)] != .max { return indexOfASCII[Int(scalar)] }
        let index = intern(ScalarSet(scalar))
        if scalar < 0x80 { indexOfASCII[Int(scalar)] = index }
        return index
    }

    private mutating func intern(_ set: ScalarSet) -> UInt32 {
        if let index = indexOfSet[set] { return index }
        let index = UInt32(sets.count)
        sets.append(set)
        indexOfSet[set] = index
        return index
    }
}

extension NFABuilder {
    /// Replaces sets by classes, once all sets are known.
    private mutating func finish(entry: UInt32) throws(PatternError) -> NFA {
        guard code.count <= Self.maximumSize else {
            throw PatternError("the pattern is too large; split it up", at: 0)
        }
        if needsWordClasses { _ = intern(ScalarSet.word) }
        let alphabet = try Alphabet(sets: sets)
        for index in code.indices where code[index].operation == .many {
            let classes = alphabet.classes(ofSet: Int(code[index].argument))
            if classes.isEmpty {
                code[index].operation = .fail
            } else if classes.count == 1 {
                code[index].operation = .one
                code[index].argument = UInt32(classes[classes.startIndex])
            }
        }
        let words = (alphabet.classCount + 63) / 64
        return NFA(
            code: code,
            entry: entry,
            looks: looks,
            alphabet: alphabet,
            memberBits: memberBits(of: alphabet, words: words),
            wordsPerSet: words,
            isAnchored: isAnchored(from: entry)
        )
    }

    private func memberBits(of alphabet: Alphabet, words: Int) -> [UInt64] {
        var bits = [UInt64](repeating: 0, count: sets.count * words)
        for set in sets.indices {
            for number in alphabet.classes(ofSet: set) {
                bits[set * words + Int(number >> 6)] |= 1 << UInt64(number & 63)
            }
        }
        return bits
    }

    /// True if every path from the entry passes `^` first.
    private func isAnchored(from entry: UInt32) -> Bool {
        var seen = Set<UInt32>()
        var stack = [entry]
        while let address = stack.popLast() {
            guard seen.insert(address).inserted else { continue }
            let instruction = code[Int(address)]
            switch instruction.operation {
            case .start, .fail: continue
            case .split:
                stack.append(instruction.next)
                stack.append(instruction.argument)
            case .wordBoundary, .noWordBoundary, .look, .noLook, .end:
                stack.append(instruction.next)
            case .one, .many, .accept:
                return false
            }
        }
        return true
    }
}
