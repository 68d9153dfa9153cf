import ConfigDocument

extension ExhaustiveEngine {
    /// Checks a rule across settings, and notes every breach at the setting that the rule is about,
    /// or at the other one if the rule concerns it alone.
    mutating func checkRule(_ step: Step, _ index: Int) -> Bool {
        let rule = program.tables.rules[Int(step.instruction.a)]
        var breaches: [RuleChecks.Breach] = []
        var checks = RuleChecks(program: program.viewInMemory, view: view, memory: ruleMemory)
        ruleMemory = RuleMemory()
        checks.forEachBreach(of: rule, at: index) { breach in
            breaches.append(breach)
            return breaches.count < Self.mostBreaches
        }
        ruleMemory = checks.memory
        spend(checks.steps)
        for breach in breaches { note(breach, of: rule, step) }
        return breaches.isEmpty
    }

    /// More of one rule are not explained one by one.
    private static let mostBreaches = 1_000
    /// More names are not candidates for a misspelling.
    private static let mostEntries = 200

    private mutating func note(_ breach: RuleChecks.Breach, of rule: SettingRule, _ step: Step) {
        // A default is not in the document, so the message begins at the other setting.
        let isMirrored =
            rule.relation != .namesEntryOf && rule.relation != .requiredWhen
            && !breach.left.isValue && breach.right.isValue
        let left = part(breach.left, rule.left)
        let right = part(breach.right, rule.right)
        var broken = BrokenRule(
            relation: isMirrored ? rule.relation.mirrored : rule.relation,
            setting: isMirrored ? right : left,
            other: isMirrored ? left : right
        )
        if rule.reason != .max { broken.reason = program.tables.strings[Int(rule.reason)] }
        broken.keys = (0..<Int(rule.keyCount)).map {
            program.tables.strings[Int(program.tables.words[Int(rule.keys) + $0])]
        }
        if rule.constant != .max {
            broken.condition =
                program.tables.strings[Int(program.tables.constants[Int(rule.constant)])]
        }
        if rule.relation == .namesEntryOf { broken.entries = keys(of: breach.right) }
        note(.brokenRule(broken), broken.setting.index, at: site(step))
    }

    private func part(_ found: RuleChecks.Found, _ place: SettingRule.Place) -> BrokenRule.Part {
        var part = BrokenRule.Part(index: found.index)
        part.missing = (0..<Int(place.count)).suffix(found.missing).map {
            program.tables.strings[Int(program.tables.words[Int(place.way) + $0])]
        }
        part.isSecret = place.isSecret
        part.unit = place.unit
        let (index, view) =
            found.fallback.map { ($0, program.view.constantView) }
            ?? (found.index, self.view)
        let entry = view[index]
        if found.fallback != nil {
            part.fallback =
                entry.kind == .string
                ? quoted(String(decoding: view.text(entry), as: UTF8.self))
                : entry.kind == .object || entry.kind == .array
                    ? describe(entry.kind) : Self.text(entry, view)
        }
        guard place.isLength, found.isKnown else { return part }
        switch entry.kind {
        case .object, .array: part.length = entry.count
        case .string: part.length = UTF8Check.scalarCount(view.text(entry))
        default: break
        }
        return part
    }

    static func text(_ entry: TapeEntry, _ view: TapeView) -> String {
        switch entry.kind {
        case .null: "null"
        case .true: "true"
        case .false: "false"
        default: String(decoding: view.lexeme(entry), as: UTF8.self)
        }
    }

    private func keys(of map: RuleChecks.Found) -> [String] {
        let (index, view) =
            map.fallback.map { ($0, program.view.constantView) }
            ?? (map.index, self.view)
        guard map.isKnown, view[index].kind == .object else { return [] }
        var keys: [String] = []
        var place = index + 1
        while place < view[index].endIndex, keys.count < Self.mostEntries {
            keys.append(String(decoding: view.text(view[place]), as: UTF8.self))
            place = view.next(after: place + 1)
        }
        return keys
    }
}
