import ConfigDocument

/// Finds where a schema allows a key that is unknown in its object: in a member of the object, as
/// when the key is not indented enough, or in the object around it.
struct KeyHomes {
    /// A member of an object, in which other keys are allowed.
    struct Member: Hashable {
        var name: String
        /// True if the elements of its array allow the key.
        var areElements: Bool
    }

    private let program: ProgramStorage
    private var homes: [UInt32: [String: [Member]]] = [:]
    private var names: [UInt32: Set<String>] = [:]
    /// The number of schemas and names that may still be looked at.
    private var budget = 100_000

    init(_ program: ProgramStorage) { self.program = program }

    /// The members of a schema's objects that declare a key.
    mutating func members(of block: UInt32, declaring key: String) -> [Member] {
        if let known = homes[block] { return known[key] ?? [] }
        var found: [String: [Member]] = [:]
        for table in tables(of: block) {
            for slot in slots(of: table) where budget > 0 {
                let member = program.tables.strings[Int(slot.start)]
                for (name, areElements) in keysBelow(slot.block) {
                    found[name, default: []].append(Member(name: member, areElements: areElements))
                }
            }
        }
        homes[block] = found
        return found[key] ?? []
    }

    /// True if a schema declares a key of its objects.
    mutating func declares(_ key: String, in block: UInt32) -> Bool {
        if let known = names[block] { return known.contains(key) }
        let found = Set(tables(of: block).flatMap { declaredNames(of: $0) })
        names[block] = found
        return found.contains(key)
    }

    /// True if a member of a schema's objects takes a key, declared or not.
    mutating func takes(_ key: String, inMember name: String, of block: UInt32) -> Bool {
        for table in tables(of: block) {
            guard let slot = program.slot(of: name, in: table),
                program.tables.slots[slot].isProperty
            else { continue }
            let inner = tables(of: program.tables.slots[slot].block)
            if !inner.isEmpty, inner.contains(where: { takes(key, $0) }) { return true }
        }
        return false
    }

    /// The members that a schema looks at, in alphabetical order.
    mutating func tested(by block: UInt32) -> [String] {
        var names: Set<String> = []
        for part in closure(of: block, throughNot: true) {
            for instruction in program.tables.instructions(of: part) {
                switch instruction.operation {
                case .object:
                    let table = program.tables.objects[Int(instruction.a)]
                    let slots = Int(table.slots)...Int(table.slots + table.slotMask)
                    for slot in program.tables.slots[slots] where slot.length != Slot.emptyLength {
                        names.insert(program.tables.strings[Int(slot.start)])
                    }
                case .required:
                    for word in instruction.a..<(instruction.a + instruction.b) {
                        names.insert(program.tables.strings[Int(program.tables.words[Int(word)])])
                    }
                default: break
                }
            }
        }
        return names.sorted()
    }

    private mutating func takes(_ key: String, _ table: ObjectTable) -> Bool {
        if let slot = program.slot(of: key, in: table), program.tables.slots[slot].isProperty {
            return true
        }
        var steps = 10_000
        var key = key
        for number in table.patterns..<(table.patterns + table.patternCount) {
            let pattern = program.tables.patternSlots[Int(number)].pattern
            let matches = key.withUTF8 { text in
                program.view.matches(pattern, UnsafeRawBufferPointer(text), within: &steps)
            }
            if matches == true { return true }
        }
        return !table.hasAdditional || !program.secretMap.refusesAll(table.additional)
    }

    /// The names that objects of a schema declare, and those of the elements of its arrays.
    private mutating func keysBelow(_ block: UInt32) -> [(name: String, areElements: Bool)] {
        var found = Set(tables(of: block).flatMap { declaredNames(of: $0) }).map { ($0, false) }
        var elements: Set<String> = []
        for part in closure(of: block) {
            for element in elementSchemas(of: part) {
                for table in tables(of: element) { elements.formUnion(declaredNames(of: table)) }
            }
        }
        found += elements.map { ($0, true) }
        return found
    }

    private func elementSchemas(of block: UInt32) -> [UInt32] {
        var schemas: [UInt32] = []
        for instruction in program.tables.instructions(of: block)
        where [.items, .prefixItems].contains(instruction.operation) {
            program.tables.forEachBlock(of: instruction) { schemas.append($0) }
        }
        return schemas
    }

    private mutating func tables(of block: UInt32) -> [ObjectTable] {
        closure(of: block).flatMap { part in
            program.tables.instructions(of: part).filter { $0.operation == .object }
                .map { program.tables.objects[Int($0.a)] }
        }
    }

    /// The schema with those that it applies to the same value.
    private mutating func closure(of block: UInt32, throughNot: Bool = false) -> [UInt32] {
        var found: [UInt32] = []
        var seen: Set<UInt32> = [block]
        var pending = [block]
        while let block = pending.popLast(), budget > 0 {
            budget -= 1
            found.append(block)
            for instruction in program.tables.instructions(of: block)
            where throughNot || instruction.operation != .not {
                program.tables.forEachBlockOfSameValue(instruction) { next in
                    if seen.insert(next).inserted { pending.append(next) }
                }
            }
        }
        return found
    }

    private mutating func declaredNames(of table: ObjectTable) -> [String] {
        let names = slots(of: table).map { program.tables.strings[Int($0.start)] }
        budget -= names.count
        return names
    }

    /// The slots of the properties, in the order of the schema.
    private func slots(of table: ObjectTable) -> [Slot] {
        program.tables.slots[Int(table.slots)...Int(table.slots + table.slotMask)]
            .filter {
                $0.length != Slot.emptyLength && $0.isProperty
                    && !program.secretMap.refusesAll($0.block)
            }
            .sorted { $0.start < $1.start }
    }
}
