import ConfigDocument
import JSONSchema
import MigrationSteps
import SchemaCompiler

/// Constants, bounds, patterns and formats.
extension SchemaComparer {
    func compareConstants(_ old: SchemaFacet, _ new: SchemaFacet, at path: MigrationPath) {
        guard let allowed = new.constants else {
            if let known = old.constants {
                note(
                    .valuesUnrestricted,
                    .safe,
                    path,
                    known.count == 1
                        ? "need no longer be \(old.shown(known[0]))"
                        : "is no longer one of \(known.count) values",
                    "nothing",
                    old.constantsCursor,
                    new.cursor
                )
                tryConstants(known, old, new, at: path)
            }
            return
        }
        guard let known = old.constants else {
            note(
                .valuesRestricted,
                .breaking,
                path,
                allowed.count == 1
                    ? "must be \(new.shown(allowed[0]))" : "must be one of \(allowed.count) values",
                "decide what other values become",
                old.cursor,
                new.constantsCursor
            )
            return
        }
        let (before, after) = (known.map(old.meaning), allowed.map { DocumentValue($0) })
        let (beforeSet, afterSet) = (Set(before), Set(after))
        let gone = zip(known, before).filter { !afterSet.contains($0.1) }
        var added = zip(allowed, after).filter { !beforeSet.contains($0.1) }
        if !same.hold(old.start, new.start) {
            tryConstants(
                zip(known, before).filter { afterSet.contains($0.1) }.map(\.0),
                old,
                new,
                at: path
            )
        }
        let isHidden = old.hidesValues || new.hidesValues
        // A single allowed value leaves no choice either.
        if known.count == 1, allowed.count == 1, gone.count == 1 {
            note(
                .constChanged,
                isHidden ? .breaking : .automatic,
                path,
                isHidden
                    ? "must be another value, which is not shown"
                    : "must be \(new.shown(added[0].0)) (was \(old.shown(gone[0].0)))",
                isHidden
                    ? "decide what it becomes; \(SchemaFacet.noStep)" : "the value is replaced",
                gone[0].0,
                added[0].0,
                steps: isHidden
                    ? [] : [.map(path, [MigrationStep.ValuePair(old: gone[0].1, new: added[0].1)])]
            )
            return
        }
        let near = NearNames(isHidden ? [] : added.compactMap(\.1.string))
        for (cursor, value) in gone {
            if let renamed = new.renamedValues.first(where: {
                $0.old == value || $0.old == DocumentValue(cursor)
            }),
                afterSet.contains(renamed.new)
            {
                added.removeAll { $0.1 == renamed.new }
                note(
                    .enumValueRenamed,
                    isHidden ? .breaking : .automatic,
                    path,
                    "\(old.shown(cursor)) is renamed to \(new.shown(renamed.new))",
                    isHidden
                        ? "decide what it becomes; \(SchemaFacet.noStep)" : "the value is replaced",
                    cursor,
                    new.constantsCursor,
                    steps: isHidden
                        ? [] : [.map(path, [MigrationStep.ValuePair(old: value, new: renamed.new)])]
                )
            } else {
                let close = value.string.flatMap { near.nearest(to: $0) }.map(DocumentValue.string)
                note(
                    .enumValueRemoved,
                    .breaking,
                    path,
                    "\(old.shown(cursor)) is no longer allowed",
                    close.map {
                        "decide what it becomes; if \($0.shortText) is its new name, declare it with "
                            + "\"x-renamed-values\": { \(cursor.shortText): \($0.shortText) }"
                    } ?? "decide what it becomes",
                    cursor,
                    new.constantsCursor
                )
            }
        }
        for (cursor, _) in added {
            note(
                .enumValueAdded,
                .safe,
                path,
                "\(new.shown(cursor)) is now allowed",
                "nothing",
                old.constantsCursor,
                cursor
            )
        }
    }

    /// Leaves values that both schemas list to the new one's other keywords.
    private func tryConstants(
        _ values: [Cursor],
        _ old: SchemaFacet,
        _ new: SchemaFacet,
        at path: MigrationPath
    ) {
        for value in values {
            trials.append(
                ConstantTrial(
                    value: value,
                    meaning: old.meaning(of: value),
                    shown: old.shown(value),
                    nodes: new.nodes,
                    oldNodes: old.nodes,
                    path: path,
                    newCursor: new.constantsCursor ?? new.cursor
                )
            )
        }
    }

    func compareScalars(
        _ old: SchemaFacet,
        _ new: SchemaFacet,
        _ shared: KindSet,
        at path: MigrationPath
    ) {
        if new.constants != nil { return }
        if !shared.isDisjoint(with: .number) {
            let isInteger = shared.isDisjoint(with: .fraction)
            compareBounds(.value, old, new, isInteger: isInteger, at: path)
            compareMultiples(old, new, at: path)
        }
        if shared.contains(.string) {
            compareBounds(.length, old, new, isInteger: true, at: path)
            comparePatterns(old, new, at: path)
            compareFormats(old, new, at: path)
        }
    }

    func compareBounds(
        _ quantity: SchemaFacet.Quantity,
        _ old: SchemaFacet,
        _ new: SchemaFacet,
        isInteger: Bool,
        at path: MigrationPath
    ) {
        let limits = [
            (old.lower[quantity], new.lower[quantity], true),
            (old.upper[quantity], new.upper[quantity], false),
        ]
        for (before, after, isLower) in limits {
            var (oldBound, newBound) = (before, after)
            if isInteger {
                oldBound = oldBound?.forIntegers(isLower: isLower)
                newBound = newBound?.forIntegers(isLower: isLower)
            }
            // A lower limit of 0 does not limit strings, arrays or objects.
            let isEmptyLimit = isLower && quantity != .value
            if isEmptyLimit, (oldBound?.value ?? 0) == (newBound?.value ?? 0) { continue }
            switch (oldBound, newBound) {
            case (nil, nil): continue
            case (let oldBound?, nil):
                note(
                    .boundsLoosened,
                    .safe,
                    path,
                    "\(quantity.noun) is no longer limited (was \(oldBound.words(isLower)))",
                    "nothing",
                    before?.cursor,
                    new.cursor
                )
            case (let oldBound, let newBound?):
                if let oldBound, !newBound.isTighter(than: oldBound, isLower: isLower) {
                    if oldBound.isTighter(than: newBound, isLower: isLower) {
                        note(
                            .boundsLoosened,
                            .safe,
                            path,
                            "\(quantity.noun) must be \(newBound.words(isLower)) "
                                + "(was \(oldBound.words(isLower)))",
                            "nothing",
                            before?.cursor,
                            after?.cursor
                        )
                    }
                    continue
                }
                let was = oldBound.map { " (was \($0.words(isLower)))" } ?? ""
                note(
                    .boundsTightened,
                    .breaking,
                    path,
                    "\(quantity.noun) must be \(newBound.words(isLower))\(was)",
                    "decide what becomes of values outside",
                    before?.cursor ?? old.cursor,
                    after?.cursor
                )
            }
        }
    }

    private func compareMultiples(_ old: SchemaFacet, _ new: SchemaFacet, at path: MigrationPath) {
        for bound in new.multiples {
            let isImplied = old.multiples.contains {
                $0.isMultiple(of: bound)
            }
            if isImplied { continue }
            note(
                .boundsTightened,
                .breaking,
                path,
                "must be a multiple of \(bound.cursor.lexeme ?? "")",
                "decide what becomes of other numbers",
                old.multiples.first?.cursor ?? old.cursor,
                bound.cursor
            )
        }
        for bound in old.multiples where !new.multiples.contains(where: { $0.value == bound.value })
        {
            let isTighter = new.multiples.contains { $0.value > bound.value }
            if isTighter { continue }
            note(
                .boundsLoosened,
                .safe,
                path,
                "need no longer be a multiple of \(bound.cursor.lexeme ?? "")",
                "nothing",
                bound.cursor,
                new.multiples.first?.cursor ?? new.cursor
            )
        }
    }

    private func comparePatterns(_ old: SchemaFacet, _ new: SchemaFacet, at path: MigrationPath) {
        let (before, after) = (texts(old.patterns), texts(new.patterns))
        for cursor in new.patterns where !before.contains(ExactText(cursor.string ?? "")) {
            if let other = old.patterns.first(where: { !after.contains(ExactText($0.string ?? "")) }
            ) {
                note(
                    .patternChanged,
                    .unknown,
                    path,
                    "must match \(cursor.shortText) (was \(other.shortText)); whether it accepts "
                        + "the same strings is unknown",
                    "compare the two patterns",
                    other,
                    cursor
                )
            } else {
                note(
                    .patternChanged,
                    .breaking,
                    path,
                    "must match \(cursor.shortText)",
                    "decide what becomes of other strings",
                    old.cursor,
                    cursor
                )
            }
        }
        let isReplaced = !after.isSubset(of: before)
        for cursor in old.patterns
        where !after.contains(ExactText(cursor.string ?? "")) && !isReplaced {
            note(
                .patternChanged,
                .safe,
                path,
                "need no longer match \(cursor.shortText)",
                "nothing",
                cursor,
                new.cursor
            )
        }
    }

    private func compareFormats(_ old: SchemaFacet, _ new: SchemaFacet, at path: MigrationPath) {
        let (before, after) = (texts(old.formats), texts(new.formats))
        for cursor in new.formats where !before.contains(ExactText(cursor.string ?? "")) {
            let name = cursor.string ?? ""
            let isChecked = Format(name: name) != nil
            let other = old.formats.first { !after.contains(ExactText($0.string ?? "")) }
            note(
                .formatChanged,
                isChecked ? .breaking : .safe,
                path,
                isChecked
                    ? "must have the format \(quoted(name))"
                        + (other.map { " (was \($0.shortText))" } ?? "")
                    : "has the format \(quoted(name)), which is not checked",
                isChecked ? "decide what becomes of other strings" : "nothing",
                other ?? old.cursor,
                cursor
            )
        }
        let isReplaced = !after.isSubset(of: before)
        for cursor in old.formats
        where !after.contains(ExactText(cursor.string ?? "")) && !isReplaced {
            note(
                .formatChanged,
                .safe,
                path,
                "need no longer have the format \(cursor.shortText)",
                "nothing",
                cursor,
                new.cursor
            )
        }
    }

    private func texts(_ cursors: [Cursor]) -> Set<ExactText> {
        Set(cursors.compactMap(\.string).map(ExactText.init))
    }
}

extension SchemaFacet.Bound {
    fileprivate func words(_ isLower: Bool) -> String {
        let number =
            // Bound: below 1e15.
            value == value.rounded() && abs(value) < 1e15
            ? "\(Int(value))" : isScaled ? "\(value)" : cursor.lexeme ?? "\(value)"
        switch (isLower, isExclusive) {
        case (true, false): return "at least \(number)"
        case (true, true): return "more than \(number)"
        case (false, false): return "at most \(number)"
        case (false, true): return "less than \(number)"
        }
    }
}
