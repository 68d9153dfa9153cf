import ConfigDocument
import JSONSchema
import SchemaCompiler

/// Determines which schemas refuse any value.
///
/// A recursive schema does not refuse values by its recursion, so each schema is visited once.
final class Restrictions {
    private var known: [[SchemaNode]: Bool] = [:]

    /// True if schemas that apply to the same value refuse any value.
    func hold(_ nodes: [SchemaNode], in reader: SchemaFacetReader) -> Bool {
        if nodes.isEmpty { return false }
        let start = reader.targets(of: nodes)
        var seen: Set<[SchemaNode]> = [start]
        var pending = [start]
        while let next = pending.popLast() {
            if known[next] == false { continue }
            let facet = reader.facet(of: next)
            if known[next] == true || facet.refusesItself || refusesByBranches(facet, reader) {
                known[next] = true
                known[start] = true
                return true
            }
            pending += facet.inner.map(reader.targets).filter { seen.insert($0).inserted }
        }
        // The schemas visited on the way do not refuse anything either.
        for nodes in seen { known[nodes] = false }
        return false
    }

    /// True if no alternative is known to accept every value.
    private func refusesByBranches(_ facet: SchemaFacet, _ reader: SchemaFacetReader) -> Bool {
        facet.branches.contains { branches in
            branches.keyword != "anyOf"
                || !branches.schemas.contains { schema in
                    let alternative = reader.facet(of: [schema])
                    return !alternative.refusesItself && alternative.branches.isEmpty
                        && alternative.inner.isEmpty
                }
        }
    }
}

extension SchemaFacet {
    /// True if it refuses values by keywords that apply to the value itself.
    fileprivate var refusesItself: Bool {
        let isBounded =
            lower.contains { $0.key == .value || $0.value.value > 0 } || !upper.isEmpty
            || !multiples.isEmpty
        let isText =
            !patterns.isEmpty
            || formats.contains { $0.string.flatMap(Format.init(name:)) != nil }
        let isClosed = closed != nil || closedItems != nil
        return isNever || kinds != .all || constants != nil || isBounded || isText || isClosed
            || unique != nil || !required.isEmpty || !rules.isEmpty
            || !opaque.isEmpty
    }

    /// The schemas of the value's contents.
    fileprivate var inner: [[SchemaNode]] {
        (members.map(\.nodes) + memberPatterns.map { [$0.node] } + positions
            + [additional, names, items]).filter { !$0.isEmpty }
    }
}
