import ConfigDocument
import SchemaValidation

/// The keywords of a schema for an object's members.
struct ObjectDraft {
    var properties: [(key: UInt32, schema: Cursor)] = []
    var patterns: [(key: UInt32, schema: Cursor)] = []
    var additional: Cursor?
    var required: [UInt32] = []
    var requiredKeyword: Cursor?

    /// The number of required members up to which they are searched for one by one.
    private static let fewRequired = 3

    func finish(_ scope: SchemaScope) {
        let checksMembers = !properties.isEmpty || !patterns.isEmpty || additional != nil
        var fused: [UInt32] = []
        if checksMembers || required.count > Self.fewRequired {
            fused = Array(required.prefix(Int(Slot.noBit)))
            addTable(scope, required: fused)
        }
        let rest = Array(required.dropFirst(fused.count))
        guard !rest.isEmpty, let keyword = requiredKeyword else { return }
        let list = scope.words(rest)
        scope.add(
            Instruction(operation: .required, kinds: .object, a: list.start, b: list.count),
            at: keyword
        )
    }

    private func addTable(_ scope: SchemaScope, required: [UInt32]) {
        var slots = properties.map { property in
            SlotDraft(
                text: property.key,
                block: scope.block(property.schema),
                site: scope.site(property.schema),
                isProperty: true
            )
        }
        var table = ObjectTable()
        for (bit, text) in required.enumerated() {
            // The number of searches is limited by the bits in the mask of required members.
            let known = slots.firstIndex { $0.text == text }
            if known == nil { slots.append(SlotDraft(text: text)) }
            let index = known ?? slots.count - 1
            if slots[index].requiredBit == Slot.noBit { slots[index].requiredBit = UInt8(bit) }
            table.required |= 1 << UInt64(slots[index].requiredBit)
        }
        (table.slots, table.slotMask) = scope.slotTable(slots, at: scope.cursor)
        addPatterns(scope, to: &table)
        if let additional {
            table.additional = scope.block(additional)
            table.hasAdditional = true
        }
        scope.compiler.tables.objects.append(table)
        let site = requiredKeyword ?? additional ?? scope.cursor
        scope.add(
            Instruction(
                operation: .object,
                kinds: .object,
                a: UInt32(scope.compiler.tables.objects.count - 1)
            ),
            at: [site, additional ?? site]
        )
    }

    private func addPatterns(_ scope: SchemaScope, to table: inout ObjectTable) {
        table.patterns = UInt32(scope.compiler.tables.patternSlots.count)
        var slots: [(PatternSlot, UInt32)] = []
        for (text, schema) in patterns {
            guard let pattern = scope.pattern(text, at: schema) else { continue }
            let slot = PatternSlot(pattern: pattern, block: scope.block(schema), accepted: [])
            slots.append((slot, scope.site(schema)))
        }
        for (slot, site) in slots {
            scope.compiler.tables.patternSlots.append(slot)
            scope.compiler.tables.siteOfPatternSlot.append(site)
        }
        table.patternCount = UInt32(slots.count)
    }
}

/// A slot before its table is laid out.
struct SlotDraft {
    /// The index of the key's string; equal strings have the same index.
    var text: UInt32
    var block: UInt32 = Block.accept
    var site: UInt32 = .max
    var isProperty = false
    var requiredBit = Slot.noBit
}

extension SchemaScope {
    /// The limit of collisions: by chance there are a few dozen, in the largest table.
    private static let mostInTheWay = 1_000

    /// Lays out a hash table, at most half full. Hashes are predictable, so a schema whose names
    /// are crafted to collide is refused instead of searched one by one.
    func slotTable(_ drafts: [SlotDraft], at cursor: Cursor) -> (start: UInt32, mask: UInt32) {
        var capacity = 1
        while capacity < drafts.count * 2 { capacity *= 2 }
        let start = compiler.tables.slots.count
        compiler.tables.slots.append(contentsOf: repeatElement(Slot(), count: capacity))
        compiler.tables.siteOfSlot.append(contentsOf: repeatElement(UInt32.max, count: capacity))
        for draft in drafts {
            let text = compiler.tables.strings.entries[Int(draft.text)]
            var place = Int(truncatingIfNeeded: text.hash) & (capacity - 1)
            var inTheWay = 0
            while compiler.tables.slots[start + place].length != Slot.emptyLength,
                compiler.tables.slots[start + place].start != draft.text
            {
                place = (place + 1) & (capacity - 1)
                inTheWay += 1
            }
            guard inTheWay <= Self.mostInTheWay else {
                report(
                    "more than \(Self.mostInTheWay) property names have the same hash; rename some of them",
                    at: cursor
                )
                break
            }
            // Only the first of duplicate keys counts.
            if compiler.tables.slots[start + place].length != Slot.emptyLength { continue }
            compiler.tables.slots[start + place] = Slot(
                hash: text.hash,
                start: draft.text,
                length: text.count,
                block: draft.block,
                accepted: [],
                requiredBit: draft.requiredBit,
                isProperty: draft.isProperty
            )
            compiler.tables.siteOfSlot[start + place] = draft.site
        }
        return (UInt32(start), UInt32(capacity - 1))
    }
}
