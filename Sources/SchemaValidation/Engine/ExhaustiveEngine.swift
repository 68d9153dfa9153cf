import ConfigDocument

/// Runs a program to find all problems: continues after a failure, and records the locations of
/// value and keyword. It walks the same instructions as `FastEngine`.
struct ExhaustiveEngine {
    let program: ProgramStorage
    let view: TapeView
    private var steps: Int
    /// Steps as short as those of `FastEngine` that are not counted yet.
    private var fastSteps = 0
    /// The number of steps left for patterns.
    private var patternSteps: Int
    private var depth: Int
    /// The location where the budget ran out; nothing is checked after that.
    private(set) var exhaustion: Located?
    private let maxFindings: Int
    /// A node takes some hundred bytes, so a trace has a limit lower than that of the steps.
    private let maxTraceNodes: Int
    /// The number of errors in `problems`, and whether more were found than are kept.
    private var errorCount = 0
    private(set) var isFull = false
    /// The number of outer problem arrays set aside while branches collect their own.
    private var branchDepth = 0
    /// The running blocks with their values.
    private(set) var frames: [Frame] = []
    /// Caches of the keys by object table, values by `enum`, and reach by block.
    var knownKeys: [UInt32: [String]] = [:]
    var requiredKeys: [UInt32: [(key: String, bit: UInt64)]] = [:]
    var listedTexts: [UInt32: [String]] = [:]
    var constantTexts: [UInt32: [String]] = [:]
    var listProblems: [Int: Problem] = [:]
    /// Caches of the instructions by keyword, and of simple schemas by block.
    var siblings: [UInt32: [Instruction]] = [:]
    var forbidden: [UInt32: Problem.Forbidden] = [:]
    var requiredAlone: [UInt32: [String]] = [:]
    /// The names of members that branches declare, by their blocks.
    var branchNames: [UInt32: BranchNames] = [:]
    /// The lists of values in branches, last by each keyword: one by one, and together.
    var joinedLists: [Int: (lists: [Problem], joined: Problem)] = [:]
    var reaches: [UInt32: Reach] = [:]
    /// The outcomes of blocks that took long to run.
    private var outcomes = VerdictMemory<Outcome>()
    var members = MemberPlaces()
    var ruleMemory = RuleMemory()
    var scope = DynamicScope()
    var evaluations = EvaluationStack()
    /// The sites of the keywords on the path to the current block.
    var path: [UInt32] = []
    /// The innermost `if` on that path whose `then` or `else` is running.
    var condition: Condition?
    private(set) var problems: [Located] = []
    /// A trace of the run, if the output needs one.
    private(set) var trace: Trace?
    /// The types that schemas give to numbers, if the program was compiled to know them.
    var numberNotes: [Int: [NumberNote]] = [:]
    /// The values that no type represents.
    var untypedValues: [Int] = []
    /// The values of the notes in order, so that those of a failed branch can be undone.
    var notedNumbers: [Int] = []
    /// The number of running keywords that do not contribute to types.
    var asideDepth = 0
    /// The number of running keywords that ask for a verdict alone. Nothing is noted in them, and a
    /// block ends with its first refusal.
    private(set) var silence = 0

    struct Frame {
        var block: UInt32
        var index: Int
        /// The length of `path` without the keyword that led to this block.
        var pathCount: Int
    }

    /// The outcome of a block, with paths relative to the keyword that led to it.
    private struct Outcome {
        var accepts: Bool
        var problems: [Located]
        /// The parts of the value that it evaluated, if they were tracked.
        var marks: [UInt64]
    }

    /// An `if`, and the value that it was applied to.
    struct Condition: Hashable {
        var block: UInt32
        var index: Int
        var holds: Bool
    }

    /// A problem with its locations.
    struct Located {
        var problem: Problem
        /// The tape index of the value, or of the key of an unexpected member.
        var index: Int
        var site: UInt32
        /// The sites that led to the block, ending with `site`.
        var path: [UInt32]
        var isWarning = false
        /// The innermost `if` in whose `then` or `else` the problem was found.
        var condition: Condition?

        /// The budget of steps ran out at the document itself.
        static let tooManySteps = Located(problem: .tooManySteps, index: 0, site: .max, path: [])
    }

    init(
        program: ProgramStorage,
        view: TapeView,
        budget: ValidationProgram.Budget,
        isBrief: Bool = false,
        trace: Trace? = nil
    ) {
        self.program = program
        self.view = view
        self.trace = trace
        let size = view.next(after: 0)
        steps =
            isBrief
            ? budget.maxSteps
            : min(budget.maxSteps, budget.maxSteps / 100 + Self.stepsPerEntry * size)
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

    /// True if a value is valid according to all of these blocks.
    mutating func accepts(_ index: Int, _ blocks: [UInt32]) -> Bool {
        if program.usesDynamicScope { scope.push(program.tables.resourceOfEntryPoint[0]) }
        return blocks.allSatisfy { judge($0, index, FastEngine.noTracker, by: nil) }
    }

    /// Applies a block to a value, through the keyword at a site.
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
        // In an empty object both records start at the same place.
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
                if !holds, silence > 0 { break }
            } else {
                // A keyword holds for values of kinds that it does not apply to.
                trace?.open()
                trace?.close(.instruction(position: position), index, isValid: true)
            }
            // The block that refuses everything has one instruction and no `end`.
            if block == Block.reject { break }
            position += 1
        }
        // Instructions for other kinds of values are skipped, and thousands of them take a while.
        spend(fast: (position - Int(block)) >> 1)
        if accepts, silence == 0, problems[before.problems...].allSatisfy(\.isWarning) {
            noteDeprecation(block, index)
        }
        if accepts, silence == 0, asideDepth == 0, program.knowsNumbers {
            noteNumbers(block, index)
        }
        if let key, before.steps - steps >= VerdictMemory<Outcome>.fewestSteps, exhaustion == nil,
            // A truncated list of problems is complete only if it began here.
            errorCount < maxFindings || before.errors == 0,
            // Values checked aside have no notes to remember.
            asideDepth == 0 || silence > 0 || !program.knowsNumbers
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
        key.isSilent = silence > 0
        return key
    }

    /// A separate record for the block's evaluations, so that they can be remembered.
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
            if located.condition == condition { located.condition = nil }
            return located
        }
        steps -= found.count
        let marks = key.isTracked ? evaluations.innermost : []
        outcomes.remember(Outcome(accepts: accepts, problems: found, marks: marks), for: key)
    }

    /// Repeats the outcome of a block that was applied to the value on another path.
    private mutating func repeated(_ outcome: Outcome, _ tracker: Int) -> Bool {
        steps -= outcome.problems.count
        evaluations.add(outcome.marks, to: tracker)
        add(
            outcome.problems.map { located in
                var located = located
                located.path = path + located.path
                located.condition = located.condition ?? condition
                return located
            }
        )
        return outcome.accepts
    }

    /// Counts the cost of an instruction beyond the steps of the schemas that it applies.
    mutating func spend(_ more: Int) { steps -= more }

    /// Counts the cost of work that takes as long as in `FastEngine`, whose steps are shorter.
    mutating func spend(fast more: Int) {
        fastSteps += more
        spend(fastSteps >> 4)
        fastSteps &= 15
    }

    /// True if a pattern occurs in a string; nil if the budget for patterns runs out.
    mutating func matches(_ pattern: UInt32, _ text: UnsafeRawBufferPointer) -> Bool? {
        program.view.matches(pattern, text, within: &patternSteps)
    }

    /// True if the current block itself has keywords for members. Only evaluated when it matters.
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

    /// An instruction and the start of its sites.
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
        // The results of an ended run are discarded.
        guard silence == 0, exhaustion == nil, hasRoom() else { return }
        // A reason takes as long as some schemas, and branches collect many that are not reported.
        if branchDepth > 0 { spend(4) }
        errorCount += 1
        problems.append(
            Located(
                problem: problem,
                index: index,
                site: site,
                path: path + [site],
                condition: condition
            )
        )
        trace?.add(problem, index, at: site)
    }

    // MARK: Branches whose problems may be discarded

    /// Runs the body with a separate array of problems, and returns it.
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

    /// Runs the body for its verdict, without notes. A trace lists what fails in it nevertheless.
    private mutating func silently(_ body: (inout Self) -> Bool) -> Bool {
        guard trace == nil else { return collecting(body).accepts }
        let outer = errorCount
        errorCount = 0
        silence += 1
        defer { (errorCount, silence) = (outer, silence - 1) }
        return body(&self)
    }

    /// True if a schema accepts a value; the reasons for a refusal are not collected.
    mutating func judge(_ block: UInt32, _ index: Int, _ tracker: Int, by site: UInt32?) -> Bool {
        guard tracker >= 0 else { return silently { $0.apply(block, index, tracker, by: site) } }
        spend(view[index].count >> 8)
        let record = evaluations.push(like: tracker)
        let accepts = silently { $0.apply(block, index, record, by: site) }
        evaluations.pop(into: accepts ? tracker : nil)
        return accepts
    }

    /// True if the members or elements that follow are checked as well.
    func continues(_ accepts: Bool) -> Bool { exhaustion == nil && (accepts || silence == 0) }

    mutating func add(_ located: [Located]) {
        guard silence == 0, exhaustion == nil else { return }
        for located in located where hasRoom() {
            problems.append(located)
            if !located.isWarning { errorCount += 1 }
        }
    }

    /// True if one more error can be stored.
    private mutating func hasRoom() -> Bool {
        if errorCount < maxFindings { return true }
        if branchDepth == 0 { isFull = true }
        return false
    }

    // MARK: The budget

    var isExhausted: Bool { exhaustion != nil }

    /// True if the limit of depth ended the run.
    var isTooDeep: Bool {
        exhaustion.map { $0.problem == .tooDeep || $0.problem == .endless } ?? false
    }

    /// True if steps are left for an instruction that may exceed the budget by itself.
    mutating func affordsMore(_ index: Int, _ step: Step) -> Bool {
        guard exhaustion == nil, steps < 0, let block = frames.last?.block else { return true }
        exhaust(block, index, by: site(step))
        return false
    }

    /// Records where the budget ran out, and whether a circular reference exhausted it.
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
            // One pass around the circle suffices as a path.
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
