/// Prepares a program for `FastEngine`: the same assertions without the parts that only findings
/// need.
///
/// Short, non-recursive references are inlined; refusals by kind are merged and come first;
/// instructions that cannot refuse anything are omitted.
struct FastCode {
    private(set) var code: [Instruction]
    private(set) var addresses: BlockAddresses
    /// True if any keyword depends on evaluations: keywords that cannot refuse still count then.
    private let recordsEvaluation: Bool
    private var pending: [UInt32]
    /// The current block with references inlined, and the blocks being inlined: kept between blocks
    /// to reuse their memory.
    private var expansion: [Instruction] = []
    private var path: [UInt32] = []

    /// The number of instructions beyond which a reference stays a call.
    private static let inlineLimit = 50
    /// The nesting beyond which a reference stays a call.
    private static let deepestInline = 8

    init(_ source: ProgramTables) {
        code = [source.code[0], source.code[1]]
        code.reserveCapacity(source.code.count)
        addresses = BlockAddresses(count: source.code.count)
        recordsEvaluation = source.code.contains {
            $0.operation == .unevaluatedProperties || $0.operation == .unevaluatedItems
        }
        pending = source.entryPoints
        for anchor in source.dynamicAnchors {
            for pair in 0..<anchor.count {
                pending.append(source.words[Int(anchor.start + pair * 2 + 1)])
            }
        }
        placeBlocks(source)
    }

    /// Places each block when it is first found, and renames the operands at the end.
    private mutating func placeBlocks(_ source: ProgramTables) {
        while let block = pending.popLast() {
            if addresses.isPlaced(block) { continue }
            let start = code.count
            addresses.place(block, at: start)
            expansion.removeAll(keepingCapacity: true)
            expand(block, of: source)
            simplify(source)
            for index in start..<code.count {
                source.forEachBlock(of: code[index]) { next in
                    if !addresses.isPlaced(next) { pending.append(next) }
                }
            }
            code.append(Instruction(operation: .end, kinds: .all))
        }
        let placed = addresses
        for index in code.indices { code[index].renameBlocks { placed[$0] } }
    }

    // MARK: One block

    /// Adds the instructions of a block to the expansion, with references inlined.
    private mutating func expand(_ block: UInt32, of source: ProgramTables) {
        if block == Block.accept { return }
        if block == Block.reject {
            expansion.append(source.code[1])
            return
        }
        path.append(block)
        defer { path.removeLast() }
        var index = Int(block)
        while source.code[index].operation != .end {
            let instruction = source.code[index]
            index += 1
            if instruction.operation == .call, !path.contains(instruction.a),
                path.count <= Self.deepestInline
            {
                let start = expansion.count
                expand(instruction.a, of: source)
                if expansion.count - start <= Self.inlineLimit { continue }
                expansion.removeSubrange(start...)
            }
            expansion.append(instruction)
        }
    }

    /// Adds the simplified expansion to the code.
    private mutating func simplify(_ source: ProgramTables) {
        var refused = KindSet()
        for instruction in expansion where instruction.operation == .reject {
            refused.formUnion(instruction.kinds)
        }
        let start = code.count
        if !refused.isEmpty { code.append(Instruction(operation: .reject, kinds: refused)) }
        for var instruction in expansion where instruction.operation != .reject {
            instruction.kinds.subtract(refused)
            if instruction.kinds.isEmpty || isVacuous(instruction, in: source) { continue }
            // Duplicates are usually close together, so the search is limited, for the longest
            // `allOf`.
            if !code[max(start, code.count - 64)...].contains(instruction) {
                code.append(instruction)
            }
        }
        code.sortStably(from: start, by: \.operation.cost)
        countLongBlock(from: start)
    }

    /// The number of instructions that a value may pass without a step being counted.
    private static let fewestCounted = 6

    /// Puts an annotation before every few instructions of a long block, at which the engine counts
    /// them: a value may pass thousands of instructions, and each takes a moment.
    private mutating func countLongBlock(from start: Int) {
        guard code.count - start > Self.fewestCounted else { return }
        let block = Array(code[start...])
        code.removeSubrange(start...)
        for (number, instruction) in block.enumerated() {
            if number % Self.fewestCounted == 0 {
                var count = Instruction(operation: .annotation, kinds: .all)
                count.a = UInt32(min(Self.fewestCounted, block.count - number))
                code.append(count)
            }
            code.append(instruction)
        }
    }

    /// True if an instruction accepts everything.
    private func isVacuous(_ instruction: Instruction, in source: ProgramTables) -> Bool {
        if recordsEvaluation { return false }
        switch instruction.operation {
        case .items: return UInt16(truncatingIfNeeded: instruction.c) == KindSet.all.rawValue
        case .conditional:
            return instruction.b == Block.accept && instruction.c == Block.accept
        case .call: return instruction.a == Block.accept
        case .anyOf:
            return (instruction.a..<(instruction.a + instruction.b)).contains {
                source.branches[Int($0)].accepted == .all
            }
        case .object:
            let table = source.objects[Int(instruction.a)]
            return table.required == 0 && table.patternCount == 0
                && table.additionalAccepted == .all
                && (table.slots...(table.slots + table.slotMask)).allSatisfy {
                    let slot = source.slots[Int($0)]
                    return slot.length == Slot.emptyLength || !slot.isProperty
                        || slot.accepted == .all
                }
        default: return false
        }
    }
}

/// The addresses of a program's blocks in its fast code, by their addresses in the program.
struct BlockAddresses {
    private var addresses: [UInt32]

    private static let notPlaced = UInt32.max

    init(count: Int) {
        addresses = Array(repeating: Self.notPlaced, count: count)
        addresses[Int(Block.accept)] = Block.accept
        addresses[Int(Block.reject)] = Block.reject
    }

    /// The new address. Unreachable blocks have none, and are never looked up.
    subscript(block: UInt32) -> UInt32 {
        isPlaced(block) ? addresses[Int(block)] : Block.reject
    }

    func isPlaced(_ block: UInt32) -> Bool { addresses[Int(block)] != Self.notPlaced }

    mutating func place(_ block: UInt32, at address: Int) {
        addresses[Int(block)] = UInt32(address)
    }
}
