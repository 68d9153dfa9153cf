import ConfigDocument

/// Runs a program for a yes or no: stops at the first failure, allocates nothing.
///
/// A block is applied to one value by `run`, which walks its instructions; applicators call `run`
/// for their schemas. What `unevaluated…` needs is recorded only below such a keyword: `tracker` is
/// the place of the record in `evaluations`, or `noTracker`.
struct FastEngine {
    let program: ProgramView
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
            FastEngine(program: program.view, view: view, state: state)
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
        var next = program.code + Int(block)
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
                if entry.rawKind != Kind.integer.rawValue && !isBigIntegerLiteral(entry) {
                    return false
                }
                if entry.rawKind == Kind.integer.rawValue && entry.has(TapeEntry.fractional) {
                    return false
                }
            case .range:
                if !LeafChecks.isInRange(entry, program.ranges[Int(instruction.a)], program, view) {
                    return false
                }
            case .multipleOf:
                if !LeafChecks.isMultiple(entry, program.divisors + Int(instruction.a), view) {
                    return false
                }
            case .length:
                if !LeafChecks.hasLength(entry, instruction, view) { return false }
            case .pattern:
                guard let matches = program.matches(instruction.a, view.text(entry)) else {
                    return exhaust()
                }
                if !matches { return false }
            case .format:
                if !LeafChecks.hasFormat(entry, instruction, view) { return false }
            case .content:
                if !LeafChecks.hasContent(entry, instruction, program, view) { return false }
            case .stringEnum:
                if !LeafChecks.isListed(entry, instruction, program, view) { return false }
            case .equal:
                if !LeafChecks.equalsConstant(index, instruction, program, view) { return false }
            case .memberCount, .elementCount:
                let count = entry.count
                if count < Int(instruction.b) || count > Int(instruction.c) { return false }
            case .object:
                if !runObject(program.objects + Int(instruction.a), index, entry, tracker, depth) {
                    return false
                }
            case .required:
                if !hasMembers(index, instruction.a, instruction.b) { return false }
            case .dependentRequired:
                if member(index, instruction.a) != nil,
                    !hasMembers(index, instruction.b, instruction.c)
                {
                    return false
                }
            case .dependentSchema:
                if member(index, instruction.b) != nil,
                    !run(instruction.a, index, tracker, depth &- 1)
                {
                    return false
                }
            case .propertyNames:
                if !runPropertyNames(instruction.a, index, entry, depth) { return false }
            case .prefixItems:
                if !runPrefix(instruction, index, entry, tracker, depth) { return false }
            case .items:
                if !runItems(instruction, index, entry, tracker, depth) { return false }
            case .contains:
                if !runContains(instruction, index, entry, tracker, depth) { return false }
            case .uniqueItems:
                if !LeafChecks.hasUniqueItems(index, view) { return false }
            case .call:
                if !run(instruction.a, index, tracker, depth &- 1) { return false }
            case .callResource:
                state.pointee.records.scope.push(instruction.b)
                let accepts = run(instruction.a, index, tracker, depth &- 1)
                state.pointee.records.scope.pop()
                if !accepts { return false }
            case .dynamicCall:
                if !runDynamic(instruction, index, tracker, depth) { return false }
            case .anyOf:
                if !runAny(instruction, index, bit, tracker, depth) { return false }
            case .oneOf:
                if !runOne(instruction, index, bit, tracker, depth) { return false }
            case .not:
                if run(instruction.a, index, Self.noTracker, depth &- 1) { return false }
            case .conditional:
                let applies = runBranch(instruction.a, index, tracker, depth)
                if !run(applies ? instruction.b : instruction.c, index, tracker, depth &- 1) {
                    return false
                }
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

    // MARK: Numbers

    func isInteger(_ entry: TapeEntry) -> Bool {
        // A short double that is whole is so beyond the range of Int64; a decimal may be anything.
        entry.rawKind == Kind.double.rawValue
            ? entry.double.rounded(.towardZero) == entry.double : view.decimal(entry).isInteger
    }

    private func isBigIntegerLiteral(_ entry: TapeEntry) -> Bool {
        !entry.has(TapeEntry.fractional) && view.decimal(entry).isInteger
    }
}
