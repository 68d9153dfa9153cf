/// Checks every index in a program's tables, so that engines need not.
struct ProgramCheck {
    private let tables: ProgramTables

    init(_ tables: ProgramTables) { self.tables = tables }

    /// True if every site that the program refers to exists, with its place and strings.
    func isSound(_ sites: SiteTables) -> Bool {
        func isText(_ index: UInt32) -> Bool { Int(index) < sites.texts.count }
        var depths: [UInt32] = []
        for (index, place) in sites.places.enumerated() {
            guard place.parent == .max || Int(place.parent) < index, isText(place.token),
                place.resource == .max || isText(place.resource)
            else { return false }
            depths.append(place.parent == .max ? 0 : depths[Int(place.parent)] + 1)
        }
        return sites.sites.allSatisfy {
            Int($0.place) < depths.count && $0.depth <= depths[Int($0.place)]
        }
            && [
                tables.instructionSites, tables.siteOfSlot, tables.siteOfPatternSlot,
                tables.siteOfBranch,
            ].allSatisfy { list in
                list.allSatisfy { $0 == .max || Int($0) < sites.sites.count }
            }
    }

    var isSound: Bool {
        guard tables.code.count >= 2, tables.code[0].operation == .end,
            tables.code[1].operation == .reject,
            tables.code.last?.operation == .endBlock || tables.code.count == 2,
            tables.siteOfInstruction.count == tables.code.count,
            tables.siteOfSlot.count == tables.slots.count,
            tables.siteOfPatternSlot.count == tables.patternSlots.count,
            tables.siteOfBranch.count == tables.branches.count,
            !tables.entryPoints.isEmpty,
            tables.resourceOfEntryPoint.count == tables.entryPoints.count
        else { return false }
        return tables.code.allSatisfy { isSound($0) }
            && blocksAreSound
            && tables.entryPoints.allSatisfy { isBlock($0) }
            && tables.branches.allSatisfy { isBlock($0.block) }
            && tables.slots.allSatisfy { slot in
                slot.length == Slot.emptyLength
                    || (isBlock(slot.block) && isString(slot.start)
                        && slot.requiredBit <= Slot.noBit
                        && tables.strings.entries[Int(slot.start)].count == slot.length)
            }
            && tables.patternSlots.allSatisfy {
                isBlock($0.block) && Int($0.pattern) < tables.patterns.count
            }
            && tables.objects.allSatisfy { isSound($0) }
            && tables.patterns.allSatisfy { isString($0) }
            && tables.constants.allSatisfy { isString($0) }
            && tables.divisors.allSatisfy { isNumber($0) }
            && tables.ranges.allSatisfy {
                isNumberOrNone($0.lowText) && isNumberOrNone($0.highText)
            }
            && tables.contents.allSatisfy {
                isStringOrNone($0.encoding) && isStringOrNone($0.mediaType)
            }
            && tables.dynamicAnchors.allSatisfy { isSound($0) }
    }

    private func isSound(_ instruction: Instruction) -> Bool {
        // An instruction for strings, numbers or members must not meet a value of another kind.
        guard instruction.operation.kinds.isSuperset(of: instruction.kinds) else { return false }
        let (a, b, c) = (instruction.a, instruction.b, instruction.c)
        switch instruction.operation {
        // An `end` that some kinds skip would let an engine run past it.
        case .end, .endBlock: return instruction.kinds.isSuperset(of: Self.allEntries)
        case .reject, .integer, .integerLiteral, .length, .memberCount, .elementCount,
            .uniqueItems:
            return true
        case .range: return Int(a) < tables.ranges.count
        case .multipleOf: return Int(a) < tables.divisors.count
        case .pattern: return Int(a) < tables.patterns.count
        case .format: return UInt8(exactly: a).flatMap(Format.init(rawValue:)) != nil
        case .content: return Int(a) < tables.contents.count
        case .stringEnum: return isSlotTable(a, mask: b)
        case .equal: return fits(a, b, tables.constants.count)
        case .object: return Int(a) < tables.objects.count
        case .required: return areStrings(a, b)
        case .dependentRequired: return isString(a) && areStrings(b, c)
        case .dependentSchema: return isBlock(a) && isString(b)
        case .propertyNames, .items, .contains, .call, .callResource, .not: return isBlock(a)
        case .dynamicCall: return isBlock(a) && Int(b) < tables.dynamicAnchors.count
        case .prefixItems, .anyOf, .oneOf: return fits(a, b, tables.branches.count)
        case .conditional: return isBlock(a) && isBlock(b) && isBlock(c)
        case .unevaluatedProperties, .unevaluatedItems: return isBlock(a) && isBlock(b)
        case .annotation: return Int(a) < tables.constants.count
        }
    }

    private func isSound(_ table: ObjectTable) -> Bool {
        isSlotTable(table.slots, mask: table.slotMask) && isBlock(table.additional)
            && fits(table.patterns, table.patternCount, tables.patternSlots.count)
    }

    private func isSound(_ anchor: ProgramTables.DynamicAnchor) -> Bool {
        guard anchor.count < UInt32.max / 2,
            fits(anchor.start, anchor.count * 2, tables.words.count)
        else {
            return false
        }
        return (0..<anchor.count).allSatisfy {
            isBlock(tables.words[Int(anchor.start + $0 * 2 + 1)])
        }
    }

    /// A table needs a free slot, or the search for a missing key would not end.
    private func isSlotTable(_ start: UInt32, mask: UInt32) -> Bool {
        guard mask < UInt32.max, mask & (mask + 1) == 0, fits(start, mask + 1, tables.slots.count)
        else {
            return false
        }
        let slots = tables.slots[Int(start)...Int(start + mask)]
        return mask == 0 || slots.contains { $0.length == Slot.emptyLength }
    }

    /// Every block consists of assertions, `end`, annotations, `endBlock`, in this order.
    private var blocksAreSound: Bool {
        guard tables.code[1].kinds.isSuperset(of: Self.allEntries) else { return false }
        var isBehindEnd = false
        for instruction in tables.code.dropFirst(2) {
            switch instruction.operation {
            case .end:
                if isBehindEnd { return false }
                isBehindEnd = true
            case .endBlock:
                if !isBehindEnd { return false }
                isBehindEnd = false
            case .annotation: if !isBehindEnd { return false }
            default: if isBehindEnd { return false }
            }
        }
        return !isBehindEnd
    }

    /// All kinds of values that a block is applied to: JSON's, and keys.
    private static let allEntries = KindSet.all

    /// Blocks start after the end of another, or are one of the two constant ones.
    private func isBlock(_ address: UInt32) -> Bool {
        guard Int(address) < tables.code.count else { return false }
        return address <= 2 || tables.code[Int(address) - 1].operation == .endBlock
    }

    private func isString(_ index: UInt32) -> Bool { Int(index) < tables.strings.count }
    private func isStringOrNone(_ index: UInt32) -> Bool { index == .max || isString(index) }

    /// True if a string is a number in JSON syntax, or in that of YAML's core schema.
    private func isNumber(_ index: UInt32) -> Bool {
        guard isString(index) else { return false }
        var digits = 0
        var rest = Substring(tables.strings[Int(index)]).utf8[...]
        func skipDigits() {
            while let byte = rest.first, (0x30...0x39).contains(byte) {
                (digits, rest) = (digits + 1, rest.dropFirst())
            }
        }
        func skipSign() {
            if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") {
                rest = rest.dropFirst()
            }
        }
        skipSign()
        skipDigits()
        if rest.first == UInt8(ascii: ".") {
            rest = rest.dropFirst()
            skipDigits()
        }
        guard digits > 0 else { return false }
        if let byte = rest.first, byte | 0x20 == UInt8(ascii: "e") {
            rest = rest.dropFirst()
            skipSign()
            skipDigits()
        }
        return rest.isEmpty
    }

    private func isNumberOrNone(_ index: UInt32) -> Bool { index == .max || isNumber(index) }

    private func areStrings(_ start: UInt32, _ count: UInt32) -> Bool {
        fits(start, count, tables.words.count)
            && tables.words[Int(start)..<Int(start) + Int(count)].allSatisfy { isString($0) }
    }

    private func fits(_ start: UInt32, _ count: UInt32, _ limit: Int) -> Bool {
        Int(start) + Int(count) <= limit
    }
}

extension Operation {
    /// The kinds of values that it can be asked about.
    fileprivate var kinds: KindSet {
        switch self {
        case .integer, .integerLiteral, .range, .multipleOf: .number
        case .length, .pattern, .format, .content, .stringEnum: .string
        case .memberCount, .object, .required, .dependentRequired, .dependentSchema, .propertyNames:
            .object
        case .elementCount, .prefixItems, .items, .contains, .uniqueItems: .array
        default: KindSet(rawValue: .max)
        }
    }
}
