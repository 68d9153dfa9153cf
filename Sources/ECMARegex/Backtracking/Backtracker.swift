/// Runs a `BacktrackProgram` over one text, within a budget of steps.
///
/// Choices to try, and state to restore before trying them, are on one explicit stack, so neither a
/// long text nor a deep pattern exhausts the thread's own.
struct Backtracker: ~Copyable {
    /// The cost of one step in steps of an automaton.
    private static let costOfStep = 16

    let program: BacktrackProgram
    private let text: UnsafeRawBufferPointer
    /// The number of steps left.
    private var steps: Int
    var address = 0
    var position = 0
    /// Start and end of each group; -1 if it took no part.
    var captures: [Int]
    var counts: [Int]
    /// The position at which each loop's iteration began.
    var origins: [Int]
    var stack: [Frame] = []
    /// Stack heights at which the running look-arounds began.
    var barriers: [Int] = []

    struct Frame {
        enum Kind {
            case choice
            case runForward
            case runBackward
            case capture
            case count
            case origin
            case look
            case noLook
        }

        let kind: Kind
        /// An address, or the register or slot to restore.
        let target: Int
        /// A position, or the value to restore.
        let value: Int
        /// The position up to which a run may be given back.
        var limit = 0

        /// True if it restores a value and is not a choice.
        var isRestoring: Bool { kind == .capture || kind == .count || kind == .origin }
    }

    static func matches(
        _ program: BacktrackProgram,
        _ text: UnsafeRawBufferPointer,
        _ steps: inout Int
    ) throws(PatternBudgetExceeded) -> Bool {
        var backtracker = Backtracker(program, text, steps)
        defer { steps = backtracker.steps }
        var start = 0
        while true {
            if try backtracker.matches(at: start) { return true }
            guard start < text.count else { return false }
            start += text.scalar(at: start).length
        }
    }

    private init(_ program: BacktrackProgram, _ text: UnsafeRawBufferPointer, _ steps: Int) {
        self.program = program
        self.text = text
        self.steps = steps
        captures = [Int](repeating: -1, count: 2 * program.captureCount)
        counts = [Int](repeating: 0, count: program.loops.count)
        origins = counts
    }

    private mutating func matches(at start: Int) throws(PatternBudgetExceeded) -> Bool {
        address = 0
        position = start
        while true {
            try count(1)
            if case .accept = program.code[address] { return true }
            if try !execute(program.code[address]), try !backtrack() { return false }
        }
    }

    /// Takes one step forwards; false if it fails.
    private mutating func execute(
        _ instruction: BacktrackProgram.Instruction
    ) throws(PatternBudgetExceeded) -> Bool {
        address += 1
        switch instruction {
        case .scalar(let value, let isBackward):
            return take(isBackward: isBackward) { $0 == value }
        case .set(let set, let isBackward):
            let set = program.sets[set]
            return take(isBackward: isBackward, where: set.contains)
        case .run(let run):
            return try take(run)
        case .split(let first, let second):
            stack.append(Frame(kind: .choice, target: second, value: position))
            address = first
        case .jump(let target):
            address = target
        case .save(let slot):
            set(capture: slot, to: position)
        case .assertion(let assertion):
            return holds(assertion)
        case .reference(let reference, let isBackward):
            return try take(reference: reference, isBackward: isBackward)
        case .look(let isNegative, let next):
            barriers.append(stack.count)
            stack.append(
                Frame(kind: isNegative ? .noLook : .look, target: next, value: position)
            )
        case .endLook(let isNegative):
            return try endLook(isNegative: isNegative)
        case .enterLoop(let loop):
            set(count: loop, to: 0)
        case .testLoop(let loop):
            test(loop)
        case .beginIteration(let loop):
            try begin(loop)
        case .nextLoop(let loop):
            return next(loop)
        case .accept:
            break
        }
        return true
    }

    /// Returns to the last remaining choice; false if there is none.
    private mutating func backtrack() throws(PatternBudgetExceeded) -> Bool {
        while let frame = stack.popLast() {
            try count(1)
            switch frame.kind {
            case .choice:
                address = frame.target
                position = frame.value
                return true
            case .runForward:
                position = frame.value - text.scalar(before: frame.value).length
                resume(frame, isSpent: position <= frame.limit)
                return true
            case .runBackward:
                position = frame.value + text.scalar(at: frame.value).length
                resume(frame, isSpent: position >= frame.limit)
                return true
            case .capture: captures[frame.target] = frame.value
            case .count: counts[frame.target] = frame.value
            case .origin: origins[frame.target] = frame.value
            case .look: barriers.removeLast()
            case .noLook:
                barriers.removeLast()
                address = frame.target
                position = frame.value
                return true
            }
        }
        return false
    }

    private mutating func resume(_ frame: Frame, isSpent: Bool) {
        address = frame.target
        if isSpent { return }
        stack.append(
            Frame(kind: frame.kind, target: frame.target, value: position, limit: frame.limit)
        )
    }

    mutating func count(_ more: Int) throws(PatternBudgetExceeded) {
        steps -= more * Self.costOfStep
        if steps < 0 { throw PatternBudgetExceeded() }
    }
}

/// Consumes text.
extension Backtracker {
    @inline(__always)
    private mutating func take(isBackward: Bool, where isMember: (UInt32) -> Bool) -> Bool {
        guard isBackward ? position > 0 : position < text.count else { return false }
        let (scalar, length) =
            isBackward ? text.scalar(before: position) : text.scalar(at: position)
        guard isMember(scalar) else { return false }
        position += isBackward ? -length : length
        return true
    }

    private mutating func take(_ run: BacktrackProgram.Run) throws(PatternBudgetExceeded) -> Bool {
        let set = program.sets[run.set]
        var taken = 0
        var limit = position
        while taken < run.maximum, take(isBackward: run.isBackward, where: set.contains) {
            taken += 1
            if taken == run.minimum { limit = position }
            try count(1)
        }
        guard taken >= run.minimum else { return false }
        if position != limit {
            let kind = run.isBackward ? Frame.Kind.runBackward : .runForward
            stack.append(Frame(kind: kind, target: address, value: position, limit: limit))
        }
        return true
    }

    /// Consumes the text that a group captured; a group that took no part matches the empty string.
    private mutating func take(
        reference: Int,
        isBackward: Bool
    ) throws(PatternBudgetExceeded) -> Bool {
        for group in program.references[reference] {
            let start = captures[2 * group - 2]
            let end = captures[2 * group - 1]
            guard start >= 0, end >= 0 else { continue }
            let length = end - start
            try count(length / 8)
            let from = isBackward ? position - length : position
            guard from >= 0, from + length <= text.count else { return false }
            for offset in 0..<length where text[start + offset] != text[from + offset] {
                return false
            }
            position = isBackward ? from : from + length
            return true
        }
        return true
    }

    private func holds(_ assertion: PatternNode.Assertion) -> Bool {
        switch assertion {
        case .start: position == 0
        case .end: position == text.count
        case .wordBoundary: text.isWordBoundary(at: position)
        case .noWordBoundary: !text.isWordBoundary(at: position)
        }
    }
}
