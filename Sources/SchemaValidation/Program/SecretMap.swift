import ConfigDocument
import ECMARegex

/// The schemas of a program that mark secrets or lead to one that does.
///
/// It depends only on the program: it includes every branch of a union and both sides of a
/// condition, since an invalid value may be wrong in the very part that distinguishes them.
struct SecretMap: Sendable {
    private let tables: ProgramTables
    private let patterns: [Pattern]
    private let marked: Set<UInt32>
    /// The blocks with a secret at their value or anywhere below it.
    private let holders: Set<UInt32>
    /// The names of all properties that are secrets, and the words in the patterns of such names.
    private(set) var names: [String] = []

    /// The combined content of the schemas for a value, including all that they apply to the same
    /// value.
    struct Scope {
        var isSecret = false
        /// True if members of an object or elements of an array contain secrets.
        var membersHold = false
        var elementsHold = false
        /// The kinds of values that a schema names, by their bits.
        var named: KindSet = []
        /// The names of members that are secrets, and the words in the patterns of such names.
        var names: [String] = []
        var objects: [ObjectTable] = []
        /// Schemas for members and elements that no other keyword matches.
        var restOfMembers: [UInt32] = []
        /// Schemas for elements from a position on; a count of 1 is a single position.
        var elements: [(positions: Range<Int>, block: UInt32)] = []
    }

    init(_ tables: ProgramTables, patterns: [Pattern]) {
        (self.tables, self.patterns) = (tables, patterns)
        var parents: [UInt32: [UInt32]] = [:]
        var marked: Set<UInt32> = []
        var seen = Set(tables.entryPoints)
        var pending = tables.entryPoints
        while let block = pending.popLast() {
            for instruction in tables.instructions(of: block) {
                // An object whose keys are secret is a secret as a whole.
                if instruction.operation == .propertyNames {
                    if tables.marksSecret(instruction.a) { marked.insert(block) }
                    continue
                }
                if instruction.marksSecret { marked.insert(block) }
                tables.forEachBlock(of: instruction) { next in
                    parents[next, default: []].append(block)
                    if seen.insert(next).inserted { pending.append(next) }
                }
            }
        }
        self.marked = marked
        var holders = marked
        pending = Array(marked)
        while let block = pending.popLast() {
            for parent in parents[block] ?? [] where holders.insert(parent).inserted {
                pending.append(parent)
            }
        }
        self.holders = holders
        guard !marked.isEmpty else { return }
        var names: Set<String> = []
        for instruction in seen.flatMap(tables.instructions) where instruction.operation == .object
        {
            names.formUnion(secretNames(tables.objects[Int(instruction.a)]))
        }
        self.names = names.sorted()
    }

    var isEmpty: Bool { marked.isEmpty }

    /// True if a schema is `false`; a member with such a schema is an unknown one.
    func refusesAll(_ block: UInt32) -> Bool {
        let first = tables.code[Int(block)]
        return first.operation == .reject && first.kinds == .all
    }

    func takesAll(_ block: UInt32) -> Bool {
        tables.code[Int(block)].operation == .end && !marked.contains(block)
    }

    func scope(of blocks: [UInt32]) -> Scope {
        var scope = Scope()
        for block in tables.closure(of: blocks) {
            if marked.contains(block) { scope.isSecret = true }
            for instruction in tables.instructions(of: block) { note(instruction, in: &scope) }
        }
        return scope
    }

    private func note(_ instruction: Instruction, in scope: inout Scope) {
        let (a, b) = (instruction.a, instruction.b)
        switch instruction.operation {
        case .reject where instruction.kinds != .all:
            scope.named.formUnion(KindSet.all.subtracting(instruction.kinds))
        case .equal, .stringEnum: scope.named.formUnion(instruction.kinds)
        case .object:
            let table = tables.objects[Int(a)]
            scope.objects.append(table)
            tables.forEachBlock(of: instruction) { block in
                if holders.contains(block) { scope.membersHold = true }
            }
            scope.names += secretNames(table)
        case .unevaluatedProperties:
            scope.restOfMembers.append(b)
            if holders.contains(b) { scope.membersHold = true }
        case .prefixItems:
            for position in 0..<Int(b) {
                note(
                    position..<(position + 1),
                    tables.branches[Int(a) + position].block,
                    in: &scope
                )
            }
        case .items: note(Int(b)..<Int.max, a, in: &scope)
        case .contains: note(0..<Int.max, a, in: &scope)
        case .unevaluatedItems: note(0..<Int.max, b, in: &scope)
        default: break
        }
    }

    private func note(_ positions: Range<Int>, _ block: UInt32, in scope: inout Scope) {
        scope.elements.append((positions, block))
        if holders.contains(block) { scope.elementsHold = true }
    }

    private func secretNames(_ table: ObjectTable) -> [String] {
        let named = tables.slots[Int(table.slots)...Int(table.slots + table.slotMask)]
            .filter { $0.length != Slot.emptyLength && $0.isProperty && marksSecret($0.block) }
            .map { tables.strings[Int($0.start)] }
        let matched = (table.patterns..<(table.patterns + table.patternCount))
            .map { tables.patternSlots[Int($0)] }
            .filter { marksSecret($0.block) }
            .flatMap { Self.words(in: patterns[Int($0.pattern)].source) }
        return named + matched
    }

    /// True if a schema, or one that it applies to the same value, marks it as secret.
    private func marksSecret(_ block: UInt32) -> Bool {
        holders.contains(block) && tables.closure(of: [block]).contains(where: marked.contains)
    }

    /// The literal parts of a pattern that are long enough for a name: `secret-` in `^secret-[a-z]+$`.
    private static func words(in pattern: String) -> [String] {
        var words = [""]
        var isInClass = false
        var isEscaped = false
        for character in pattern {
            if !isInClass, !isEscaped,
                character.isLetter || character.isNumber || "-_".contains(character)
            {
                words[words.count - 1].append(character)
                continue
            }
            words.append("")
            if !isEscaped, "[]".contains(character) { isInClass = character == "[" }
            isEscaped = !isEscaped && character == "\\"
        }
        return words.filter { $0.filter(\.isLetter).count >= 4 }
    }
}

extension Instruction {
    fileprivate var marksSecret: Bool {
        operation == .annotation && b == UInt32(AnnotationKind.secret.rawValue)
    }
}

extension ProgramTables {
    /// The instructions of a block, annotations included.
    func instructions(of block: UInt32) -> ArraySlice<Instruction> {
        let start = Int(block)
        // The two constant blocks are one instruction each.
        guard block != Block.accept, block != Block.reject else { return code[start...start] }
        let end = code[start...].firstIndex { $0.operation == .endBlock } ?? code.endIndex
        return code[start..<end]
    }

    /// The blocks, and all that they apply to the same value.
    func closure(of blocks: [UInt32]) -> [UInt32] {
        var all: [UInt32] = []
        var seen: Set<UInt32> = []
        var pending = blocks
        while let block = pending.popLast() {
            guard seen.insert(block).inserted else { continue }
            all.append(block)
            for instruction in instructions(of: block) {
                forEachBlockOfSameValue(instruction) { pending.append($0) }
            }
        }
        return all
    }

    /// True if a schema, or one that it applies to the same value, marks it as secret.
    fileprivate func marksSecret(_ block: UInt32) -> Bool {
        closure(of: [block]).contains { instructions(of: $0).contains(where: \.marksSecret) }
    }

    /// Calls the closure with every block that an instruction applies to the value itself.
    func forEachBlockOfSameValue(_ instruction: Instruction, _ body: (UInt32) -> Void) {
        switch instruction.operation {
        case .call, .callResource, .dynamicCall, .dependentSchema, .conditional, .anyOf, .oneOf,
            .not:
            forEachBlock(of: instruction, body)
        case .unevaluatedProperties, .unevaluatedItems: body(instruction.a)
        default: break
        }
    }
}
