import ConfigDocument

/// Finds the values of a document that must not be shown.
///
/// These are: values that a schema marks; values of another shape where the schema has secrets
/// below, such as a string instead of an object with a password; unknown members, if their names
/// resemble a secret's or their object contains secrets; and copies of such values by YAML aliases,
/// with objects that have such a copy as a key. The document need not be valid, and problems
/// elsewhere do not matter.
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
    /// Values to visit, with the numbers of their scopes.
    private var pending: [(index: Int, scope: Int)] = []

    /// The combined content of some schemas, with its effect on members and elements.
    private struct Place {
        let blocks: [UInt32]
        let scope: SecretMap.Scope
        let names: SimilarNames
        let elements: ElementBlocks
    }

    /// The tape indexes of the secrets, none inside another.
    package struct Found {
        /// Includes copies by YAML aliases.
        var all: Set<Int> = []
        /// The values that the schema itself marks.
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
            case .array: lookAtElements(of: index, place)
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

    /// True if the schema has secrets below the value, but the value's kind cannot contain them.
    ///
    /// A value of a kind that the schema names is accepted as it is.
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
        let bit = KindSet(rawValue: 1 << UInt16(entry.rawKind))
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
        // All unknown members are treated alike, and an object may have thousands of them.
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

    /// The content of a scope for a member.
    private struct Member {
        var isNamed: Bool
        var isKnown: Bool
        /// The number of its value's scope.
        var scope: Int
    }

    /// - Parameter found: the blocks for the key in each table of the scope.
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

    /// True if a key is `$schema`, which documents may contain for editors, even if the schema
    /// lacks it.
    private func isSchemaKey(_ key: TapeEntry) -> Bool {
        view.text(key).elementsEqual("$schema".utf8)
    }

    /// The blocks for a key in `properties` and `patternProperties`.
    private mutating func blocks(of key: TapeEntry, in table: ObjectTable) -> [UInt32] {
        var blocks: [UInt32] = []
        if let slot = program.slot(of: key, in: table, of: view),
            program.tables.slots[slot].isProperty
        {
            blocks.append(program.tables.slots[slot].block)
        }
        for number in table.patterns..<(table.patterns + table.patternCount) {
            let slot = program.tables.patternSlots[Int(number)]
            // A pattern that exceeds its budget may match.
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

    /// An element that no schema allows is a secret where others are, like an unknown member.
    private mutating func lookAtElements(of index: Int, _ place: Place) {
        let elements = place.elements
        let end = view[index].endIndex
        var (position, ordinal) = (index + 1, 0)
        let isRestRefused = isRefused(elements.rest, in: place.scope)
        let rest = number(of: elements.rest)
        while position < end {
            let blocks = ordinal < elements.start ? elements.blocks(at: ordinal) : nil
            if blocks.map({ isRefused($0, in: place.scope) }) ?? isRestRefused {
                secrets.insert(position)
            } else {
                pending.append((position, blocks.map { number(of: $0) } ?? rest))
            }
            position = view.next(after: position)
            ordinal += 1
        }
    }

    private func isRefused(_ blocks: [UInt32], in scope: SecretMap.Scope) -> Bool {
        scope.elementsHold && blocks.contains(where: map.refusesAll)
    }

    /// Adds the copies made by aliases, which have the same position in the text.
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
        // Messages about a member show its key, so the object of a secret key is a secret.
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

/// The blocks for the elements of an array, by position.
private struct ElementBlocks {
    private var first: [Int: [UInt32]] = [:]
    private var later: [(start: Int, block: UInt32)] = []
    /// The position from which all elements have the blocks `rest`.
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
