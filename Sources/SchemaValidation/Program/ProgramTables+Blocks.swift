/// The references from a program's tables to blocks, kept in one place, so that a new operation or
/// table with blocks is added only here.
extension ProgramTables {
    /// Calls the closure with every block that an instruction refers to, directly or through its
    /// tables.
    package func forEachBlock(of instruction: Instruction, _ body: (UInt32) -> Void) {
        switch instruction.operation {
        case .propertyNames, .items, .contains, .call, .callResource, .not, .dependentSchema:
            body(instruction.a)
        case .dynamicCall:
            body(instruction.a)
            let anchor = dynamicAnchors[Int(instruction.b)]
            for pair in 0..<anchor.count { body(words[Int(anchor.start + pair * 2 + 1)]) }
        case .conditional:
            body(instruction.a)
            body(instruction.b)
            body(instruction.c)
        case .unevaluatedProperties, .unevaluatedItems:
            body(instruction.a)
            body(instruction.b)
        case .anyOf, .oneOf, .prefixItems:
            for index in instruction.a..<(instruction.a + instruction.b) {
                body(branches[Int(index)].block)
            }
        case .object:
            let table = objects[Int(instruction.a)]
            for index in table.slots...(table.slots + table.slotMask) {
                body(slots[Int(index)].block)
            }
            for index in table.patterns..<(table.patterns + table.patternCount) {
                body(patternSlots[Int(index)].block)
            }
            body(table.additional)
        default: break
        }
    }

    /// Replaces every reference to a block.
    package mutating func renameBlocks(_ rename: (UInt32) -> UInt32) {
        for index in code.indices { code[index].renameBlocks(rename) }
        for index in branches.indices { branches[index].block = rename(branches[index].block) }
        for index in objects.indices {
            objects[index].additional = rename(objects[index].additional)
        }
        for index in slots.indices { slots[index].block = rename(slots[index].block) }
        for index in patternSlots.indices {
            patternSlots[index].block = rename(patternSlots[index].block)
        }
        for anchor in dynamicAnchors {
            for pair in 0..<anchor.count {
                let index = Int(anchor.start + pair * 2 + 1)
                words[index] = rename(words[index])
            }
        }
        entryPoints = entryPoints.map(rename)
    }
}

extension Instruction {
    /// Replaces every block that the instruction refers to directly, but not those in tables.
    package mutating func renameBlocks(_ rename: (UInt32) -> UInt32) {
        switch operation {
        case .propertyNames, .items, .contains, .call, .callResource, .dynamicCall, .not,
            .dependentSchema:
            a = rename(a)
        case .conditional:
            a = rename(a)
            b = rename(b)
            c = rename(c)
        case .unevaluatedProperties, .unevaluatedItems:
            a = rename(a)
            b = rename(b)
        default: break
        }
    }
}
