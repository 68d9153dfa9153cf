import ConfigDocument

extension ExhaustiveEngine {
    mutating func checkUnevaluated(
        _ step: Step,
        _ index: Int,
        _ entry: TapeEntry,
        _ kind: Kind,
        _ tracker: Int
    ) -> Bool {
        guard entry.kind == kind else { return apply(step.instruction.a, index, tracker, by: nil) }
        let record = evaluations.push(count: entry.count)
        let holds = apply(step.instruction.a, index, record, by: nil)
        var accepts = holds
        let skip = kind == .object ? 1 : 0
        var ordinal = 0
        var position = index + 1
        while position < entry.endIndex, continues(accepts) {
            if !evaluations.isMarked(ordinal, in: record),
                // Values that a failed keyword might have evaluated need no further problem.
                holds || !isInReach(of: step.instruction.a, position, ordinal, kind)
            {
                if !checkUnevaluated(step, position, kind) { accepts = false }
                evaluations.mark(ordinal, in: record)
            }
            ordinal += 1
            position = view.next(after: position + skip)
        }
        evaluations.pop(into: accepts && tracker >= 0 ? tracker : nil)
        return accepts
    }

    /// Applies the schema for unevaluated members (by their keys) or elements.
    private mutating func checkUnevaluated(_ step: Step, _ position: Int, _ kind: Kind) -> Bool {
        let isMember = kind == .object
        if isRejecting(step.instruction.b) {
            guard isMember else { return refuse(.unevaluatedElement, position, step) }
            let reach = reach(of: step.instruction.a)
            let patterns = reach.patterns.map { program.view.patternSource($0) }
            let unknown = unknown(reach.names, patterns, in: step.instruction.a)
            return refuse(.unevaluatedMember(unknown), position, step)
        }
        return apply(
            step.instruction.b,
            isMember ? position + 1 : position,
            FastEngine.noTracker,
            by: site(step)
        )
    }

    // MARK: Reach

    /// The members and elements that a block might evaluate, including all schemas that it applies
    /// to the same value.
    struct Reach {
        /// Names in `properties`, as suggestions for refused members.
        var names: [String] = []
        fileprivate var hashes: Set<UInt64> = []
        fileprivate var patterns: [UInt32] = []
        fileprivate var hasAllMembers = false
        /// The number of elements evaluated from the start, and the index from which all are.
        fileprivate var elements = (first: 0, rest: Int.max)
    }

    private mutating func isInReach(
        of block: UInt32,
        _ position: Int,
        _ ordinal: Int,
        _ kind: Kind
    ) -> Bool {
        let reach = reach(of: block)
        guard kind == .object else {
            return ordinal < reach.elements.first || ordinal >= reach.elements.rest
        }
        let key = view[position]
        if reach.hasAllMembers || reach.hashes.contains(key.body) { return true }
        for pattern in reach.patterns where matches(pattern, view.text(key)) ?? true { return true }
        return false
    }

    private mutating func reach(of block: UInt32) -> Reach {
        if let known = reaches[block] { return known }
        var reach = Reach()
        var seen: Set<UInt32> = [block]
        var pending = [block]
        while let block = pending.popLast() {
            guard seen.count < Self.mostBlocks else {
                (reach.hasAllMembers, reach.elements.rest) = (true, 0)
                break
            }
            var position = Int(block)
            while program.tables.code[position].operation != .end,
                program.tables.code[position].operation != .endBlock
            {
                let instruction = program.tables.code[position]
                add(instruction, to: &reach)
                for next in blocks(of: instruction) where seen.insert(next).inserted {
                    pending.append(next)
                }
                if block == Block.reject { break }
                position += 1
            }
        }
        reaches[block] = reach
        return reach
    }

    private static var mostBlocks: Int { 1_000 }

    private mutating func add(_ instruction: Instruction, to reach: inout Reach) {
        switch instruction.operation {
        case .object:
            let table = program.tables.objects[Int(instruction.a)]
            reach.names += known(by: table)
            for slot in program.tables.slots[Int(table.slots)...Int(table.slots + table.slotMask)]
            where slot.length != Slot.emptyLength && slot.isProperty {
                reach.hashes.insert(slot.hash)
            }
            for number in table.patterns..<(table.patterns + table.patternCount) {
                reach.patterns.append(program.tables.patternSlots[Int(number)].pattern)
            }
            if table.hasAdditional { reach.hasAllMembers = true }
        case .prefixItems: reach.elements.first = max(reach.elements.first, Int(instruction.b))
        case .items: reach.elements.rest = min(reach.elements.rest, Int(instruction.b))
        case .contains where instruction.flags & Instruction.marksMatches != 0:
            reach.elements.rest = 0
        case .unevaluatedProperties: reach.hasAllMembers = true
        case .unevaluatedItems: reach.elements.rest = 0
        default: break
        }
    }

    /// The blocks that an instruction applies, or may apply, to the same value.
    private func blocks(of instruction: Instruction) -> [UInt32] {
        switch instruction.operation {
        case .call, .callResource, .dependentSchema, .unevaluatedProperties, .unevaluatedItems:
            return [instruction.a]
        case .dynamicCall:
            let anchor = program.tables.dynamicAnchors[Int(instruction.b)]
            return [instruction.a]
                + (0..<anchor.count).map {
                    program.tables.words[Int(anchor.start + $0 * 2 + 1)]
                }
        case .conditional: return [instruction.a, instruction.b, instruction.c]
        case .anyOf, .oneOf:
            return (instruction.a..<(instruction.a + instruction.b)).map {
                program.tables.branches[Int($0)].block
            }
        default: return []
        }
    }
}
