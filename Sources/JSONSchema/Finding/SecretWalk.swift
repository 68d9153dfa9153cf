import ConfigDocument

/// Finds the values of a document that must not be shown.
///
/// Those are the values that a schema marks; values of another shape where it has secrets beneath,
/// such as a text in place of an object with a password; members that it does not know, if they are
/// called nearly like a secret or stand in an object that holds some; and all that YAML aliases have
/// copied from such a value. The document need not be valid, and what is wrong elsewhere changes
/// nothing.
struct SecretWalk {
    private let map: SecretMap
    private let program: ProgramStorage
    private let view: TapeView
    private let budget: ValidationProgram.Budget
    private var patternSteps: Int
    private var scopes: [[UInt32]: SecretMap.Scope] = [:]
    private var similar: [String: Bool] = [:]
    private var compared: [String: ComparedName] = [:]
    private var secrets: Set<Int> = []
    private var pending: [(index: Int, blocks: [UInt32])] = []

    /// The tape indices of the secrets, none inside another.
    struct Found {
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
    }

    private mutating func run() {
        pending = [(0, [program.tables.entryPoints[0]])]
        while let (index, blocks) = pending.popLast() {
            let scope = scope(of: blocks)
            if scope.isSecret || isMisshapen(index, blocks, scope) {
                secrets.insert(index)
                continue
            }
            switch view[index].kind {
            case .object: lookAtMembers(of: index, scope)
            case .array: lookAtElements(of: index, scope)
            default: break
            }
        }
    }

    private mutating func scope(of blocks: [UInt32]) -> SecretMap.Scope {
        if let scope = scopes[blocks] { return scope }
        let scope = map.scope(of: blocks)
        scopes[blocks] = scope
        return scope
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

    private mutating func lookAtMembers(of index: Int, _ scope: SecretMap.Scope) {
        let end = view[index].endIndex
        var position = index + 1
        while position < end {
            let (key, value) = (view[position], position + 1)
            position = view.next(after: value)
            var (named, others): ([UInt32], [UInt32]) = ([], [])
            for table in scope.objects {
                let known = blocks(of: key, in: table)
                named += known
                if known.isEmpty, table.hasAdditional { others.append(table.additional) }
            }
            if named.isEmpty { others += scope.restOfMembers }
            named.removeAll(where: map.refusesAll)
            others.removeAll { map.refusesAll($0) || map.takesAll($0) }
            let isKnown = !named.isEmpty || !others.isEmpty
            let isSecret =
                named.isEmpty && !isSchemaKey(key)
                && (!isKnown && scope.membersHold
                    || isLikeSecret(key, isKnown ? scope.names : map.names))
            if isSecret {
                secrets.insert(value)
            } else {
                pending.append((value, named + others))
            }
        }
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

    private mutating func isLikeSecret(_ key: TapeEntry, _ names: [String]) -> Bool {
        let text = String(decoding: view.text(key), as: UTF8.self)
        guard names.count == map.names.count else { return isLike(text, names) }
        if let known = similar[text] { return known }
        let isLike = isLike(text, names)
        similar[text] = isLike
        return isLike
    }

    private mutating func isLike(_ text: String, _ names: [String]) -> Bool {
        let others = names.map { name in
            if let known = compared[name] { return known }
            let made = ComparedName(name)
            compared[name] = made
            return made
        }
        return ComparedName(text).isLike(others)
    }

    private mutating func lookAtElements(of index: Int, _ scope: SecretMap.Scope) {
        let end = view[index].endIndex
        var (position, ordinal) = (index + 1, 0)
        while position < end {
            let blocks = scope.elements.filter { $0.positions.contains(ordinal) }.map(\.block)
            pending.append((position, blocks))
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
        var index = 0
        while index < all.upperBound {
            let isCopy = isValue(index) && offsets.contains(view.sourceRange(index).lowerBound)
            if isCopy { secrets.insert(index) }
            index = secrets.contains(index) ? view.next(after: index) : index + 1
        }
    }

    private func isValue(_ index: Int) -> Bool {
        switch view[index].kind {
        case .key, .end, .null: false
        default: true
        }
    }
}

/// A name that is compared with others: made once, since documents have many.
private struct ComparedName {
    let name: String
    private let lower: String
    /// Letters and digits alone.
    private let plain: [UInt8]
    private let length: Int

    init(_ name: String) {
        self.name = name
        lower = name.lowercased()
        plain = Array(String(lower.filter { $0.isLetter || $0.isNumber }).utf8)
        length = lower.unicodeScalars.count
    }

    /// Whether this name is one of others, is written nearly like one, or has one in it:
    /// `api_token`, `apiTokn` and `oldApiToken` are like `apiToken`.
    func isLike(_ others: [ComparedName]) -> Bool {
        let holds = others.contains { other in
            plain == other.plain || other.plain.count >= 4 && plain.holds(other.plain)
        }
        if holds { return true }
        guard plain.count > 2 else { return false }
        let near = others.filter { other in
            abs(length - other.length) <= max(1, min(length, other.length) / 3)
                || other.lower.hasPrefix(lower)
        }
        return !near.isEmpty && Suggestion.closest(to: name, in: near.map(\.name)) != nil
    }
}

extension [UInt8] {
    /// Whether the bytes of a shorter text stand somewhere in this one.
    fileprivate func holds(_ text: [UInt8]) -> Bool {
        guard let first = text.first, count >= text.count else { return false }
        return (0...(count - text.count)).contains { start in
            self[start] == first && self[start..<(start + text.count)].elementsEqual(text)
        }
    }
}
