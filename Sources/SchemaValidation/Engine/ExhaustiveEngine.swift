import ConfigDocument

/// Runs a program for everything that is wrong: goes on after a failure, and notes for each where
/// the value and the keyword stand. It walks the same instructions as `FastEngine`.
struct ExhaustiveEngine {
    let program: ProgramStorage
    let view: TapeView
    private var steps: Int
    /// Steps that are left to patterns.
    private var patternSteps: Int
    private var depth: Int
    /// Where the budget was used up: from there on nothing is checked.
    private(set) var exhaustion: Located?
    private let maxFindings: Int
    /// Each takes some hundred bytes, so that a trace ends before the steps do.
    private let maxTraceNodes: Int
    /// Errors in `problems`, and whether there were more of them than are kept.
    private var errorCount = 0
    private(set) var isFull = false
    /// How many lists of problems are set aside while a branch fills one of its own.
    private var branchDepth = 0
    /// The blocks being run, with their values.
    private var frames: [Frame] = []
    /// Keys by object table, texts by `enum`, and names by block, collected once each.
    var knownKeys: [UInt32: [String]] = [:]
    var listedTexts: [UInt32: [String]] = [:]
    var reaches: [UInt32: Reach] = [:]
    /// What blocks found wrong with values, where that was long to find.
    private var outcomes = VerdictMemory<Outcome>()
    var members = MemberPlaces()
    var scope = DynamicScope()
    var evaluations = EvaluationStack()
    /// The sites of the keywords that led to the block being run.
    var path: [UInt32] = []
    private(set) var problems: [Located] = []
    /// What was done, where the output asks for it.
    private(set) var trace: Trace?
    /// What schemas that apply say of the types of numbers, where the program knows that.
    var numberNotes: [Int: [NumberNote]] = [:]
    /// The values that no type is made of.
    var untypedValues: [Int] = []
    /// The values that notes were made of, as they were made, so that those of a branch are undone.
    var notedNumbers: [Int] = []
    /// How many keywords are being checked that say nothing about the type of a value.
    var asideDepth = 0

    private struct Frame {
        var block: UInt32
        var index: Int
        /// How long `path` was, without the keyword that led here.
        var pathCount: Int
    }

    /// What a block came to, with paths that begin behind the one that led to it.
    private struct Outcome {
        var accepts: Bool
        var problems: [Located]
        /// What it evaluated of the value, where that was asked for.
        var marks: [UInt64]
    }

    /// A problem with its places.
    struct Located {
        var problem: Problem
        /// The tape index of the value, or of the key of a member that should not be there.
        var index: Int
        var site: UInt32
        /// The sites that led to the block, and `site` last.
        var path: [UInt32]
        var isWarning = false
    }

    init(
        program: ProgramStorage,
        view: TapeView,
        budget: ValidationProgram.Budget,
        trace: Trace? = nil
    ) {
        self.program = program
        self.view = view
        self.trace = trace
        let size = view.next(after: 0)
        steps = min(budget.maxSteps, budget.maxSteps / 100 + Self.stepsPerEntry * size)
        patternSteps = budget.maxPatternSteps
        depth = budget.maxDepth
        maxFindings = budget.maxFindings
        maxTraceNodes = max(1_000, budget.maxSteps / 50)
    }

    private static let stepsPerEntry = 16

    mutating func run(entryPoint: Int) {
        if program.usesDynamicScope { scope.push(program.tables.resourceOfEntryPoint[entryPoint]) }
        let block = program.tables.entryPoints[entryPoint]
        _ = apply(block, 0, FastEngine.noTracker, by: nil)
        if let exhaustion { problems.append(exhaustion) }
    }

    /// Whether a value is valid by all of these blocks.
    mutating func accepts(_ index: Int, _ blocks: [UInt32]) -> Bool {
        if program.usesDynamicScope { scope.push(program.tables.resourceOfEntryPoint[0]) }
        return blocks.allSatisfy { apply($0, index, FastEngine.noTracker, by: nil) }
    }

    /// Applies a block to a value, by way of the keyword at a site.
    mutating func apply(_ block: UInt32, _ index: Int, _ tracker: Int, by site: UInt32?) -> Bool {
        guard exhaustion == nil else { return false }
        guard hasRoom() else { return false }
        steps -= 1
        guard steps >= 0, depth > 0, trace.map({ $0.count < maxTraceNodes }) ?? true else {
            exhaust(block, index, by: site)
            return false
        }
        depth -= 1
        frames.append(Frame(block: block, index: index, pathCount: path.count))
        if let site { path.append(site) }
        defer {
            depth += 1
            frames.removeLast()
            if site != nil { path.removeLast() }
        }
        let key = trace == nil ? key(block, index, tracker) : nil
        if let key, let known = outcomes[key] { return repeated(known, tracker) }
        // Of an object without members both records start at the same place.
        let isOwn = key?.isTracked == true
        let record = isOwn ? ownRecord(like: tracker, of: index) : tracker
        defer { if isOwn { evaluations.pop(into: tracker) } }
        trace?.open()
        let before = (problems: problems.count, errors: errorCount, steps: steps)
        var accepts = true
        let bit: UInt16 = 1 << UInt16(view[index].rawKind)
        var position = Int(block)
        while true {
            let instruction = program.tables.code[position]
            if instruction.operation == .end || instruction.operation == .endBlock { break }
            if instruction.kinds.rawValue & bit != 0 {
                let step = Step(
                    instruction: instruction,
                    position: position,
                    firstSite: program.tables.siteOfInstruction[position]
                )
                trace?.open()
                let holds = check(step, index, record)
                trace?.close(.instruction(position: position), index, isValid: holds)
                if !holds { accepts = false }
            } else {
                // A keyword that is not for values of this kind holds.
                trace?.open()
                trace?.close(.instruction(position: position), index, isValid: true)
            }
            // The block that refuses everything has one instruction and no end.
            if block == Block.reject { break }
            position += 1
        }
        if accepts, problems[before.problems...].allSatisfy(\.isWarning) {
            noteDeprecation(block, index)
        }
        if accepts, asideDepth == 0, program.knowsNumbers { noteNumbers(block, index) }
        if let key, before.steps - steps >= VerdictMemory<Outcome>.fewestSteps, exhaustion == nil,
            // A list that ended early is the whole one only where it began here.
            errorCount < maxFindings || before.errors == 0,
            // What was checked aside has left no notes.
            asideDepth == 0 || !program.knowsNumbers
        {
            remember(accepts, since: before.problems, for: key)
        }
        trace?.close(.schema(block: block, site: site), index, isValid: accepts)
        return accepts
    }

    private mutating func key(
        _ block: UInt32,
        _ index: Int,
        _ tracker: Int
    ) -> VerdictMemory<Outcome>.Key {
        var key = VerdictMemory<Outcome>.Key(block: block, scope: scope.number(), index: index)
        key.isTracked = tracker >= 0
        return key
    }

    /// A record of its own for what a block evaluates, so that it can be remembered.
    private mutating func ownRecord(like tracker: Int, of index: Int) -> Int {
        spend(view[index].count >> 8)
        return evaluations.push(like: tracker)
    }

    private mutating func remember(
        _ accepts: Bool,
        since first: Int,
        for key: VerdictMemory<Outcome>.Key
    ) {
        let found = problems[first...].map { located in
            var located = located
            located.path.removeFirst(path.count)
            return located
        }
        steps -= found.count
        let marks = key.isTracked ? evaluations.innermost : []
        outcomes.remember(Outcome(accepts: accepts, problems: found, marks: marks), for: key)
    }

    /// What a block said of the value before, on another way to it.
    private mutating func repeated(_ outcome: Outcome, _ tracker: Int) -> Bool {
        steps -= outcome.problems.count
        evaluations.add(outcome.marks, to: tracker)
        add(
            outcome.problems.map { located in
                var located = located
                located.path = path + located.path
                return located
            }
        )
        return outcome.accepts
    }

    /// Counts what an instruction costs beyond the steps of the schemas that it applies.
    mutating func spend(_ more: Int) { steps -= more }

    /// Whether a pattern occurs in a text; nil where what is left to patterns does not suffice.
    mutating func matches(_ pattern: UInt32, _ text: UnsafeRawBufferPointer) -> Bool? {
        program.view.matches(pattern, text, within: &patternSteps)
    }

    /// Whether the block being run looks at members of objects by itself; asked where it matters.
    var isBesideMembers: Bool {
        guard program.knowsNumbers, let block = frames.last?.block else { return false }
        var position = Int(block)
        while true {
            switch program.tables.code[position].operation {
            case .object: return true
            case .end, .endBlock: return false
            default: position += 1
            }
        }
    }

    /// An instruction and where its sites start.
    struct Step {
        let instruction: Instruction
        let position: Int
        let firstSite: UInt32
    }

    func site(_ step: Step, _ offset: Int = 0) -> UInt32 {
        let index = Int(step.firstSite) + offset
        return index < program.tables.instructionSites.count
            ? program.tables.instructionSites[index] : .max
    }

    mutating func note(_ problem: Problem, _ index: Int, at site: UInt32) {
        // What is left of a run that has ended says nothing.
        guard exhaustion == nil, hasRoom() else { return }
        errorCount += 1
        problems.append(Located(problem: problem, index: index, site: site, path: path + [site]))
        trace?.add(problem, index, at: site)
    }

    // MARK: Branches whose problems may not count

    /// Runs with a list of problems of its own, and returns it.
    mutating func collecting(_ body: (inout Self) -> Bool) -> (accepts: Bool, problems: [Located]) {
        let outer = (problems, errorCount)
        (problems, errorCount) = ([], 0)
        branchDepth += 1
        let accepts = body(&self)
        branchDepth -= 1
        let inner = problems
        (problems, errorCount) = outer
        return (accepts, inner)
    }

    mutating func add(_ located: [Located]) {
        guard exhaustion == nil else { return }
        for located in located where hasRoom() {
            problems.append(located)
            if !located.isWarning { errorCount += 1 }
        }
    }

    /// Whether there is room for one more error.
    private mutating func hasRoom() -> Bool {
        if errorCount < maxFindings { return true }
        if branchDepth == 0 { isFull = true }
        return false
    }

    // MARK: The budget

    var isExhausted: Bool { exhaustion != nil }

    /// Whether it was the depth that ended the run.
    var isTooDeep: Bool {
        exhaustion.map { $0.problem == .tooDeep || $0.problem == .endless } ?? false
    }

    /// Notes where the budget ended, and whether a circle of references has used it up.
    private mutating func exhaust(_ block: UInt32, _ index: Int, by site: UInt32?) {
        let visits = frames.filter { $0.block == block && $0.index == index }
        var path = path
        if let site { path.append(site) }
        let problem: Problem
        if depth > 0 {
            problem = .tooManySteps
        } else if visits.isEmpty {
            problem = .tooDeep
        } else {
            problem = .endless
            // Once around the circle says it all.
            if visits.count > 1 { path = Array(path.prefix(visits[1].pathCount + 1)) }
        }
        exhaustion = Located(problem: problem, index: index, site: path.last ?? .max, path: path)
    }

    // MARK: Annotations

    private mutating func noteDeprecation(_ block: UInt32, _ index: Int) {
        var found: (reason: String?, site: UInt32)?
        program.forEachAnnotation(block) { kind, position in
            guard kind == .deprecated else { return }
            let constant = program.view.constantView[
                program.view.constants[Int(program.tables.code[position].a)]
            ]
            let reason =
                constant.kind == .string
                ? String(decoding: program.view.constantView.text(constant), as: UTF8.self) : nil
            let firstSite = Int(program.tables.siteOfInstruction[position])
            let sites = program.tables.instructionSites
            found = (reason, sites.indices.contains(firstSite) ? sites[firstSite] : .max)
        }
        guard let found, problems.count < maxFindings * 2 else { return }
        problems.append(
            Located(
                problem: .deprecated(found.reason),
                index: index,
                site: found.site,
                path: path + [found.site],
                isWarning: true
            )
        )
    }
}

extension ProgramStorage {
    func forEachAnnotation(_ block: UInt32, _ body: (AnnotationKind, Int) -> Void) {
        guard block != Block.accept, block != Block.reject else { return }
        var position = Int(block)
        while tables.code[position].operation != .end { position += 1 }
        position += 1
        while tables.code[position].operation == .annotation {
            if let kind = AnnotationKind(
                rawValue: UInt8(truncatingIfNeeded: tables.code[position].b)
            ) {
                body(kind, position)
            }
            position += 1
        }
    }
}
