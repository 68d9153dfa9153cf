import ConfigDocument
import JSONSchema
import MigrationSteps
import SchemaCompiler

/// Elements of arrays.
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
        } else if let closed = old.closedItems, new.closedItems == nil {
            note(
                .tupleChanged,
                .safe,
                path,
                "more than \(old.positions.count) elements are now allowed",
                "nothing",
                closed,
                new.cursor
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
            "the number of positions with a schema of their own is \(after) (was \(before))",
            isFewer ? "decide what becomes of further elements" : "nothing",
            old.cursor,
            new.cursor
        )
    }

    private func isLimited(_ facet: SchemaFacet, to count: Int) -> Bool {
        facet.upper[.items].map { $0.value <= Double(count) } ?? false
    }
}
