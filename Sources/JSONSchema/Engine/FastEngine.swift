import ConfigDocument

/// Runs a program for a yes or no: stops at the first failure, allocates nothing.
///
/// A block is applied to one value by `run`, which walks its instructions; applicators call `run`
/// for their schemas. What `unevaluated…` needs is recorded only below such a keyword: `tracker` is
/// the place of the record in `evaluations`, or `noTracker`.
///
/// `run` is called for almost every value, so what it does before its first instruction counts most.
/// All but objects is checked in functions of their own, and the program is behind a pointer: inlined,
/// their first steps would be taken ahead of the loop for every value, needed or not.
struct FastEngine {
    let program: UnsafePointer<ProgramView>
    let view: TapeView
    let state: UnsafeMutablePointer<State>

    static let noTracker = -1

    /// What changes while a program runs; apart, so that the engine itself may stay in registers.
    struct State {
        var steps: Int
        /// Whether it was the depth that ended the run.
        var isTooDeep = false
        /// Made when first asked for: few schemas need any, and small documents notice the difference.
        private var made: Records?

        init(steps: Int) { self.steps = steps }

        var records: Records {
            mutating get {
                if let made { return made }
                let records = Records()
                made = records
                return records
            }
        }
    }

    /// What dynamic references and `unevaluated…` have to remember.
    final class Records {
        @exclusivity(unchecked) var scope = DynamicScope()
        @exclusivity(unchecked) var evaluations = EvaluationStack()
    }

    /// Whether a value is accepted. A run that uses up its budget accepts nothing. What goes deeper
    /// than any thread has room for runs once more, with a stack of its own.
    static func accepts(
        _ index: Int,
        in view: TapeView,
        program: ProgramStorage,
        entryPoint: Int,
        budget: ValidationProgram.Budget
    ) -> Bool {
        let depth = min(budget.maxDepth, DeepStack.fastLevels)
        let (accepts, isTooDeep) = attempt(index, view, program, entryPoint, budget.maxSteps, depth)
        guard isTooDeep, budget.maxDepth > depth else { return accepts }
        return DeepStack.run(levels: budget.maxDepth) {
            attempt(index, view, program, entryPoint, budget.maxSteps, budget.maxDepth).accepts
        } ?? false
    }

    private static func attempt(
        _ index: Int,
        _ view: TapeView,
        _ program: ProgramStorage,
        _ entryPoint: Int,
        _ steps: Int,
        _ depth: Int
    ) -> (accepts: Bool, isTooDeep: Bool) {
        var state = State(steps: steps)
        if program.usesDynamicScope {
            state.records.scope.push(program.tables.resourceOfEntryPoint[entryPoint])
        }
        let block = program.fastEntryPoints[entryPoint]
        let accepts = withUnsafeMutablePointer(to: &state) { state in
            FastEngine(program: program.viewInMemory, view: view, state: state)
                .run(block, index, noTracker, depth)
        }
        return (accepts && state.steps >= 0, state.isTooDeep)
    }

    /// Ends the run: everything is refused from here on.
    func exhaust() -> Bool {
        // Steps that are left say that it was something else.
        if state.pointee.steps >= 0 { state.pointee.isTooDeep = true }
        state.pointee.steps = -1
        return false
    }

    func run(_ block: UInt32, _ index: Int, _ tracker: Int, _ depth: Int) -> Bool {
        state.pointee.steps &-= 1
        if state.pointee.steps < 0 || depth == 0 { return exhaust() }
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
                if !hasUniqueItems(index) { return false }
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
            case .annotation:
                break
            }
        }
    }
}
