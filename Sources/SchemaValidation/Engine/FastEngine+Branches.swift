import ConfigDocument

/// Schemas applied to the same value, and `unevaluated…`.
extension FastEngine {
    // MARK: Branches

    /// Runs a schema whose failure does not fail the whole: its evaluations count only if it
    /// accepts.
    func runBranch(_ block: UInt32, _ index: Int, _ tracker: Int, _ depth: Int) -> Bool {
        guard tracker >= 0 else { return run(block, index, tracker, depth &- 1) }
        let record = state.pointee.records.evaluations.push(like: tracker)
        spend(view.entries[index].count &>> 8)
        let accepts = run(block, index, record, depth &- 1)
        state.pointee.records.evaluations.pop(into: accepts ? tracker : nil)
        return accepts
    }

    @inline(never)
    func runAny(
        _ instruction: Instruction,
        _ index: Int,
        _ bit: UInt16,
        _ tracker: Int,
        _ depth: Int
    ) -> Bool {
        let first = program.pointee.branches + Int(instruction.a)
        // Branches for other kinds of values are skipped, and many of them take a while.
        spend(Int(instruction.b) &>> 4)
        var accepts = false
        for branch in first..<first + Int(instruction.b) {
            if branch.pointee.possible.rawValue & bit == 0 { continue }
            if branch.pointee.accepted.rawValue & bit != 0, tracker < 0 { return true }
            if runBranch(branch.pointee.block, index, tracker, depth) {
                // Below `unevaluated…` every branch that accepts must be run.
                if tracker < 0 { return true }
                accepts = true
            }
        }
        return accepts
    }

    @inline(never)
    func runOne(
        _ instruction: Instruction,
        _ index: Int,
        _ bit: UInt16,
        _ tracker: Int,
        _ depth: Int
    ) -> Bool {
        let first = program.pointee.branches + Int(instruction.a)
        // Branches for other kinds of values are skipped, and many of them take a while.
        spend(Int(instruction.b) &>> 4)
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

    @inline(never)
    func runConditional(
        _ instruction: Instruction,
        _ index: Int,
        _ tracker: Int,
        _ depth: Int
    ) -> Bool {
        // Takes as long as several other instructions: two calls, and usually a comparison.
        spend(24)
        let applies = runBranch(instruction.a, index, tracker, depth)
        return run(applies ? instruction.b : instruction.c, index, tracker, depth &- 1)
    }

    @inline(never)
    func runResource(
        _ instruction: Instruction,
        _ index: Int,
        _ tracker: Int,
        _ depth: Int
    ) -> Bool {
        state.pointee.records.scope.push(instruction.b)
        let accepts = run(instruction.a, index, tracker, depth &- 1)
        state.pointee.records.scope.pop()
        return accepts
    }

    @inline(never)
    func runDynamic(
        _ instruction: Instruction,
        _ index: Int,
        _ tracker: Int,
        _ depth: Int
    ) -> Bool {
        let anchor = program.pointee.dynamicAnchors[Int(instruction.b)]
        let found = state.pointee.records.scope.outermost(of: anchor, in: program.pointee.words)
        state.pointee.records.scope.push(found?.resource ?? instruction.c)
        let accepts = run(found?.block ?? instruction.a, index, tracker, depth &- 1)
        state.pointee.records.scope.pop()
        return accepts
    }

    // MARK: Unevaluated

    @inline(never)
    func runUnevaluated(
        _ instruction: Instruction,
        _ index: Int,
        _ entry: TapeEntry,
        _ kind: Kind,
        _ tracker: Int,
        _ depth: Int
    ) -> Bool {
        guard entry.rawKind == kind.rawValue else {
            return run(instruction.a, index, tracker, depth &- 1)
        }
        let record = state.pointee.records.evaluations.push(count: entry.count)
        guard run(instruction.a, index, record, depth &- 1) else {
            state.pointee.records.evaluations.pop(into: nil)
            return false
        }
        let skip = kind == .object ? 1 : 0
        var position = index &+ 1
        var ordinal = 0
        while position < entry.endIndex {
            if !state.pointee.records.evaluations.isMarked(ordinal, in: record) {
                if !run(instruction.b, position &+ skip, Self.noTracker, depth &- 1) {
                    state.pointee.records.evaluations.pop(into: nil)
                    return false
                }
                state.pointee.records.evaluations.mark(ordinal, in: record)
            }
            ordinal &+= 1
            position = view.next(after: position &+ skip)
        }
        state.pointee.records.evaluations.pop(into: tracker >= 0 ? tracker : nil)
        return true
    }
}
