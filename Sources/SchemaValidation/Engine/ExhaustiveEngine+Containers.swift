import ConfigDocument

extension ExhaustiveEngine {
    // MARK: Objects

    mutating func checkObject(_ step: Step, _ index: Int, _ entry: TapeEntry, _ tracker: Int)
        -> Bool
    {
        let table = program.tables.objects[Int(step.instruction.a)]
        if table.patternCount == 0, !table.hasAdditional,
            entry.count >> 3 > Int(table.slotMask), members.knows(index)
        {
            return checkFewProperties(table, step, index, tracker)
        }
        spend(fast: (entry.count + entry.count * Int(table.patternCount)) >> 1)
        guard affordsMore(index, step) else { return false }
        var accepts = true
        var seen: UInt64 = 0
        var unknown: [String] = []
        var ordinal = 0
        var position = index + 1
        while position < entry.endIndex, continues(accepts) {
            let key = view[position]
            var isKnown = false
            if let slot = program.slot(of: key, in: table, of: view) {
                seen |= 1 << UInt64(program.tables.slots[slot].requiredBit)
                if program.tables.slots[slot].isProperty {
                    isKnown = true
                    let site = program.tables.siteOfSlot[slot]
                    if !apply(
                        program.tables.slots[slot].block,
                        position + 1,
                        FastEngine.noTracker,
                        by: site
                    ) {
                        accepts = false
                    }
                }
            }
            for number in table.patterns..<(table.patterns + table.patternCount) {
                let slot = program.tables.patternSlots[Int(number)]
                let site = program.tables.siteOfPatternSlot[Int(number)]
                let matches = matches(slot.pattern, view.text(key))
                if matches == nil {
                    let source = program.view.patternSource(slot.pattern)
                    note(.patternTooHard(source), position, at: site)
                    accepts = false
                }
                guard matches ?? false else { continue }
                isKnown = true
                if !apply(slot.block, position + 1, FastEngine.noTracker, by: site) {
                    accepts = false
                }
            }
            if !isKnown, table.hasAdditional, !checkAdditional(table, position, step) {
                accepts = false
                if silence == 0 { unknown.append(String(decoding: view.text(key), as: UTF8.self)) }
            }
            if tracker >= 0, isKnown || table.hasAdditional {
                evaluations.mark(ordinal, in: tracker)
            }
            ordinal += 1
            position = view.next(after: position + 1)
        }
        guard seen & table.required != table.required else { return accepts }
        noteMissing(table, seen: seen, unknown: unknown, index, step)
        return false
    }

    /// Looks up the few names in the schema in an object with many members.
    private mutating func checkFewProperties(
        _ table: ObjectTable,
        _ step: Step,
        _ index: Int,
        _ tracker: Int
    ) -> Bool {
        var accepts = true
        var seen: UInt64 = 0
        for number in Int(table.slots)...Int(table.slots + table.slotMask) {
            let slot = program.tables.slots[number]
            guard slot.length != Slot.emptyLength, let value = member(index, slot.start) else {
                continue
            }
            if tracker >= 0, slot.isProperty {
                let ordinal = members.ordinal(ofValueAt: value, of: index, in: view)
                evaluations.mark(ordinal, in: tracker)
            }
            seen |= 1 << UInt64(slot.requiredBit)
            let site = program.tables.siteOfSlot[number]
            if slot.isProperty, !apply(slot.block, value, FastEngine.noTracker, by: site) {
                accepts = false
            }
        }
        guard seen & table.required != table.required else { return accepts }
        noteMissing(table, seen: seen, unknown: [], index, step)
        return false
    }

    /// Checks a member that neither `properties` nor `patternProperties` matches.
    private mutating func checkAdditional(_ table: ObjectTable, _ key: Int, _ step: Step) -> Bool {
        guard isRejecting(table.additional) else {
            return apply(table.additional, key + 1, FastEngine.noTracker, by: site(step, 1))
        }
        guard silence == 0 else { return false }
        let known = known(by: table)
        let patterns = (table.patterns..<(table.patterns + table.patternCount)).map {
            program.view.patternSource(program.tables.patternSlots[Int($0)].pattern)
        }
        let unknown = unknown(known, patterns, in: frames.last?.block ?? Block.accept)
        note(.unknownKey(unknown), key, at: site(step, 1))
        return false
    }

    /// An unknown key of the object that is being checked.
    func unknown(_ known: [String], _ patterns: [String], in block: UInt32) -> Problem.Unknown {
        let object = frames.last?.index
        let outer = frames.last { $0.index != object && view[$0.index].kind == .object }
        return Problem.Unknown(
            known: known,
            patterns: patterns,
            block: block,
            outerBlock: outer?.block
        )
    }

    private mutating func noteMissing(
        _ table: ObjectTable,
        seen: UInt64,
        unknown: [String],
        _ index: Int,
        _ step: Step
    ) {
        guard silence == 0 else { return }
        for (key, bit) in required(by: table, step.instruction.a) where bit & ~seen != 0 {
            note(.missing(key: key, unknown: unknown), index, at: site(step))
        }
    }

    mutating func requiredKeys(of instruction: Instruction) -> [String] {
        required(by: program.tables.objects[Int(instruction.a)], instruction.a).map(\.key)
    }

    /// The names in `required`, with their bits in the mask of the table.
    private mutating func required(by table: ObjectTable, _ number: UInt32)
        -> [(key: String, bit: UInt64)]
    {
        if let known = requiredKeys[number] { return known }
        let required = keys(of: table, onlyProperties: false).compactMap {
            slot -> (key: String, bit: UInt64)? in
            guard slot.requiredBit != Slot.noBit else { return nil }
            let bit: UInt64 = 1 << UInt64(slot.requiredBit)
            return bit & table.required == 0 ? nil : (slot.key, bit)
        }
        requiredKeys[number] = required
        return required
    }

    /// The names in `properties`.
    mutating func known(by table: ObjectTable) -> [String] {
        if let known = knownKeys[table.slots] { return known }
        let known = keys(of: table).map(\.key)
        knownKeys[table.slots] = known
        return known
    }

    /// The keys in a table, in the order of the schema.
    private func keys(
        of table: ObjectTable,
        onlyProperties: Bool = true
    ) -> [(key: String, requiredBit: UInt8)] {
        program.tables.slots[Int(table.slots)...Int(table.slots + table.slotMask)]
            .filter { $0.length != Slot.emptyLength && ($0.isProperty || !onlyProperties) }
            .sorted { ($0.requiredBit, $0.start) < ($1.requiredBit, $1.start) }
            .map { (program.tables.strings[Int($0.start)], $0.requiredBit) }
    }

    /// True if a block is `false`: the member is then unknown, rather than its value wrong.
    func isRejecting(_ block: UInt32) -> Bool {
        let first = program.tables.code[Int(block)]
        return first.operation == .reject && first.kinds == .all
    }

    mutating func member(_ object: Int, _ string: UInt32) -> Int? {
        let text = program.view.strings[Int(string)]
        guard view[object].count >= MemberPlaces.fewestMembers else {
            spend(fast: 4 + view[object].count >> 4)
            return view.member(of: object, hash: text.hash, key: text.bytes)
        }
        let found = members.find(text.bytes, hash: text.hash, of: object, in: view)
        spend(fast: found.steps)
        return found.place
    }

    mutating func checkRequired(_ step: Step, _ index: Int) -> Bool {
        var accepts = true
        for word in step.instruction.a..<(step.instruction.a + step.instruction.b) {
            let string = program.tables.words[Int(word)]
            guard member(index, string) == nil else { continue }
            let key = program.tables.strings[Int(string)]
            accepts = refuse(.missing(key: key, unknown: []), index, step)
        }
        return accepts
    }

    mutating func checkDependentRequired(_ step: Step, _ index: Int) -> Bool {
        guard member(index, step.instruction.a) != nil else { return true }
        var accepts = true
        for word in step.instruction.b..<(step.instruction.b + step.instruction.c) {
            let string = program.tables.words[Int(word)]
            guard member(index, string) == nil else { continue }
            let key = program.tables.strings[Int(string)]
            let because = program.tables.strings[Int(step.instruction.a)]
            accepts = refuse(.missingDependency(key: key, because: because), index, step)
        }
        return accepts
    }

    mutating func checkPropertyNames(_ step: Step, _ index: Int, _ entry: TapeEntry) -> Bool {
        var accepts = true
        var position = index + 1
        while position < entry.endIndex, continues(accepts) {
            let key = position
            let names = collecting {
                $0.apply(step.instruction.a, key, FastEngine.noTracker, by: $0.site(step))
            }
            if !names.accepts {
                accepts = false
                add(
                    names.problems.map { located in
                        var located = located
                        located.problem = .badKey(Problem.Box(located.problem))
                        return located
                    }
                )
            }
            position = view.next(after: position + 1)
        }
        return accepts
    }

    // MARK: Arrays

    mutating func checkPrefix(_ step: Step, _ index: Int, _ entry: TapeEntry, _ tracker: Int)
        -> Bool
    {
        var accepts = true
        var ordinal = 0
        var position = index + 1
        while position < entry.endIndex, ordinal < Int(step.instruction.b), continues(accepts) {
            let number = Int(step.instruction.a) + ordinal
            let site = program.tables.siteOfBranch[number]
            if !apply(
                program.tables.branches[number].block,
                position,
                FastEngine.noTracker,
                by: site
            ) {
                accepts = false
            }
            if tracker >= 0 { evaluations.mark(ordinal, in: tracker) }
            ordinal += 1
            position = view.next(after: position)
        }
        return accepts
    }

    mutating func checkItems(_ step: Step, _ index: Int, _ entry: TapeEntry, _ tracker: Int) -> Bool
    {
        let start = Int(step.instruction.b)
        spend(fast: entry.count >> 1)
        var accepts = true
        var ordinal = 0
        var position = index + 1
        while position < entry.endIndex, continues(accepts) {
            if ordinal >= start {
                if isRejecting(step.instruction.a) {
                    accepts = refuse(.extraElement(most: start), position, step)
                } else if !apply(step.instruction.a, position, FastEngine.noTracker, by: site(step))
                {
                    accepts = false
                }
                if tracker >= 0 { evaluations.mark(ordinal, in: tracker) }
            }
            ordinal += 1
            position = view.next(after: position)
        }
        return accepts
    }

    mutating func checkContains(_ step: Step, _ index: Int, _ entry: TapeEntry, _ tracker: Int)
        -> Bool
    {
        let marks = tracker >= 0 && step.instruction.flags & Instruction.marksMatches != 0
        let (fewest, most) = (Int(step.instruction.b), Int(step.instruction.c))
        let isEnough = !marks && step.instruction.c == .max && trace == nil
        var matches = 0
        var ordinal = 0
        var position = index + 1
        while position < entry.endIndex {
            if judge(step.instruction.a, position, FastEngine.noTracker, by: site(step)) {
                matches += 1
                if marks { evaluations.mark(ordinal, in: tracker) }
                if isEnough, matches >= fewest { return true }
            }
            ordinal += 1
            position = view.next(after: position)
        }
        if matches < fewest {
            return refuse(
                .tooFewMatches(fewest: fewest, count: matches),
                index,
                step,
                site: fewest == 1 ? 0 : 1
            )
        }
        guard matches > most else { return true }
        return refuse(.tooManyMatches(most: most, count: matches), index, step, site: 2)
    }
}
