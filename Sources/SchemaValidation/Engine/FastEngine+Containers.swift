import ConfigDocument

/// Checks of members and elements.
extension FastEngine {
    // MARK: Objects

    @inline(__always)
    func runObject(
        _ table: UnsafePointer<ObjectTable>,
        _ index: Int,
        _ entry: TapeEntry,
        _ tracker: Int,
        _ depth: Int
    ) -> Bool {
        let slots = program.pointee.slots + Int(table.pointee.slots)
        let mask = Int(table.pointee.slotMask)
        let patternCount = Int(table.pointee.patternCount)
        let additional = table.pointee.additional
        let additionalAccepted = table.pointee.additionalAccepted.rawValue
        if entry.count >= MemberPlaces.fewestMembers, patternCount == 0,
            table.pointee.additionalAccepted == .all, entry.count >> 3 > mask,
            tracker < 0 || !table.pointee.hasAdditional,
            state.pointee.records.members.knows(index)
        {
            return runFewProperties(table, index, tracker, depth)
        }
        spend(entry.count)
        if patternCount > 0, !affords(entry.count &* patternCount &<< 1) { return exhaust() }
        var seen: UInt64 = 0
        var position = index &+ 1
        var ordinal = 0
        let end = entry.endIndex
        while position < end {
            let key = view.entries[position]
            let value = view.entries[position &+ 1]
            let bit: UInt16 = 1 &<< UInt16(truncatingIfNeeded: value.rawKind)
            var isKnown = false
            var slot = Int(truncatingIfNeeded: key.body) & mask
            var probes = 0
            while true {
                let candidate = slots + slot
                if candidate.pointee.length == Slot.emptyLength || probes > mask { break }
                if candidate.pointee.hash == key.body, isKey(key, candidate) {
                    seen |= 1 &<< UInt64(truncatingIfNeeded: candidate.pointee.requiredBit)
                    if candidate.pointee.isProperty {
                        isKnown = true
                        if candidate.pointee.accepted.rawValue & bit == 0,
                            !run(candidate.pointee.block, position &+ 1, Self.noTracker, depth &- 1)
                        {
                            return false
                        }
                    }
                    break
                }
                slot = (slot &+ 1) & mask
                probes &+= 1
            }
            if patternCount > 0 {
                switch runPatterns(table, key, position &+ 1, bit, depth) {
                case .some(true): isKnown = true
                case .some(false): break
                case .none: return false
                }
            }
            if !isKnown, additionalAccepted & bit == 0,
                !run(additional, position &+ 1, Self.noTracker, depth &- 1)
            {
                return false
            }
            if tracker >= 0, isKnown || table.pointee.hasAdditional {
                state.pointee.records.evaluations.mark(ordinal, in: tracker)
            }
            ordinal &+= 1
            position = view.next(after: position &+ 1)
        }
        return seen & table.pointee.required == table.pointee.required
    }

    /// Looks up the few names in the schema in an object with many members.
    @inline(never)
    private func runFewProperties(
        _ table: UnsafePointer<ObjectTable>,
        _ index: Int,
        _ tracker: Int,
        _ depth: Int
    ) -> Bool {
        let records = state.pointee.records
        let first = program.pointee.slots + Int(table.pointee.slots)
        var seen: UInt64 = 0
        for slot in first...first + Int(table.pointee.slotMask)
        where slot.pointee.length != Slot.emptyLength {
            guard let value = member(index, slot.pointee.start) else { continue }
            if tracker >= 0, slot.pointee.isProperty {
                let ordinal = records.members.ordinal(ofValueAt: value, of: index, in: view)
                records.evaluations.mark(ordinal, in: tracker)
            }
            seen |= 1 &<< UInt64(truncatingIfNeeded: slot.pointee.requiredBit)
            let bit: UInt16 = 1 &<< UInt16(truncatingIfNeeded: view.entries[value].rawKind)
            if slot.pointee.isProperty, slot.pointee.accepted.rawValue & bit == 0,
                !run(slot.pointee.block, value, Self.noTracker, depth &- 1)
            {
                return false
            }
        }
        return seen & table.pointee.required == table.pointee.required
    }

    @inline(__always)
    private func isKey(_ key: TapeEntry, _ slot: UnsafePointer<Slot>) -> Bool {
        guard key.length == Int(slot.pointee.length) else { return false }
        return key.length <= KeyHash.exactLength
            || bytesEqual(view.text(key), program.pointee.strings[Int(slot.pointee.start)].bytes)
    }

    /// True if any pattern matched the key; nil if the value is refused.
    func runPatterns(
        _ table: UnsafePointer<ObjectTable>,
        _ key: TapeEntry,
        _ value: Int,
        _ bit: UInt16,
        _ depth: Int
    ) -> Bool? {
        var matched = false
        let first = program.pointee.patternSlots + Int(table.pointee.patterns)
        for slot in first..<first + Int(table.pointee.patternCount) {
            guard let matches = matches(slot.pointee.pattern, view.text(key)) else {
                _ = exhaust()
                return nil
            }
            guard matches else { continue }
            matched = true
            if slot.pointee.accepted.rawValue & bit == 0,
                !run(slot.pointee.block, value, Self.noTracker, depth &- 1)
            {
                return nil
            }
        }
        return matched
    }

    func member(_ object: Int, _ string: UInt32) -> Int? {
        let count = view.entries[object].count
        let text = program.pointee.strings[Int(string)]
        if count >= MemberPlaces.fewestMembers { return memberOfMany(object, text) }
        spend(1 &+ count &>> 4)
        return view.member(of: object, hash: text.hash, key: text.bytes)
    }

    @inline(never)
    private func memberOfMany(_ object: Int, _ text: ProgramText) -> Int? {
        let records = state.pointee.records
        let found = records.members.find(text.bytes, hash: text.hash, of: object, in: view)
        spend(found.steps)
        return found.place
    }

    @inline(never)
    func hasMembers(_ object: Int, _ start: UInt32, _ count: UInt32) -> Bool {
        for index in 0..<Int(count) {
            if member(object, program.pointee.words[Int(start) &+ index]) == nil { return false }
        }
        return true
    }

    @inline(never)
    func hasDependents(_ object: Int, _ instruction: Instruction) -> Bool {
        member(object, instruction.a) == nil
            || hasMembers(object, instruction.b, instruction.c)
    }

    @inline(never)
    func runDependent(
        _ instruction: Instruction,
        _ index: Int,
        _ tracker: Int,
        _ depth: Int
    ) -> Bool {
        member(index, instruction.b) == nil || run(instruction.a, index, tracker, depth &- 1)
    }

    @inline(never)
    func runPropertyNames(_ block: UInt32, _ index: Int, _ entry: TapeEntry, _ depth: Int)
        -> Bool
    {
        var position = index &+ 1
        while position < entry.endIndex {
            if !run(block, position, Self.noTracker, depth &- 1) { return false }
            position = view.next(after: position &+ 1)
        }
        return true
    }

    // MARK: Arrays

    @inline(never)
    func runPrefix(
        _ instruction: Instruction,
        _ index: Int,
        _ entry: TapeEntry,
        _ tracker: Int,
        _ depth: Int
    ) -> Bool {
        var position = index &+ 1
        var ordinal = 0
        while position < entry.endIndex, ordinal < Int(instruction.b) {
            let branch = program.pointee.branches[Int(instruction.a) &+ ordinal]
            if !run(branch.block, position, Self.noTracker, depth &- 1) { return false }
            if tracker >= 0 { state.pointee.records.evaluations.mark(ordinal, in: tracker) }
            ordinal &+= 1
            position = view.next(after: position)
        }
        return true
    }

    @inline(never)
    func runItems(
        _ instruction: Instruction,
        _ index: Int,
        _ entry: TapeEntry,
        _ tracker: Int,
        _ depth: Int
    ) -> Bool {
        spend(entry.count &>> 1)
        let accepted = UInt16(truncatingIfNeeded: instruction.c)
        var position = index &+ 1
        var ordinal = 0
        while position < entry.endIndex {
            if ordinal >= Int(instruction.b) {
                let bit: UInt16 = 1 &<< UInt16(truncatingIfNeeded: view.entries[position].rawKind)
                if accepted & bit == 0, !run(instruction.a, position, Self.noTracker, depth &- 1) {
                    return false
                }
                if tracker >= 0 { state.pointee.records.evaluations.mark(ordinal, in: tracker) }
            }
            ordinal &+= 1
            position = view.next(after: position)
        }
        return true
    }

    @inline(never)
    func runContains(
        _ instruction: Instruction,
        _ index: Int,
        _ entry: TapeEntry,
        _ tracker: Int,
        _ depth: Int
    ) -> Bool {
        let marks = tracker >= 0 && instruction.flags & Instruction.marksMatches != 0
        var position = index &+ 1
        var ordinal = 0
        var matches = 0
        while position < entry.endIndex {
            if run(instruction.a, position, Self.noTracker, depth &- 1) {
                matches &+= 1
                if matches > Int(instruction.c) { return false }
                if marks { state.pointee.records.evaluations.mark(ordinal, in: tracker) }
                if !marks, instruction.c == .max, matches >= Int(instruction.b) { return true }
            }
            ordinal &+= 1
            position = view.next(after: position)
        }
        return matches >= Int(instruction.b)
    }
}
