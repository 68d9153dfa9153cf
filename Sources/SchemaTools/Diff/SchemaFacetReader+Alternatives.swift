import ConfigDocument
import JSONSchema
import SchemaCompiler
import SchemaValidation

/// Alternatives that are equivalent to one schema.
extension SchemaFacetReader {
    /// The kinds that alternatives allow together, and the schemas if each applies only to its own
    /// kinds, so that together they are equivalent to one schema; nil otherwise.
    func kinds(
        of schemas: [SchemaNode],
        by keyword: String
    ) -> (kinds: KindSet, parts: [SchemaNode])? {
        let parts = targets(of: schemas)
        var (kinds, repeated, areBare) = (KindSet(), KindSet(), true)
        for part in parts {
            let cursor = graph.cursor(of: part)
            guard let type = cursor["type"] else { return nil }
            let own = KindSet(type: type)
            for (key, _) in cursor.members
            where key.text != "type" && !Keyword.isAnnotation(key.text) {
                let spoken =
                    key.text == "format" ? .string : Keyword(rawValue: key.text)?.row.kinds
                guard let spoken, spoken != .all, !spoken.isDisjoint(with: own) else { return nil }
                areBare = false
            }
            repeated.formUnion(kinds.intersection(own))
            kinds.formUnion(own)
        }
        if repeated.isEmpty { return (kinds, parts) }
        guard areBare else { return nil }
        return (keyword == "oneOf" ? kinds.subtracting(repeated) : kinds, [])
    }

    /// The constants in alternatives that contain nothing else.
    func constants(of schemas: [SchemaNode], by keyword: String) -> [Cursor]? {
        var values: [Cursor] = []
        var counts: [DocumentValue: Int] = [:]
        for part in targets(of: schemas) {
            let cursor = graph.cursor(of: part)
            let draft = graph.dialect(of: part).draft
            let others = cursor.members.map(\.key.text).filter { !Keyword.isAnnotation($0) }
            let own = draft >= .draft6 ? cursor["const"].map { [$0] } : nil
            guard others.count == 1, let own = own ?? cursor["enum"]?.elements else { return nil }
            for value in own {
                let count = counts[DocumentValue(value), default: 0]
                if count == 0 { values.append(value) }
                counts[DocumentValue(value)] = count + 1
            }
        }
        return keyword == "oneOf" ? values.filter { counts[DocumentValue($0)] == 1 } : values
    }

    func restrict(_ facet: inout SchemaFacet, to values: [Cursor], _ cursor: Cursor) {
        if let known = facet.constants {
            let allowed = Set(values.map { DocumentValue($0) })
            facet.constants = known.filter { allowed.contains(DocumentValue($0)) }
        } else {
            facet.constants = values
        }
        facet.constantsCursor = cursor
        facet.kinds.formIntersection(
            values.reduce(into: KindSet()) { $0.formUnion(KindSet(constant: $1)) }
        )
    }
}
