import ConfigDocument
import JSONSchema
import MigrationSteps
import SchemaCompiler

/// Types: wider, narrower, or different.
extension SchemaComparer {
    /// True if the kinds have enough in common to compare the rest.
    func compareKinds(_ old: SchemaFacet, _ new: SchemaFacet, at path: MigrationPath) -> Bool {
        // Constants are more precise than the kinds that follow from them.
        if old.constants != nil, new.constants != nil { return true }
        let lost = old.kinds.subtracting(new.kinds)
        let gained = new.kinds.subtracting(old.kinds)
        let (oldPlace, newPlace) = (old.typeCursor ?? old.cursor, new.typeCursor ?? new.cursor)
        if new.takesIntegersLiterally, !old.takesIntegersLiterally,
            old.kinds.intersection(.number) == .integer, new.kinds.contains(.integer)
        {
            note(
                .typeNarrowed,
                .unknown,
                path,
                "a number such as 1.0 is not a whole number in draft-04",
                "check how documents write whole numbers",
                oldPlace,
                newPlace
            )
        }
        if lost.isEmpty {
            if gained == .null {
                note(
                    .nullAllowed,
                    .safe,
                    path,
                    "null is now allowed",
                    "nothing",
                    oldPlace,
                    newPlace
                )
            } else if !gained.isEmpty {
                note(
                    .typeWidened,
                    .safe,
                    path,
                    "may now also be \(gained.words) (was \(old.kinds.words))",
                    "nothing",
                    oldPlace,
                    newPlace
                )
            }
            return true
        }
        var rest = lost
        if lost.contains(.null), old.kinds != .null {
            noteNull(old, new, at: path)
            rest.remove(.null)
        }
        if rest.isEmpty { return true }
        if noteArrays(old, new, rest, at: path) { return false }
        if rest == .fraction, new.kinds.contains(.integer) {
            note(
                .typeNarrowed,
                .lossy,
                path,
                "must be a whole number (was a number)",
                "decide how other numbers are rounded",
                oldPlace,
                newPlace
            )
            return true
        }
        noteLost(old, new, rest, at: path)
        return !old.kinds.intersection(new.kinds).isEmpty
    }

    private func noteNull(_ old: SchemaFacet, _ new: SchemaFacet, at path: MigrationPath) {
        let place = new.typeCursor ?? new.cursor
        if let value = new.defaultValue, path.key != nil, !new.hidesValues {
            note(
                .nullDisallowed,
                .automatic,
                path,
                "null is no longer allowed",
                "null becomes the default, \(new.shown(value))",
                old.typeCursor,
                place,
                steps: [.setDefault(path, DocumentValue(value))]
            )
        } else {
            note(
                .nullDisallowed,
                .breaking,
                path,
                "null is no longer allowed",
                "decide what null becomes",
                old.typeCursor,
                place
            )
        }
    }

    /// A value that becomes an array of such values, or the reverse.
    private func noteArrays(
        _ old: SchemaFacet,
        _ new: SchemaFacet,
        _ lost: KindSet,
        at path: MigrationPath
    ) -> Bool {
        let (oldPlace, newPlace) = (old.typeCursor ?? old.cursor, new.typeCursor ?? new.cursor)
        if new.kinds.subtracting(.null) == .array, !old.kinds.contains(.array) {
            let element = new.element(0) ?? []
            let inner = probe { comparer in
                comparer.compare(
                    old,
                    comparer.new.facet(of: element),
                    at: path.appending(.every)
                )
            }
            if inner.worst == .safe, (new.lower[.items]?.value ?? 0) <= 1 {
                note(
                    .scalarToArray,
                    .automatic,
                    path,
                    "must be an array",
                    "the value becomes an array of one",
                    oldPlace,
                    newPlace,
                    steps: [.wrap(path)]
                )
            } else {
                note(
                    .scalarToArray,
                    .breaking,
                    path,
                    "must be an array of other values than before",
                    "decide what the array holds",
                    oldPlace,
                    newPlace
                )
            }
            return true
        }
        if old.kinds.subtracting(.null) == .array, !new.kinds.contains(.array) {
            note(
                .arrayToScalar,
                .lossy,
                path,
                new.kinds.isEmpty
                    ? "allows no value (was an array)"
                    : "must be \(new.kinds.words) (was an array)",
                "the first element stays, and further ones are lost: decide whether that is right",
                oldPlace,
                newPlace
            )
            return true
        }
        return false
    }

    private func noteLost(
        _ old: SchemaFacet,
        _ new: SchemaFacet,
        _ lost: KindSet,
        at path: MigrationPath
    ) {
        let (oldPlace, newPlace) = (old.typeCursor ?? old.cursor, new.typeCursor ?? new.cursor)
        let scalars = lost.subtracting([.string, .null])
        if new.kinds.contains(.string), new.constants == nil,
            KindSet.scalar.isSuperset(of: scalars),
            !lost.contains(.string), lost == old.kinds.subtracting(.null)
        {
            let type: JSONType =
                lost == .boolean ? .boolean : lost == .integer ? .integer : .number
            note(
                .typeChanged,
                .automatic,
                path,
                "must be a string (was \(lost.words))",
                "the value becomes a string",
                oldPlace,
                newPlace,
                steps: [.convert(path, to: .string, from: type)]
            )
            return
        }
        let isNarrowed = !old.kinds.intersection(new.kinds).isEmpty
        note(
            isNarrowed ? .typeNarrowed : .typeChanged,
            .breaking,
            path,
            isNarrowed
                ? "may no longer be \(lost.words)"
                : new.kinds.isEmpty
                    ? "allows no value (was \(lost.words))"
                    : "must be \(new.kinds.words) (was \(lost.words))",
            "decide what becomes of such values",
            oldPlace,
            newPlace
        )
    }
}

extension KindSet {
    /// The kinds as messages name them: `a string or null`.
    var words: String {
        if self == .all { return "any value" }
        var names: [String] = []
        if contains(.object) { names.append("an object") }
        if contains(.array) { names.append("an array") }
        if contains(.string) { names.append("a string") }
        if contains(.fraction) {
            names.append(contains(.integer) ? "a number" : "a number that is not whole")
        } else if contains(.integer) {
            names.append("a whole number")
        }
        if contains(.boolean) { names.append("true or false") }
        if contains(.null) { names.append("null") }
        guard names.count > 1, let last = names.last else { return names.first ?? "nothing" }
        return names.dropLast().joined(separator: ", ") + " or " + last
    }
}
