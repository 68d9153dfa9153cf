import ConfigDocument

/// Finds the values of a document that must not be shown.
///
/// Those are the values that a schema marks; values of another shape where it has secrets beneath,
/// such as a text in place of an object with a password; members that it does not know, if they are
/// called nearly like a secret or stand in an object that holds some; and all that YAML aliases have
/// copied from such a value, with the objects that have a key made of one. The document need not be
/// valid, and what is wrong elsewhere changes nothing.
package struct SecretWalk {
    private let map: SecretMap
    private let program: ProgramStorage
    private let view: TapeView
    private let budget: ValidationProgram.Budget
    private var patternSteps: Int
    private var similaritySteps = 20_000_000
    private var scopes: [Place] = []
    private var numbers: [[UInt32]: Int] = [:]
    private let everyName: SimilarNames
    private var secrets: Set<Int> = []
    /// Values, and the numbers of their scopes.
    private var pending: [(index: Int, scope: Int)] = []

    /// What some schemas say together, and what follows from it for members and elements.
    private struct Place {
        let blocks: [UInt32]
        let scope: SecretMap.Scope
        let names: SimilarNames
        let elements: ElementBlocks
    }

    /// The tape indices of the secrets, none inside another.
    package struct Found {
        /// With those that YAML aliases have copied.
        var all: Set<Int> = []
        /// Those that the schema knows at their own places.
        var marked: Set<Int> = []
    }

    static func secrets(
        in view: TapeView,
        _ program: ProgramStorage,
        _ budget: ValidationProgram.Budget
    ) -> Found {
        let map = program.secretMap
        guard !map.isEmpty else { return Found() }
        var walk = SecretWalk(map: map, program: program, view: view, budget: budget)
        walk.run()
        let marked = walk.secrets
        walk.addCopies()
        return Found(all: walk.secrets, marked: marked)
    }

    private init(
        map: SecretMap,
        program: ProgramStorage,
        view: TapeView,
        budget: ValidationProgram.Budget
    ) {
        (self.map, self.program, self.view, self.budget) = (map, program, view, budget)
        patternSteps = budget.maxPatternSteps
        everyName = SimilarNames(map.names)
    }

    private mutating func run() {
        pending = [(0, number(of: [program.tables.entryPoints[0]]))]
        while let (index, number) = pending.popLast() {
            let place = scopes[number]
            if place.scope.isSecret || isMisshapen(index, place.blocks, place.scope) {
                secrets.insert(index)
                continue
            }
            switch view[index].kind {
            case .object: lookAtMembers(of: index, place)
            case .array: lookAtElements(of: index, place.elements)
            default: break
            }
        }
    }

    private mutating func number(of blocks: [UInt32]) -> Int {
        if let number = numbers[blocks] { return number }
        let scope = map.scope(of: blocks)
        let (names, elements) = (SimilarNames(scope.names), ElementBlocks(scope.elements))
        scopes.append(Place(blocks: blocks, scope: scope, names: names, elements: elements))
        numbers[blocks] = scopes.count - 1
        return scopes.count - 1
    }

    /// Whether the value stands where the schema has secrets beneath, and cannot have them there.
    ///
    /// One that the schema takes, as a kind of value that it names, is what it should be.
    private func isMisshapen(_ index: Int, _ blocks: [UInt32], _ scope: SecretMap.Scope) -> Bool {
        let entry = view[index]
        let isOtherwise =
            switch entry.kind {
            case .null: false
            case .object: scope.elementsHold && !scope.membersHold
            case .array: scope.membersHold && !scope.elementsHold
            default: scope.membersHold || scope.elementsHold
            }
        guard isOtherwise else { return false }
        let bit = KindMask(rawValue: 1 << UInt16(entry.rawKind))
        guard !scope.named.isDisjoint(with: bit) else { return true }
        var shallow = budget
        shallow.maxDepth = min(budget.maxDepth, DeepStack.exhaustiveLevels)
        var engine = ExhaustiveEngine(program: program, view: view, budget: shallow)
        return !engine.accepts(index, blocks)
    }

    private mutating func lookAtMembers(of index: Int, _ place: Place) {
        let scope = place.scope
        let end = view[index].endIndex
        var position = index + 1
        // Members that no table knows are all alike, and an object may have thousands of them.
        var stranger: Member?
        while position < end {
            let (key, value) = (view[position], position + 1)
            position = view.next(after: value)
            let found = scope.objects.map { blocks(of: key, in: $0) }
            let isStrange = found.allSatisfy(\.isEmpty)
            let member = (isStrange ? stranger : nil) ?? member(found, scope)
            if isStrange { stranger = member }
            let isSecret =
                !member.isNamed && !isSchemaKey(key)
                && (!member.isKnown && scope.membersHold
                    || isLikeSecret(key, member.isKnown ? place.names : everyName))
            if isSecret {
                secrets.insert(value)
            } else {
                pending.append((value, member.scope))
            }
        }
    }

    /// What a scope has for a member.
    private struct Member {
        var isNamed: Bool
        var isKnown: Bool
        /// The number of the scope of its value.
        var scope: Int
    }

    /// - Parameter found: the blocks that each table of the scope has for its key.
    private mutating func member(_ found: [[UInt32]], _ scope: SecretMap.Scope) -> Member {
        var named = found.flatMap { $0 }
        var others = zip(scope.objects, found)
            .filter { table, found in found.isEmpty && table.hasAdditional }
            .map { table, _ in table.additional }
        if named.isEmpty { others += scope.restOfMembers }
        named.removeAll(where: map.refusesAll)
        others.removeAll { map.refusesAll($0) || map.takesAll($0) }
        return Member(
            isNamed: !named.isEmpty,
            isKnown: !named.isEmpty || !others.isEmpty,
            scope: number(of: named + others)
        )
    }

    /// Documents name their schema by this key, for editors, whether or not the schema has it.
    private func isSchemaKey(_ key: TapeEntry) -> Bool {
        view.text(key).elementsEqual("$schema".utf8)
    }

    /// The blocks that `properties` and `patternProperties` have for a key.
    private mutating func blocks(of key: TapeEntry, in table: ObjectTable) -> [UInt32] {
        var blocks: [UInt32] = []
        if let slot = program.slot(of: key, in: table, of: view),
            program.tables.slots[slot].isProperty
        {
            blocks.append(program.tables.slots[slot].block)
        }
        for number in table.patterns..<(table.patterns + table.patternCount) {
            let slot = program.tables.patternSlots[Int(number)]
            // A pattern that is too hard to match may match.
            if program.view.matches(slot.pattern, view.text(key), within: &patternSteps) ?? true {
                blocks.append(slot.block)
            }
        }
        return blocks
    }

    private mutating func isLikeSecret(_ key: TapeEntry, _ names: SimilarNames) -> Bool {
        let text = view.text(key)
        return names.mayHave(text)
            && names.has(String(decoding: text, as: UTF8.self), within: &similaritySteps)
    }

    private mutating func lookAtElements(of index: Int, _ elements: ElementBlocks) {
        let end = view[index].endIndex
        var (position, ordinal) = (index + 1, 0)
        let rest = number(of: elements.rest)
        while position < end {
            let scope = ordinal < elements.start ? number(of: elements.blocks(at: ordinal)) : rest
            pending.append((position, scope))
            position = view.next(after: position)
            ordinal += 1
        }
    }

    /// What an alias has copied has the same place in the text.
    private mutating func addCopies() {
        let all = 0..<view.next(after: 0)
        guard !secrets.isEmpty, all.contains(where: { view[$0].has(TapeEntry.aliased) }) else {
            return
        }
        var offsets: Set<Int> = []
        for secret in secrets {
            for index in secret..<view.next(after: secret) where isValue(index) {
                offsets.insert(view.sourceRange(index).lowerBound)
            }
        }
        // A key is shown with each message about its member, so its object is the secret.
        var open: [Int] = []
        for index in all {
            switch view[index].kind {
            case .object, .array: open.append(index)
            case .end: _ = open.popLast()
            case .key:
                let isCopy = view[index].has(TapeEntry.aliased)
                if isCopy, offsets.contains(view.sourceRange(index).lowerBound),
                    let object = open.last
                {
                    secrets.insert(object)
                }
            default: break
            }
        }
        var outermost: Set<Int> = []
        var index = 0
        while index < all.upperBound {
            let isCopy = isValue(index) && offsets.contains(view.sourceRange(index).lowerBound)
            if isCopy || secrets.contains(index) { outermost.insert(index) }
            index = outermost.contains(index) ? view.next(after: index) : index + 1
        }
        secrets = outermost
    }

    private func isValue(_ index: Int) -> Bool {
        switch view[index].kind {
        case .key, .end, .null: false
        default: true
        }
    }
}

/// The blocks for the elements of an array: an array may have as many as it has schemas for them.
private struct ElementBlocks {
    private var first: [Int: [UInt32]] = [:]
    private var later: [(start: Int, block: UInt32)] = []
    /// From this position on, all elements have the blocks of the rest.
    private(set) var start = 0
    private(set) var rest: [UInt32] = []

    init(_ elements: [(positions: Range<Int>, block: UInt32)]) {
        for (positions, block) in elements {
            if positions.upperBound == Int.max {
                later.append((positions.lowerBound, block))
                start = max(start, positions.lowerBound)
            } else {
                first[positions.lowerBound, default: []].append(block)
                start = max(start, positions.upperBound)
            }
        }
        rest = later.map(\.block)
    }

    func blocks(at position: Int) -> [UInt32] {
        first[position, default: []] + later.filter { $0.start <= position }.map(\.block)
    }
}
