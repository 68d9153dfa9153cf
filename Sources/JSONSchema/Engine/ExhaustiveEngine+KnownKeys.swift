import ConfigDocument

extension ExhaustiveEngine {
    /// The names that a block and all that it applies to the same value know: what was probably
    /// meant by a member that `unevaluatedProperties` refuses.
    mutating func known(below block: UInt32) -> [String] {
        var names: [String] = []
        var seen: Set<UInt32> = [block]
        var pending = [block]
        while let block = pending.popLast(), seen.count < Self.mostBlocks {
            var position = Int(block)
            while program.tables.code[position].operation != .end,
                program.tables.code[position].operation != .endBlock
            {
                let instruction = program.tables.code[position]
                if instruction.operation == .object {
                    names += known(by: program.tables.objects[Int(instruction.a)])
                }
                for next in blocks(of: instruction) where seen.insert(next).inserted {
                    pending.append(next)
                }
                if block == Block.reject { break }
                position += 1
            }
        }
        return names
    }

    private static var mostBlocks: Int { 1_000 }

    /// The blocks that an instruction applies to the same value.
    private func blocks(of instruction: Instruction) -> [UInt32] {
        switch instruction.operation {
        case .call, .callResource, .dynamicCall, .dependentSchema, .unevaluatedProperties:
            [instruction.a]
        case .conditional: [instruction.a, instruction.b, instruction.c]
        case .anyOf, .oneOf:
            (instruction.a..<(instruction.a + instruction.b)).map {
                program.tables.branches[Int($0)].block
            }
        default: []
        }
    }
}
