import ConfigDocument
import SchemaValidation

/// `settingRules`: relations between places of a document (a vocabulary of this package).
extension KeywordCompiler {
    static let settingRules = KeywordCompiler(.settingRules) { scope, value in
        guard value.isArray else {
            scope.report(
                "settingRules must be an array of rules, not \(describe(value.kind))",
                at: value
            )
            return
        }
        for element in value.elements {
            let draft = RuleDraft(element) { message, place in scope.report(message, at: place) }
            if let draft { scope.add(draft) }
        }
    }
}

extension SchemaScope {
    fileprivate func add(_ draft: RuleDraft) {
        let schemas = draft.places.map {
            compiler.places.schemas(at: $0.pointer, from: node)
        }
        var rule = SettingRule(draft.relation)
        rule.left = place(draft.places[0], schemas[0])
        if draft.places.count > 1 { rule.right = place(draft.places[1], schemas[1]) }
        if draft.relation.isOrder {
            for (place, schemas) in zip(draft.places, schemas) { checkOrder(place, schemas) }
        }
        if draft.places.count > 1 { setUnits(of: &rule, draft, schemas) }
        let keys = words(draft.keys.map(text))
        (rule.keys, rule.keyCount) = (keys.start, keys.count)
        if let condition = draft.condition { rule.constant = constant(condition) }
        if let reason = draft.reason { rule.reason = text(reason) }
        compiler.tables.rules.append(rule)
        // A key of `propertyNames` has no place in the document.
        let kinds = KindSet.all.subtracting(.key)
        add(
            Instruction(
                operation: .rule,
                kinds: kinds,
                a: UInt32(compiler.tables.rules.count - 1)
            ),
            at: draft.cursor
        )
    }

    private func place(_ draft: RuleDraft.Place, _ schemas: [SchemaNode]) -> SettingRule.Place {
        var place = SettingRule.Place()
        place.levels = draft.pointer.levels
        let way = words(draft.pointer.way.tokens.map(compiler.string))
        (place.way, place.count) = (way.start, way.count)
        place.isLength = draft.isLength
        place.isSecret = schemas.contains(where: compiler.graph.marksSecret)
        if place.count > 0, let value = defaultValue(of: schemas) {
            place.fallback = constant(value)
            place.depth = depth(of: draft.pointer)
        }
        return place
    }

    private func defaultValue(of schemas: [SchemaNode]) -> Cursor? {
        schemas.lazy.compactMap { self.compiler.graph.cursor(of: $0)["default"] }.first
    }

    /// The number of steps of a way that the default of its end covers: one, and one more for each
    /// container that is an object without the setting by default.
    private func depth(of pointer: RelativePointer) -> UInt32 {
        var (pointer, depth) = (pointer, UInt32(1))
        while let last = pointer.way.popLast(), !pointer.way.isEmpty {
            let schemas = compiler.places.schemas(at: pointer, from: node)
            guard let outer = defaultValue(of: schemas), outer.isObject, outer[last.token] == nil
            else {
                break
            }
            depth += 1
        }
        return depth
    }

    /// Reports a place whose values have no order, whichever they are.
    private func checkOrder(_ place: RuleDraft.Place, _ schemas: [SchemaNode]) {
        var kinds = KindSet.all
        var formats: [String] = []
        for schema in schemas.map(compiler.graph.cursor) {
            if let type = schema["type"] { kinds.formIntersection(KindSet(type: type)) }
            if let format = schema["format"]?.string { formats.append(format) }
        }
        let hasOrder =
            place.isLength
            ? !kinds.isDisjoint(with: [.string, .array, .object])
            : !kinds.isDisjoint(with: .number)
                || kinds.contains(.string)
                    && formats.contains(where: Self.timeFormats.contains)
        guard !hasOrder, !schemas.isEmpty, kinds != .all else { return }
        report(
            place.isLength
                ? "the value at \(place.cursor.text) has no length"
                : "the value at \(place.cursor.text) has no order; expected a number, or a string in the format date, date-time, time or duration",
            at: place.cursor
        )
    }

    private static let timeFormats: Set = ["date", "date-time", "time", "duration"]

    /// Finds the units of two places, and the factors that turn numbers of different units into one.
    private func setUnits(
        of rule: inout SettingRule,
        _ draft: RuleDraft,
        _ schemas: [[SchemaNode]]
    ) {
        let units = zip(draft.places, schemas).map { place, nodes in
            place.isLength
                ? nil
                : nodes.lazy.compactMap { self.compiler.graph.cursor(of: $0)["x-unit"]?.string }
                    .compactMap(QuantityUnit.init(named:)).first
        }
        (rule.left.unit, rule.right.unit) = (units[0], units[1])
        guard let left = units[0], let right = units[1], left != right else { return }
        guard let (one, other) = left.factors(beside: right) else {
            report(
                "the units \(left.rawValue) and \(right.rawValue) cannot be compared",
                at: draft.cursor
            )
            return
        }
        (rule.left.factor, rule.right.factor) = (one, other)
    }
}
