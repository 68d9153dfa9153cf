/// The schemas below a value: those for the members of an object and the elements of an array.
package struct ValueShape {
    /// The names of declared members, in no particular order.
    package fileprivate(set) var names: [String] = []
    /// True if members with other names have a schema, as in a map.
    package fileprivate(set) var takesOtherNames = false
    package fileprivate(set) var takesElements = false
}

extension ValidationProgram {
    /// The shape below the value at a path; nil if the schema declares no such value.
    ///
    /// Every branch of a union counts, because it is not known which branch the value will match.
    package func shape(at path: [String]) -> ValueShape? {
        let walk = ShapeWalk(map: storage.secretMap, tables: storage.tables)
        var blocks = [storage.tables.entryPoints[0]]
        for token in path {
            blocks = walk.blocks(of: token, in: blocks)
            if blocks.isEmpty { return nil }
        }
        return walk.shape(of: blocks)
    }
}

private struct ShapeWalk {
    let map: SecretMap
    let tables: ProgramTables

    func shape(of blocks: [UInt32]) -> ValueShape {
        let scope = map.scope(of: blocks)
        var shape = ValueShape()
        for table in scope.objects {
            shape.names += slots(of: table).map { tables.strings[Int($0.start)] }
            if !others(of: table).isEmpty { shape.takesOtherNames = true }
        }
        if scope.objects.isEmpty, scope.named.contains(.object) { shape.takesOtherNames = true }
        shape.takesElements =
            scope.elements.contains { !map.refusesAll($0.block) }
            || scope.elements.isEmpty && scope.named.contains(.array)
        return shape
    }

    /// The schemas for a member or element; none if the value has no such part.
    func blocks(of token: String, in blocks: [UInt32]) -> [UInt32] {
        let scope = map.scope(of: blocks)
        var found: [UInt32] = []
        for table in scope.objects {
            let named = slots(of: table).filter {
                tables.strings[Int($0.start)].utf8.elementsEqual(token.utf8)
            }
            found += named.isEmpty ? others(of: table) : named.map(\.block)
        }
        if found.isEmpty { found = scope.restOfMembers.filter { !map.refusesAll($0) } }
        if let position = Int(token) {
            found += scope.elements.filter { $0.positions.contains(position) }.map(\.block)
        }
        let takesAny =
            scope.objects.isEmpty && scope.named.contains(.object)
            || scope.elements.isEmpty && scope.named.contains(.array) && Int(token) != nil
        return found.isEmpty && takesAny ? [Block.accept] : found
    }

    private func slots(of table: ObjectTable) -> [Slot] {
        tables.slots[Int(table.slots)...Int(table.slots + table.slotMask)].filter {
            $0.length != Slot.emptyLength && $0.isProperty
        }
    }

    /// The schemas for members that `properties` does not name.
    private func others(of table: ObjectTable) -> [UInt32] {
        let patterns = table.patterns..<(table.patterns + table.patternCount)
        let found =
            patterns.map { tables.patternSlots[Int($0)].block }
            + (table.hasAdditional ? [table.additional] : [])
        return found.filter { !map.refusesAll($0) }
    }
}
