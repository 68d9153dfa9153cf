import ConfigDocument

/// Checks of single values, kept out of `run` for the reason given there.
extension FastEngine {
    @inline(never)
    func isInteger(_ entry: TapeEntry) -> Bool {
        // A whole short double is beyond the range of Int64; a decimal may be anything.
        entry.rawKind == Kind.double.rawValue
            ? entry.double.rounded(.towardZero) == entry.double : view.decimal(entry).isInteger
    }

    @inline(never)
    func isIntegerLiteral(_ entry: TapeEntry) -> Bool {
        if entry.has(TapeEntry.fractional) { return false }
        return entry.rawKind == Kind.integer.rawValue || view.decimal(entry).isInteger
    }

    @inline(never)
    func isInRange(_ entry: TapeEntry, _ instruction: Instruction) -> Bool {
        countCost(instruction, entry)
        let range = program.pointee.ranges[Int(instruction.a)]
        return LeafChecks.isInRange(entry, range, program.pointee, view)
    }

    @inline(never)
    func isMultiple(_ entry: TapeEntry, _ instruction: Instruction) -> Bool {
        countCost(instruction, entry)
        return LeafChecks.isMultiple(entry, program.pointee.divisors + Int(instruction.a), view)
    }

    @inline(never)
    func hasLength(_ entry: TapeEntry, _ instruction: Instruction) -> Bool {
        countCost(instruction, entry)
        return LeafChecks.hasLength(entry, instruction, view)
    }

    @inline(never)
    func matchesPattern(_ entry: TapeEntry, _ instruction: Instruction) -> Bool {
        countCost(instruction, entry)
        return matches(instruction.a, view.text(entry)) ?? exhaust()
    }

    @inline(never)
    func hasFormat(_ entry: TapeEntry, _ instruction: Instruction) -> Bool {
        countCost(instruction, entry)
        return LeafChecks.hasFormat(entry, instruction, view)
    }

    @inline(never)
    func hasContent(_ entry: TapeEntry, _ instruction: Instruction) -> Bool {
        countCost(instruction, entry)
        return LeafChecks.hasContent(entry, instruction, program.pointee, view)
    }

    @inline(never)
    func isListed(_ entry: TapeEntry, _ instruction: Instruction) -> Bool {
        spend(1)
        return LeafChecks.isListed(entry, instruction, program.pointee, view)
    }

    @inline(never)
    func equalsConstant(_ index: Int, _ instruction: Instruction) -> Bool {
        spend(1)
        countCost(instruction, view.entries[index])
        return LeafChecks.equalsConstant(index, instruction, program.pointee, view)
    }

    @inline(never)
    func hasUniqueItems(_ index: Int, _ instruction: Instruction) -> Bool {
        countCost(instruction, view.entries[index])
        return LeafChecks.hasUniqueItems(index, view)
    }

    /// True if a rule across settings holds for the value that it is applied to.
    @inline(never)
    func holds(_ instruction: Instruction, _ index: Int) -> Bool {
        // Most rules are about members of the value itself, and need no memory.
        let memory = state.pointee.hasRecords ? state.pointee.records.rules : RuleMemory()
        if state.pointee.hasRecords { state.pointee.records.rules = RuleMemory() }
        var checks = RuleChecks(program: program, view: view, memory: memory)
        let holds = checks.holds(program.pointee.rules[Int(instruction.a)], at: index)
        spend(checks.steps)
        if checks.memory.isUsed || state.pointee.hasRecords {
            state.pointee.records.rules = checks.memory
        }
        return holds
    }

    /// True if a pattern occurs in a string; nil if the budget for patterns runs out.
    func matches(_ pattern: UInt32, _ text: UnsafeRawBufferPointer) -> Bool? {
        program.pointee.matches(pattern, text, within: &state.pointee.patternSteps)
    }

    /// Counts the cost of a check that depends on the length of its value.
    @inline(__always)
    private func countCost(_ instruction: Instruction, _ entry: TapeEntry) {
        spend(LeafChecks.cost(instruction, entry, program.pointee, view))
    }
}
