import ConfigDocument

/// Runs a program for a yes or no: stops at the first failure, allocates nothing.
///
/// A block is applied to one value by `run`, which walks its instructions; applicators call `run`
/// for their schemas. What `unevaluated…` needs is recorded only below such a keyword: `tracker` is
/// the place of the record in `evaluations`, or `noTracker`.
struct FastEngine {
    private let program: ProgramView
    private let view: TapeView
    private let state: UnsafeMutablePointer<State>

    static let noTracker = -1

    /// What changes while a program runs; apart, so that the engine itself may stay in registers.
    struct State {
        var steps: Int
        var scope = DynamicScope()
        var evaluations = EvaluationStack()
    }

    /// Whether a value is accepted. A run that uses up its budget accepts nothing.
    static func accepts(
        _ index: Int, in view: TapeView, program: ProgramStorage, entryPoint: Int,
        budget: ValidationProgram.Budget
    ) -> Bool {
        var state = State(steps: budget.maxSteps)
        if program.usesDynamicScope {
            state.scope.push(program.tables.resourceOfEntryPoint[entryPoint])
        }
        let block = program.fastEntryPoints[entryPoint]
        let accepts = withUnsafeMutablePointer(to: &state) { state in
            FastEngine(program: program.view, view: view, state: state)
                .run(block, index, noTracker, budget.maxDepth)
        }
        return accepts && state.steps >= 0
    }

    private init(program: ProgramView, view: TapeView, state: UnsafeMutablePointer<State>) {
        self.program = program
        self.view = view
        self.state = state
    }

    /// Ends the run: everything is refused from here on.
    private func exhaust() -> Bool {
        state.pointee.steps = -1
        return false
    }

    private func run(_ block: UInt32, _ index: Int, _ tracker: Int, _ depth: Int) -> Bool {
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
                if entry.rawKind != Kind.integer.rawValue && !isBigIntegerLiteral(entry) { return false }
                if entry.rawKind == Kind.integer.rawValue && entry.has(TapeEntry.fractional) { return false }
            case .range:
                if !LeafChecks.isInRange(entry, program.ranges[Int(instruction.a)], program, view) { return false }
            case .multipleOf:
                if !LeafChecks.isMultiple(entry, program.divisors + Int(instruction.a), view) { return false }
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
                if !runObject(program.objects + Int(instruction.a), index, entry, tracker, depth) { return false }
            case .required:
                if !hasMembers(index, instruction.a, instruction.b) { return false }
            case .dependentRequired:
                if member(index, instruction.a) != nil, !hasMembers(index, instruction.b, instruction.c) {
                    return false
                }
            case .dependentSchema:
                if member(index, instruction.b) != nil, !run(instruction.a, index, tracker, depth &- 1) { return false }
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
                state.pointee.scope.push(instruction.b)
                let accepts = run(instruction.a, index, tracker, depth &- 1)
                state.pointee.scope.pop()
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
                if !run(applies ? instruction.b : instruction.c, index, tracker, depth &- 1) { return false }
            case .unevaluatedProperties:
                if !runUnevaluated(instruction, index, entry, .object, tracker, depth) { return false }
            case .unevaluatedItems:
                if !runUnevaluated(instruction, index, entry, .array, tracker, depth) { return false }
            case .annotation:
                break
            }
        }
    }

    // MARK: Numbers

    private func isInteger(_ entry: TapeEntry) -> Bool {
        // A short double that is whole is so beyond the range of Int64; a decimal may be anything.
        entry.rawKind == Kind.double.rawValue
            ? entry.double.rounded(.towardZero) == entry.double : view.decimal(entry).isInteger
    }

    private func isBigIntegerLiteral(_ entry: TapeEntry) -> Bool {
        !entry.has(TapeEntry.fractional) && view.decimal(entry).isInteger
    }

    // MARK: Objects

    @inline(__always)
    private func runObject(
        _ table: UnsafePointer<ObjectTable>, _ index: Int, _ entry: TapeEntry, _ tracker: Int, _ depth: Int
    ) -> Bool {
        let slots = program.slots + Int(table.pointee.slots)
        let mask = Int(table.pointee.slotMask)
        let patternCount = Int(table.pointee.patternCount)
        let additional = table.pointee.additional
        let additionalAccepted = table.pointee.additionalAccepted.rawValue
        var seen: UInt64 = 0
        var position = index &+ 1
        var ordinal = 0
        let end = entry.endIndex
        while position < end {
            let key = view.entries[position]
            let value = view.entries[position &+ 1]
            let bit: UInt16 = 1 &<< UInt16(truncatingIfNeeded: value.rawKind)
            var isKnown = false
            var slot = Int(truncatingIfNeeded: key.body) & mask
            var probes = 0
            while true {
                let candidate = slots + slot
                if candidate.pointee.length == Slot.emptyLength || probes > mask { break }
                if candidate.pointee.hash == key.body, isKey(key, candidate) {
                    seen |= 1 &<< UInt64(truncatingIfNeeded: candidate.pointee.requiredBit)
                    if candidate.pointee.isProperty {
                        isKnown = true
                        if candidate.pointee.accepted.rawValue & bit == 0,
                            !run(candidate.pointee.block, position &+ 1, Self.noTracker, depth &- 1)
                        {
                            return false
                        }
                    }
                    break
                }
                slot = (slot &+ 1) & mask
                probes &+= 1
            }
            if patternCount > 0 {
                switch runPatterns(table, key, position &+ 1, bit, depth) {
                case .some(true): isKnown = true
                case .some(false): break
                case .none: return false
                }
            }
            if !isKnown, additionalAccepted & bit == 0,
                !run(additional, position &+ 1, Self.noTracker, depth &- 1)
            {
                return false
            }
            if tracker >= 0, isKnown || table.pointee.hasAdditional {
                state.pointee.evaluations.mark(ordinal, in: tracker)
            }
            ordinal &+= 1
            position = view.next(after: position &+ 1)
        }
        return seen & table.pointee.required == table.pointee.required
    }

    @inline(__always)
    private func isKey(_ key: TapeEntry, _ slot: UnsafePointer<Slot>) -> Bool {
        guard key.length == Int(slot.pointee.length) else { return false }
        return key.length <= KeyHash.exactLength
            || bytesEqual(view.text(key), program.strings[Int(slot.pointee.start)].bytes)
    }

    /// Whether any pattern matched the key; nil where the value is refused.
    private func runPatterns(
        _ table: UnsafePointer<ObjectTable>, _ key: TapeEntry, _ value: Int, _ bit: UInt16, _ depth: Int
    ) -> Bool? {
        var matched = false
        let first = program.patternSlots + Int(table.pointee.patterns)
        for slot in first..<first + Int(table.pointee.patternCount) {
            guard let matches = program.matches(slot.pointee.pattern, view.text(key)) else {
                _ = exhaust()
                return nil
            }
            guard matches else { continue }
            matched = true
            if slot.pointee.accepted.rawValue & bit == 0,
                !run(slot.pointee.block, value, Self.noTracker, depth &- 1)
            {
                return nil
            }
        }
        return matched
    }

    private func member(_ object: Int, _ string: UInt32) -> Int? {
        let text = program.strings[Int(string)]
        return view.member(of: object, hash: text.hash, key: text.bytes)
    }

    private func hasMembers(_ object: Int, _ start: UInt32, _ count: UInt32) -> Bool {
        for index in 0..<Int(count) {
            if member(object, program.words[Int(start) &+ index]) == nil { return false }
        }
        return true
    }

    private func runPropertyNames(_ block: UInt32, _ index: Int, _ entry: TapeEntry, _ depth: Int) -> Bool {
        var position = index &+ 1
        while position < entry.endIndex {
            if !run(block, position, Self.noTracker, depth &- 1) { return false }
            position = view.next(after: position &+ 1)
        }
        return true
    }

    // MARK: Arrays

    private func runPrefix(
        _ instruction: Instruction, _ index: Int, _ entry: TapeEntry, _ tracker: Int, _ depth: Int
    ) -> Bool {
        var position = index &+ 1
        var ordinal = 0
        while position < entry.endIndex, ordinal < Int(instruction.b) {
            let branch = program.branches[Int(instruction.a) &+ ordinal]
            if !run(branch.block, position, Self.noTracker, depth &- 1) { return false }
            if tracker >= 0 { state.pointee.evaluations.mark(ordinal, in: tracker) }
            ordinal &+= 1
            position = view.next(after: position)
        }
        return true
    }

    private func runItems(
        _ instruction: Instruction, _ index: Int, _ entry: TapeEntry, _ tracker: Int, _ depth: Int
    ) -> Bool {
        let accepted = UInt16(truncatingIfNeeded: instruction.c)
        var position = index &+ 1
        var ordinal = 0
        while position < entry.endIndex {
            if ordinal >= Int(instruction.b) {
                let bit: UInt16 = 1 &<< UInt16(truncatingIfNeeded: view.entries[position].rawKind)
                if accepted & bit == 0, !run(instruction.a, position, Self.noTracker, depth &- 1) { return false }
                if tracker >= 0 { state.pointee.evaluations.mark(ordinal, in: tracker) }
            }
            ordinal &+= 1
            position = view.next(after: position)
        }
        return true
    }

    private func runContains(
        _ instruction: Instruction, _ index: Int, _ entry: TapeEntry, _ tracker: Int, _ depth: Int
    ) -> Bool {
        let marks = tracker >= 0 && instruction.flags & Instruction.marksMatches != 0
        var position = index &+ 1
        var ordinal = 0
        var matches = 0
        while position < entry.endIndex {
            if run(instruction.a, position, Self.noTracker, depth &- 1) {
                matches &+= 1
                if matches > Int(instruction.c) { return false }
                if marks { state.pointee.evaluations.mark(ordinal, in: tracker) }
                if !marks, instruction.c == .max, matches >= Int(instruction.b) { return true }
            }
            ordinal &+= 1
            position = view.next(after: position)
        }
        return matches >= Int(instruction.b)
    }

    // MARK: Branches

    /// Runs a schema whose failure is no failure of the whole: its evaluations count only if it accepts.
    private func runBranch(_ block: UInt32, _ index: Int, _ tracker: Int, _ depth: Int) -> Bool {
        guard tracker >= 0 else { return run(block, index, tracker, depth &- 1) }
        let record = state.pointee.evaluations.push(like: tracker)
        let accepts = run(block, index, record, depth &- 1)
        state.pointee.evaluations.pop(into: accepts ? tracker : nil)
        return accepts
    }

    private func runAny(
        _ instruction: Instruction, _ index: Int, _ bit: UInt16, _ tracker: Int, _ depth: Int
    ) -> Bool {
        let first = program.branches + Int(instruction.a)
        var accepts = false
        for branch in first..<first + Int(instruction.b) {
            if branch.pointee.possible.rawValue & bit == 0 { continue }
            if branch.pointee.accepted.rawValue & bit != 0, tracker < 0 { return true }
            if runBranch(branch.pointee.block, index, tracker, depth) {
                // Below `unevaluated…` every branch that accepts has a say.
                if tracker < 0 { return true }
                accepts = true
            }
        }
        return accepts
    }

    private func runOne(
        _ instruction: Instruction, _ index: Int, _ bit: UInt16, _ tracker: Int, _ depth: Int
    ) -> Bool {
        let first = program.branches + Int(instruction.a)
        var accepts = false
        for branch in first..<first + Int(instruction.b) {
            if branch.pointee.possible.rawValue & bit == 0 { continue }
            if runBranch(branch.pointee.block, index, tracker, depth) {
                if accepts { return false }
                accepts = true
            }
        }
        return accepts
    }

    private func runDynamic(
        _ instruction: Instruction, _ index: Int, _ tracker: Int, _ depth: Int
    ) -> Bool {
        let anchor = program.dynamicAnchors[Int(instruction.b)]
        let found = state.pointee.scope.outermost(of: anchor, in: program.words)
        state.pointee.scope.push(found?.resource ?? instruction.c)
        let accepts = run(found?.block ?? instruction.a, index, tracker, depth &- 1)
        state.pointee.scope.pop()
        return accepts
    }

    // MARK: Unevaluated

    private func runUnevaluated(
        _ instruction: Instruction, _ index: Int, _ entry: TapeEntry, _ kind: Kind, _ tracker: Int, _ depth: Int
    ) -> Bool {
        guard entry.rawKind == kind.rawValue else { return run(instruction.a, index, tracker, depth &- 1) }
        let record = state.pointee.evaluations.push(count: entry.count)
        guard run(instruction.a, index, record, depth &- 1) else {
            state.pointee.evaluations.pop(into: nil)
            return false
        }
        let skip = kind == .object ? 1 : 0
        var position = index &+ 1
        var ordinal = 0
        while position < entry.endIndex {
            if !state.pointee.evaluations.isMarked(ordinal, in: record) {
                if !run(instruction.b, position &+ skip, Self.noTracker, depth &- 1) {
                    state.pointee.evaluations.pop(into: nil)
                    return false
                }
                state.pointee.evaluations.mark(ordinal, in: record)
            }
            ordinal &+= 1
            position = view.next(after: position &+ skip)
        }
        state.pointee.evaluations.pop(into: tracker >= 0 ? tracker : nil)
        return true
    }
}
