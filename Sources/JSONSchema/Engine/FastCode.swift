/// Prepares a program for `FastEngine`: the same assertions without what only findings need.
///
/// References are replaced by the instructions that they lead to, where those are few and not
/// recursive; refusals by kind are merged and come first; what can refuse nothing is left out.
struct FastCode {
    private(set) var tables: ProgramTables
    private let source: ProgramTables
    /// Whether any keyword asks what others evaluated: then keywords that cannot refuse still count.
    private let recordsEvaluation: Bool
    /// Where each block was placed, by its address in the source; `notPlaced` where it was not.
    private var addresses: [UInt32]
    private var pending: [UInt32] = []

    private static let notPlaced = UInt32.max

    /// References to more instructions than this stay calls.
    private static let inlineLimit = 50

    init(_ tables: ProgramTables) {
        source = tables
        self.tables = tables
        addresses = Array(repeating: Self.notPlaced, count: tables.code.count)
        recordsEvaluation = tables.code.contains {
            $0.operation == .unevaluatedProperties || $0.operation == .unevaluatedItems
        }
        build()
    }

    private mutating func build() {
        tables.code = Array(source.code[0...1])
        addresses[Int(Block.accept)] = Block.accept
        addresses[Int(Block.reject)] = Block.reject
        pending = source.entryPoints
        // A block is placed when it is first met, and its operands are renamed at the end.
        collectBlocks()
        renameOperands()
    }

    private mutating func collectBlocks() {
        for block in source.entryPoints { enqueue(block) }
        for anchor in source.dynamicAnchors {
            for pair in 0..<anchor.count { enqueue(source.words[Int(anchor.start + pair * 2 + 1)]) }
        }
        while let block = pending.popLast() {
            guard addresses[Int(block)] == Self.notPlaced else { continue }
            addresses[Int(block)] = UInt32(tables.code.count)
            let code = simplified(expanded(block, within: []))
            for instruction in code {
                tables.code.append(instruction)
                source.forEachBlock(of: instruction) { enqueue($0) }
            }
            tables.code.append(Instruction(operation: .end, kinds: .all))
        }
    }

    private mutating func enqueue(_ block: UInt32) {
        if addresses[Int(block)] == Self.notPlaced { pending.append(block) }
    }

    // MARK: One block

    /// The instructions of a block with references replaced.
    private func expanded(_ block: UInt32, within outer: [UInt32]) -> [Instruction] {
        if block == Block.accept { return [] }
        if block == Block.reject { return [source.code[1]] }
        var code: [Instruction] = []
        var index = Int(block)
        while source.code[index].operation != .end {
            let instruction = source.code[index]
            index += 1
            if instruction.operation == .call, instruction.a != block,
                !outer.contains(instruction.a),
                outer.count < 8
            {
                let target = expanded(instruction.a, within: outer + [block])
                if target.count <= Self.inlineLimit {
                    code += target
                    continue
                }
            }
            code.append(instruction)
        }
        return code
    }

    private func simplified(_ code: [Instruction]) -> [Instruction] {
        if code.count == 1, code[0].operation == .reject { return code }
        var refused = KindMask()
        for instruction in code where instruction.operation == .reject {
            refused.formUnion(instruction.kinds)
        }
        var result: [Instruction] = []
        if !refused.isEmpty { result.append(Instruction(operation: .reject, kinds: refused)) }
        for var instruction in code where instruction.operation != .reject {
            instruction.kinds.subtract(refused)
            if instruction.kinds.isEmpty || isVacuous(instruction) { continue }
            // What is there twice is mostly close: the way back has an end, for the longest `allOf`.
            if !result.suffix(64).contains(instruction) { result.append(instruction) }
        }
        return Self.sortedByCost(result)
    }

    /// In a stable order: by insertion, since most blocks are short.
    private static func sortedByCost(_ code: [Instruction]) -> [Instruction] {
        guard code.count <= 32 else {
            return code.enumerated().sorted {
                ($0.element.operation.cost, $0.offset) < ($1.element.operation.cost, $1.offset)
            }.map(\.element)
        }
        var sorted = code
        for index in sorted.indices.dropFirst() {
            let instruction = sorted[index]
            let cost = instruction.operation.cost
            var place = index
            while place > 0, sorted[place - 1].operation.cost > cost {
                sorted[place] = sorted[place - 1]
                place -= 1
            }
            sorted[place] = instruction
        }
        return sorted
    }

    /// Whether an instruction accepts everything.
    private func isVacuous(_ instruction: Instruction) -> Bool {
        if recordsEvaluation { return false }
        switch instruction.operation {
        case .items: return UInt16(truncatingIfNeeded: instruction.c) == KindMask.all.rawValue
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

    // MARK: Addresses

    private mutating func renameOperands() {
        let addresses = addresses
        tables.renameBlocks { block in
            // What nothing leads to was not placed, and is not asked for.
            let address = addresses[Int(block)]
            return address == Self.notPlaced ? Block.reject : address
        }
    }
}
