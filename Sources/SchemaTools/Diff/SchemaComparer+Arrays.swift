import ConfigDocument
import JSONSchema
import MigrationSteps
import SchemaCompiler

/// Elements of arrays, and keywords that are compared as a whole.
extension SchemaComparer {
    func compareArrays(_ old: SchemaFacet, _ new: SchemaFacet, at path: MigrationPath) {
        compareBounds(.items, old, new, isInteger: true, at: path)
        if old.unique == nil, let unique = new.unique {
            note(
                .uniqueItemsChanged,
                .breaking,
                path,
                "elements must be unique",
                "decide what becomes of repeated elements",
                old.cursor,
                unique
            )
        } else if let unique = old.unique, new.unique == nil {
            note(
                .uniqueItemsChanged,
                .safe,
                path,
                "elements may now repeat",
                "nothing",
                unique,
                new.cursor
            )
        }
        let count = max(old.positions.count, new.positions.count)
        if old.positions.count != new.positions.count {
            compareLengths(old, new, at: path)
        }
        for index in 0..<count {
            guard let before = old.element(index), let after = new.element(index) else { continue }
            compareElements(before, after, at: path.appending(.key("\(index)")))
        }
        if old.closedItems == nil, new.closedItems == nil {
            compareElements(old.items, new.items, at: path.appending(.every), isAlone: count == 0)
        } else if old.closedItems == nil, let closed = new.closedItems,
            count == new.positions.count,
            !isLimited(old, to: count)
        {
            note(
                .tupleChanged,
                .breaking,
                path,
                "more than \(new.positions.count) elements are no longer allowed",
                "decide what becomes of further elements",
                old.cursor,
                closed
            )
        }
    }

    private func compareElements(
        _ old: [SchemaNode],
        _ new: [SchemaNode],
        at path: MigrationPath,
        isAlone: Bool = true
    ) {
        if new.isEmpty { return }
        guard old.isEmpty else { return compareEach(old, new, at: path, isAlone: isAlone) }
        guard self.new.restrict(new) else { return }
        note(
            .typeNarrowed,
            .breaking,
            path,
            "must fit a schema (could be anything)",
            "decide what becomes of other elements",
            nil,
            self.new.cursor(of: new)
        )
    }

    private func compareLengths(_ old: SchemaFacet, _ new: SchemaFacet, at path: MigrationPath) {
        let (before, after) = (old.positions.count, new.positions.count)
        let isFewer = after < before && new.closedItems != nil
        note(
            .tupleChanged,
            isFewer ? .lossy : .safe,
            path,
            "\(after) position\(after == 1 ? " has" : "s have") a schema of their own, and \(before) had",
            isFewer ? "decide what becomes of further elements" : "nothing",
            old.cursor,
            new.cursor
        )
    }

    private func isLimited(_ facet: SchemaFacet, to count: Int) -> Bool {
        facet.upper[.items].map { $0.value <= Double(count) } ?? false
    }

    // MARK: Keywords compared as a whole

    func compareOpaque(_ old: SchemaFacet, _ new: SchemaFacet, at path: MigrationPath) {
        let isSame = old.dependencies == new.dependencies
        var rest = old.opaque.filter { !isSame || !$0.isDependency }
        for item in new.opaque where !isSame || !item.isDependency {
            if let index = rest.firstIndex(where: {
                $0.keyword == item.keyword && $0.value == item.value
            }) {
                rest.remove(at: index)
                continue
            }
            if item.refusesNothing { continue }
            let other = rest.firstIndex { $0.keyword == item.keyword }
            let before = other.map { rest.remove(at: $0) }
            note(
                .undecidable,
                .unknown,
                path,
                before == nil
                    ? "\(quoted(item.keyword)) is new; whether existing documents satisfy it is unknown"
                    : "\(quoted(item.keyword)) has changed; whether existing documents satisfy it is "
                        + "unknown",
                "compare the two, and test existing documents",
                before?.cursor ?? old.cursor,
                item.cursor
            )
        }
        let isConditional = new.opaque.contains { $0.keyword == "if" }
        for item in rest {
            // `then` and `else` have no effect without `if`.
            let isLoose =
                item.onlyRefuses
                && (!["if", "then", "else"].contains(item.keyword) || !isConditional)
            note(
                .undecidable,
                isLoose ? .safe : .unknown,
                path,
                "\(quoted(item.keyword)) was removed" + (isLoose ? ", which allows more" : ""),
                isLoose
                    ? "nothing"
                    : item.onlyRefuses ? "compare the conditions" : "check its purpose",
                item.cursor,
                new.cursor
            )
        }
    }
}
