import ConfigDocument

/// Runs a program for a yes or no: stops at the first failure, without allocating.
///
/// `run` applies a block to one value by walking its instructions; applicators call `run` for their
/// schemas. Evaluations are recorded only below `unevaluated…`: `tracker` is the position of the
/// record in `evaluations`, or `noTracker`.
///
/// `run` is called for almost every value, so the work before its first instruction matters most.
/// All checks except objects are separate functions, and the program is behind a pointer: if they
/// were inlined, their first steps would be hoisted out of the loop and executed for every value.
///
/// A run that takes more steps than an ordinary document continues with a `VerdictMemory`, so that
/// recursive alternatives cost no more than the number of pairs of a schema and a value.
struct FastEngine {
    let program: UnsafePointer<ProgramView>
    let view: TapeView
    let state: UnsafeMutablePointer<State>

    static let noTracker = -1

    /// The mutable state of a run, separate so that the engine itself can stay in registers.
    struct State {
        /// The number of steps left until verdicts are remembered; below zero from then on.
        var steps: Int
        /// The value of `steps` that exhausts the budget.
        let lastStep: Int
        /// The number of steps left for patterns.
        var patternSteps: Int
        private(set) var isExhausted = false
        /// True if the limit of depth ended the run.
        private(set) var isTooDeep = false
        /// Created on demand: few schemas need it, and small documents notice the cost.
        private var made: Records?

        /// - Parameter size: the number of tape entries of the value.
        init(_ budget: ValidationProgram.Budget, size: Int) {
            steps = min(budget.maxSteps, Self.ordinarySteps + Self.ordinaryStepsPerEntry * size)
            lastStep = steps - budget.maxSteps
            patternSteps = budget.maxPatternSteps
        }

        private static let ordinarySteps = 10_000
        private static let ordinaryStepsPerEntry = 64

        mutating func exhaust(isTooDeep: Bool) {
            if isExhausted { return }
            (isExhausted, self.isTooDeep) = (true, isTooDeep)
            // Makes each later run call `runRemembering`, which refuses.
            steps = -1
        }

        /// Whether there are records already.
        var hasRecords: Bool { made != nil }

        var records: Records {
            mutating get {
                if let made { return made }
                let records = Records()
                made = records
                return records
            }
        }
    }

    /// Records for dynamic references, `unevaluated…` and long runs.
    final class Records {
        @exclusivity(unchecked) var verdicts = VerdictMemory<Bool>()
        @exclusivity(unchecked) var marks = EvaluationMemory()
        @exclusivity(unchecked) var members = MemberPlaces()
        @exclusivity(unchecked) var rules = RuleMemory()
        @exclusivity(unchecked) var scope = DynamicScope()
        @exclusivity(unchecked) var evaluations = EvaluationStack()
    }

    /// The end of a run. One that exhausts its budget accepts nothing.
    struct Outcome {
        var accepts = false
        var isExhausted = true
        var isTooDeep = true
    }

    /// Judges a value. A run too deep for the current thread is repeated with a larger stack.
    static func outcome(
        _ index: Int,
        in view: TapeView,
        program: ProgramStorage,
        entryPoint: Int,
        budget: ValidationProgram.Budget
    ) -> Outcome {
        let depth = min(budget.maxDepth, DeepStack.fastLevels)
        let outcome = attempt(index, view, program, entryPoint, budget, depth)
        guard outcome.isTooDeep, budget.maxDepth > depth else { return outcome }
        return DeepStack.run(levels: budget.maxDepth) {
            attempt(index, view, program, entryPoint, budget, budget.maxDepth)
        } ?? Outcome()
    }

    private static func attempt(
        _ index: Int,
        _ view: TapeView,
        _ program: ProgramStorage,
        _ entryPoint: Int,
        _ budget: ValidationProgram.Budget,
        _ depth: Int
    ) -> Outcome {
        var state = State(budget, size: view.next(after: index) - index)
        if program.usesDynamicScope {
            state.records.scope.push(program.tables.resourceOfEntryPoint[entryPoint])
        }
        let block = program.fastEntryPoints[entryPoint]
        let accepts = withUnsafeMutablePointer(to: &state) { state in
            FastEngine(program: program.viewInMemory, view: view, state: state)
                .run(block, index, noTracker, depth)
        }
        return Outcome(
            accepts: accepts && !state.isExhausted,
            isExhausted: state.isExhausted,
            isTooDeep: state.isTooDeep
        )
    }

    /// Ends the run: everything is refused from now on.
    func exhaust(isTooDeep: Bool = false) -> Bool {
        state.pointee.exhaust(isTooDeep: isTooDeep)
        return false
    }

    /// Counts the cost of an instruction beyond its own step.
    @inline(__always)
    func spend(_ steps: Int) { state.pointee.steps &-= steps }

    /// The same before an instruction that may exceed the budget by itself; false if it does.
    func affords(_ steps: Int) -> Bool {
        spend(steps)
        return state.pointee.steps >= state.pointee.lastStep
    }

    func run(_ block: UInt32, _ index: Int, _ tracker: Int, _ depth: Int) -> Bool {
        state.pointee.steps &-= 1
        if state.pointee.steps < 0 || depth == 0 {
            return runRemembering(block, index, tracker, depth)
        }
        return walk(block, index, tracker, depth)
    }

    /// Looks up the verdict before running the block, once a run is long.
    @inline(never)
    private func runRemembering(_ block: UInt32, _ index: Int, _ tracker: Int, _ depth: Int) -> Bool
    {
        if state.pointee.isExhausted { return false }
        if depth == 0 { return exhaust(isTooDeep: true) }
        if state.pointee.steps < state.pointee.lastStep { return exhaust() }
        // A lookup takes as long as some steps, and a new entry longer.
        spend(4)
        let records = state.pointee.records
        let key = VerdictMemory<Bool>.Key(block: block, scope: records.scope.number(), index: index)
        // Below `unevaluated…` an accepted value must be run again for its evaluations.
        if let accepts = records.verdicts[key], tracker < 0 || !accepts { return accepts }
        if tracker >= 0 { return runRecording(key, tracker, depth) }
        let before = state.pointee.steps
        let accepts = walk(block, index, tracker, depth)
        if isWorthRemembering(since: before) {
            spend(8)
            records.verdicts.remember(accepts, for: key)
        }
        return accepts
    }

    private func isWorthRemembering(since steps: Int) -> Bool {
        steps - state.pointee.steps >= VerdictMemory<Bool>.fewestSteps
            && !state.pointee.isExhausted
    }

    /// Like `runRemembering`, but records the block's evaluations separately to remember them.
    private func runRecording(_ key: VerdictMemory<Bool>.Key, _ tracker: Int, _ depth: Int) -> Bool
    {
        let records = state.pointee.records
        spend(view.entries[key.index].count &>> 8)
        if let marks = records.marks[key] {
            records.evaluations.add(marks, to: tracker)
            return true
        }
        let before = state.pointee.steps
        let record = records.evaluations.push(like: tracker)
        let accepts = walk(key.block, key.index, record, depth)
        if isWorthRemembering(since: before) {
            spend(8)
            records.verdicts.remember(accepts, for: key)
            if accepts { records.marks.remember(records.evaluations.innermost, for: key) }
        }
        records.evaluations.pop(into: accepts ? tracker : nil)
        return accepts
    }

    @inline(__always)
    private func walk(_ block: UInt32, _ index: Int, _ tracker: Int, _ depth: Int) -> Bool {
        let entry = view.entries[index]
        let bit: UInt16 = 1 &<< UInt16(truncatingIfNeeded: entry.rawKind)
        var next = program.pointee.code + Int(block)
        while true {
            let instruction = next.pointee
            next += 1
            if instruction.kinds.rawValue & bit == 0 { continue }
            switch instruction.operation {
            case .end, .endBlock:
                return true
            case .reject:
                return false
            case .integer:
                if !isInteger(entry) { return false }
            case .integerLiteral:
                if !isIntegerLiteral(entry) { return false }
            case .range:
                if !isInRange(entry, instruction) { return false }
            case .multipleOf:
                if !isMultiple(entry, instruction) { return false }
            case .length:
                if !hasLength(entry, instruction) { return false }
            case .pattern:
                if !matchesPattern(entry, instruction) { return false }
            case .format:
                if !hasFormat(entry, instruction) { return false }
            case .content:
                if !hasContent(entry, instruction) { return false }
            case .stringEnum:
                if !isListed(entry, instruction) { return false }
            case .equal:
                if !equalsConstant(index, instruction) { return false }
            case .memberCount, .elementCount:
                let count = entry.count
                if count < Int(instruction.b) || count > Int(instruction.c) { return false }
            case .object:
                let table = program.pointee.objects + Int(instruction.a)
                if !runObject(table, index, entry, tracker, depth) {
                    return false
                }
            case .required:
                if !hasMembers(index, instruction.a, instruction.b) { return false }
            case .dependentRequired:
                if !hasDependents(index, instruction) { return false }
            case .dependentSchema:
                if !runDependent(instruction, index, tracker, depth) { return false }
            case .propertyNames:
                if !runPropertyNames(instruction.a, index, entry, depth) { return false }
            case .prefixItems:
                if !runPrefix(instruction, index, entry, tracker, depth) { return false }
            case .items:
                if !runItems(instruction, index, entry, tracker, depth) { return false }
            case .contains:
                if !runContains(instruction, index, entry, tracker, depth) { return false }
            case .uniqueItems:
                if !hasUniqueItems(index, instruction) { return false }
            case .call:
                if !run(instruction.a, index, tracker, depth &- 1) { return false }
            case .callResource:
                if !runResource(instruction, index, tracker, depth) { return false }
            case .dynamicCall:
                if !runDynamic(instruction, index, tracker, depth) { return false }
            case .anyOf:
                if !runAny(instruction, index, bit, tracker, depth) { return false }
            case .oneOf:
                if !runOne(instruction, index, bit, tracker, depth) { return false }
            case .not:
                if run(instruction.a, index, Self.noTracker, depth &- 1) { return false }
            case .conditional:
                if !runConditional(instruction, index, tracker, depth) { return false }
            case .unevaluatedProperties:
                if !runUnevaluated(instruction, index, entry, .object, tracker, depth) {
                    return false
                }
            case .unevaluatedItems:
                if !runUnevaluated(instruction, index, entry, .array, tracker, depth) {
                    return false
                }
            case .rule:
                if !holds(instruction, index) { return false }
            case .annotation:
                // Of a long block; see `FastCode`.
                spend(Int(instruction.a))
            }
        }
    }
}
