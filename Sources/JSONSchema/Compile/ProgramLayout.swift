import SchemaValidation

/// Lays out blocks in one code array: block numbers become addresses, and each reference to a block
/// records the verdicts that depend only on a value's kind.
struct ProgramLayout {
    private let blocks: [BlockDraft]
    private let instructions: [DraftInstruction]
    private let siteLists: [UInt32]
    private(set) var tables: ProgramTables
    private var addresses: [UInt32] = []

    init(
        blocks: [BlockDraft],
        instructions: [DraftInstruction],
        siteLists: [UInt32],
        tables: ProgramTables
    ) {
        self.blocks = blocks
        self.instructions = instructions
        self.siteLists = siteLists
        self.tables = tables
    }

    mutating func arrange() {
        let order = reachable()
        placeBlocks(order)
        let addresses = addresses
        tables.renameBlocks { addresses[Int($0)] }
        decideByKind()
    }

    // MARK: Addresses

    /// The reachable blocks, in the order in which they are found from the root.
    private func reachable() -> [Int] {
        var order = [0, 1]
        var isSeen = Array(repeating: false, count: blocks.count)
        isSeen[0] = true
        isSeen[1] = true
        var stack = Array(tables.entryPoints.map(Int.init).reversed())
        while let block = stack.popLast() {
            if isSeen[block] { continue }
            isSeen[block] = true
            order.append(block)
            let start = stack.count
            for index in blocks[block].code {
                tables.forEachBlock(of: instructions[index].instruction) { next in
                    if !isSeen[Int(next)] { stack.append(Int(next)) }
                }
            }
            stack[start...].reverse()
        }
        return order
    }

    private mutating func placeBlocks(_ order: [Int]) {
        addresses = Array(repeating: Block.reject, count: blocks.count)
        let most = instructions.count + 2 * order.count
        tables.code.reserveCapacity(most)
        tables.siteOfInstruction.reserveCapacity(most)
        tables.instructionSites.reserveCapacity(siteLists.count)
        for block in order {
            addresses[block] = UInt32(tables.code.count)
            let draft = blocks[block]
            for index in draft.code { append(instructions[index]) }
            // The constant blocks are one instruction each.
            if block == 0 || block == 1 { continue }
            append(DraftInstruction(Instruction(operation: .end, kinds: .all)))
            for index in draft.annotations { append(instructions[index]) }
            append(DraftInstruction(Instruction(operation: .endBlock, kinds: .all)))
        }
    }

    private mutating func append(_ part: DraftInstruction) {
        tables.code.append(part.instruction)
        tables.siteOfInstruction.append(UInt32(tables.instructionSites.count))
        for index in part.sites { tables.instructionSites.append(siteLists[index]) }
    }

    // MARK: Decisions by kind

    private mutating func decideByKind() {
        var kinds = BlockKinds(code: tables.code, branches: tables.branches)
        for index in tables.branches.indices {
            let block = tables.branches[index].block
            tables.branches[index].accepted = kinds.accepted(block)
            tables.branches[index].possible = kinds.possible(block)
        }
        for index in tables.slots.indices where tables.slots[index].isProperty {
            tables.slots[index].accepted = kinds.accepted(tables.slots[index].block)
        }
        for index in tables.patternSlots.indices {
            tables.patternSlots[index].accepted = kinds.accepted(tables.patternSlots[index].block)
        }
        for index in tables.objects.indices {
            tables.objects[index].additionalAccepted = kinds.accepted(
                tables.objects[index].additional
            )
        }
        for index in tables.code.indices where tables.code[index].operation == .items {
            tables.code[index].c = UInt32(kinds.accepted(tables.code[index].a).rawValue)
        }
    }
}

/// The kinds of values that a block accepts or refuses without examining the value.
private struct BlockKinds {
    let code: [Instruction]
    let branches: [Branch]
    /// Known kinds by address; nil for a block that was not examined yet.
    private var known: [(accepted: KindSet, possible: KindSet)?]

    init(code: [Instruction], branches: [Branch]) {
        self.code = code
        self.branches = branches
        known = Array(repeating: nil, count: code.count)
    }

    mutating func accepted(_ block: UInt32) -> KindSet { decide(block, depth: 0).accepted }
    mutating func possible(_ block: UInt32) -> KindSet { decide(block, depth: 0).possible }

    /// For recursive schemas and long chains, returns the answer that is always correct: nothing is
    /// known.
    private mutating func decide(
        _ block: UInt32,
        depth: Int
    ) -> (accepted: KindSet, possible: KindSet) {
        if let known = known[Int(block)] { return known }
        if depth > 16 { return ([], .all) }
        known[Int(block)] = ([], .all)
        var accepted = KindSet.all
        var possible = KindSet.all
        var index = Int(block)
        while code[index].operation != .end {
            let instruction = code[index]
            switch instruction.operation {
            case .reject:
                accepted.subtract(instruction.kinds)
                possible.subtract(instruction.kinds)
            case .call:
                let target = decide(instruction.a, depth: depth + 1)
                accepted.formIntersection(target.accepted)
                possible.formIntersection(target.possible)
            case .anyOf:
                var any: (accepted: KindSet, possible: KindSet) = ([], [])
                for branch in instruction.a..<(instruction.a + instruction.b) {
                    let target = decide(branches[Int(branch)].block, depth: depth + 1)
                    any.accepted.formUnion(target.accepted)
                    any.possible.formUnion(target.possible)
                }
                accepted.formIntersection(any.accepted)
                possible.formIntersection(any.possible)
            default: accepted.subtract(instruction.kinds)
            }
            // The constant block that refuses everything is one instruction.
            if block == Block.reject { break }
            index += 1
        }
        known[Int(block)] = (accepted, possible)
        return (accepted, possible)
    }
}
