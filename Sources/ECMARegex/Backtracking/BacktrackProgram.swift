/// A pattern with back-references, as instructions for the `Backtracker`.
struct BacktrackProgram: Sendable {
    /// Instructions that consume text have a direction, since look-behinds run backwards.
    enum Instruction: Sendable {
        case scalar(UInt32, isBackward: Bool)
        case set(Int, isBackward: Bool)
        /// Consumes as many members of a set as possible, then gives them back one by one.
        case run(Run)
        /// Tries the first address, then the second.
        case split(Int, Int)
        case jump(Int)
        /// Stores the position in a capture slot: two a group, start and end.
        case save(Int)
        case assertion(PatternNode.Assertion)
        case reference(Int, isBackward: Bool)
        /// Runs the code that follows, up to `endLook`; then continues at the address.
        case look(isNegative: Bool, next: Int)
        case endLook(isNegative: Bool)
        case enterLoop(Int)
        case testLoop(Int)
        case beginIteration(Int)
        case nextLoop(Int)
        case accept
    }

    struct Run: Sendable {
        var set: Int
        var minimum: Int
        var maximum: Int
        var isBackward: Bool
    }

    /// A repetition, counted in a register of the same index.
    struct Loop: Sendable {
        var count: PatternNode.Repetition
        /// The addresses of the test of the count, of an iteration, and of the code after the loop.
        var test: Int
        var body: Int
        var exit: Int
    }

    var code: [Instruction] = []
    var sets: [ScalarSet] = []
    var loops: [Loop] = []
    var references: [[Int]] = []
    var captureCount = 0
}

/// Compiles a tree with the semantics of ECMA-262, section 22.2.2, including the order of attempts.
struct BacktrackCompiler {
    static let maximumSize = 1 << 17

    private var program = BacktrackProgram()
    private var indexOfSet: [ScalarSet: Int] = [:]

    static func program(for pattern: ParsedPattern) throws(PatternError) -> BacktrackProgram {
        var compiler = BacktrackCompiler()
        compiler.program.references = pattern.references
        compiler.program.captureCount = pattern.captureCount
        compiler.emit(pattern.root, isBackward: false)
        compiler.program.code.append(.accept)
        guard compiler.program.code.count <= maximumSize else {
            throw PatternError("the pattern is too large; split it up", at: 0)
        }
        return compiler.program
    }

    private var here: Int { program.code.count }

    private mutating func emit(_ node: PatternNode, isBackward: Bool) {
        switch node {
        case .empty:
            break
        case .scalar(let value):
            program.code.append(.scalar(value, isBackward: isBackward))
        case .set(let set):
            program.code.append(.set(intern(set), isBackward: isBackward))
        case .sequence(let terms):
            for index in terms.indices {
                let term = isBackward ? terms[terms.count - 1 - index] : terms[index]
                emit(term, isBackward: isBackward)
            }
        case .choice(let alternatives):
            emit(choice: alternatives, isBackward: isBackward)
        case .capture(let number, let body):
            let first = 2 * (number - 1)
            program.code.append(.save(isBackward ? first + 1 : first))
            emit(body, isBackward: isBackward)
            program.code.append(.save(isBackward ? first : first + 1))
        case .repetition(let body, let count):
            emit(body, repeated: count, isBackward: isBackward)
        case .assertion(let assertion):
            program.code.append(.assertion(assertion))
        case .look(let body, let look):
            let start = here
            program.code.append(.look(isNegative: look.isNegative, next: 0))
            emit(body, isBackward: !look.isAhead)
            program.code.append(.endLook(isNegative: look.isNegative))
            program.code[start] = .look(isNegative: look.isNegative, next: here)
        case .backreference(let reference):
            program.code.append(.reference(reference, isBackward: isBackward))
        }
    }

    private mutating func emit(choice alternatives: [PatternNode], isBackward: Bool) {
        var jumps: [Int] = []
        for (index, alternative) in alternatives.enumerated() {
            let split = here
            let isLast = index == alternatives.count - 1
            if !isLast { program.code.append(.split(0, 0)) }
            emit(alternative, isBackward: isBackward)
            if isLast { break }
            jumps.append(here)
            program.code.append(.jump(0))
            program.code[split] = .split(split + 1, here)
        }
        for jump in jumps { program.code[jump] = .jump(here) }
    }

    private mutating func emit(
        _ body: PatternNode,
        repeated count: PatternNode.Repetition,
        isBackward: Bool
    ) {
        if let set = body.asSet, !count.isLazy {
            program.code.append(
                .run(
                    BacktrackProgram.Run(
                        set: intern(set),
                        minimum: count.minimum,
                        maximum: count.maximum ?? .max,
                        isBackward: isBackward
                    )
                )
            )
            return
        }
        let loop = program.loops.count
        program.loops.append(BacktrackProgram.Loop(count: count, test: 0, body: 0, exit: 0))
        program.code.append(.enterLoop(loop))
        program.loops[loop].test = here
        program.code.append(.testLoop(loop))
        program.loops[loop].body = here
        program.code.append(.beginIteration(loop))
        emit(body, isBackward: isBackward)
        program.code.append(.nextLoop(loop))
        program.loops[loop].exit = here
    }

    private mutating func intern(_ set: ScalarSet) -> Int {
        if let index = indexOfSet[set] { return index }
        program.sets.append(set)
        indexOfSet[set] = program.sets.count - 1
        return program.sets.count - 1
    }
}

extension PatternNode {
    /// The set, if the node consumes exactly one code point of a set and captures nothing.
    var asSet: ScalarSet? {
        switch self {
        case .scalar(let value): return ScalarSet(value)
        case .set(let set): return set
        case .choice(let alternatives):
            var spans: [ScalarSet.Span] = []
            for alternative in alternatives {
                guard let set = alternative.asSet else { return nil }
                spans.append(contentsOf: set.spans)
            }
            return ScalarSet(spans)
        default: return nil
        }
    }
}
