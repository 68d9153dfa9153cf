import ConfigDocument
import JSONSchema
import MigrationSteps
import SchemaCompiler

/// Keywords that are compared as a whole: `not`, conditions, dependencies, `contains`,
/// `unevaluatedProperties`, and keywords that nobody knows.
extension SchemaComparer {
    func compareOpaque(_ old: SchemaFacet, _ new: SchemaFacet, at path: MigrationPath) {
        var rest = UnmatchedKeywords(old.opaque)
        var open: [SchemaFacet.Opaque] = []
        for item in new.opaque {
            let equal = rest.candidates(for: item).first { isSame(rest[$0], item) }
            if let equal { _ = rest.take(equal) } else { open.append(item) }
        }
        let dependencies = (before: old.opaque.dependencies, after: new.opaque.dependencies)
        for item in open {
            let candidates = rest.candidates(for: item)
            if item.isDependency {
                let before = candidates.first.map { rest.take($0) }
                if !requires(dependencies.before, [item].dependencies, isReversed: false) {
                    noteChanged(before, item, old, at: path)
                } else if let before,
                    !requires(dependencies.after, [before].dependencies, isReversed: true)
                {
                    noteLoosened(before, item, at: path)
                }
                continue
            }
            let widened = candidates.prefix(4).first { widens(rest[$0], item) }
            let before = (widened ?? candidates.first).map { rest.take($0) }
            if let before, widened != nil {
                if !narrows(before, item) { noteLoosened(before, item, at: path) }
            } else if before != nil || refuses(item) {
                noteChanged(before, item, old, at: path)
            }
        }
        for item in rest.items {
            let isKept =
                item.isDependency
                && requires(dependencies.after, [item].dependencies, isReversed: true)
            if isKept { continue }
            note(
                .undecidable,
                item.onlyRefuses ? .safe : .unknown,
                path,
                "\(quoted(item.keyword)) was removed"
                    + (item.onlyRefuses ? ", which allows more" : ""),
                item.onlyRefuses ? "nothing" : "check its purpose",
                item.cursor,
                new.cursor
            )
        }
    }

    private func noteChanged(
        _ before: SchemaFacet.Opaque?,
        _ item: SchemaFacet.Opaque,
        _ old: SchemaFacet,
        at path: MigrationPath
    ) {
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

    private func noteLoosened(
        _ before: SchemaFacet.Opaque,
        _ item: SchemaFacet.Opaque,
        at path: MigrationPath
    ) {
        note(
            .undecidable,
            .safe,
            path,
            "\(quoted(item.keyword)) has changed, and allows more",
            "nothing",
            before.cursor,
            item.cursor
        )
    }

    // MARK: Two keywords of one name

    func isSame(_ old: SchemaFacet.Opaque, _ new: SchemaFacet.Opaque) -> Bool {
        guard old.keyword == new.keyword else { return false }
        if old.isDependency { return isSameDependency(old, new) }
        let names = old.parts
        // A text, or the value of an unknown keyword.
        if names.isEmpty { return old.value == new.value }
        if old.keyword == "contains",
            Self.counts(of: old, self.old) != Self.counts(of: new, self.new)
        {
            return false
        }
        return names.allSatisfy { name in
            same.hold(part(name, of: old, self.old), part(name, of: new, self.new))
        }
    }

    private func part(
        _ name: String,
        of item: SchemaFacet.Opaque,
        _ reader: SchemaFacetReader
    ) -> [SchemaNode] {
        reader.part(name, of: item).map { [$0] } ?? []
    }

    /// True if the new keyword accepts every value that the old one accepts.
    private func widens(_ old: SchemaFacet.Opaque, _ new: SchemaFacet.Opaque) -> Bool {
        holds(old, new, widens: widens, narrows: narrows) { $0 <= $1 }
    }

    /// True if the old keyword accepts every value that the new one accepts.
    private func narrows(_ old: SchemaFacet.Opaque, _ new: SchemaFacet.Opaque) -> Bool {
        holds(old, new, widens: narrows, narrows: widens) { $0 >= $1 }
    }

    private func holds(
        _ old: SchemaFacet.Opaque,
        _ new: SchemaFacet.Opaque,
        widens: ([SchemaNode], [SchemaNode]) -> Bool,
        narrows: ([SchemaNode], [SchemaNode]) -> Bool,
        isInOrder: (Double, Double) -> Bool
    ) -> Bool {
        if isSame(old, new) { return true }
        func both(_ name: String) -> ([SchemaNode], [SchemaNode]) {
            (part(name, of: old, self.old), part(name, of: new, self.new))
        }
        let own = both(old.keyword)
        switch old.keyword {
        case "not": return narrows(own.0, own.1)
        case "if":
            let (then, otherwise) = (both("then"), both("else"))
            return widens(own.0, own.1) && narrows(own.0, own.1) && widens(then.0, then.1)
                && widens(otherwise.0, otherwise.1)
        case "contains":
            let counts = (Self.counts(of: old, self.old), Self.counts(of: new, self.new))
            let isUnbounded = (counts.0.1 == .infinity, counts.1.1 == .infinity)
            let loose = isInOrder(0, 1) ? isUnbounded.1 : isUnbounded.0
            return widens(own.0, own.1) && isInOrder(counts.1.0, counts.0.0)
                && isInOrder(counts.0.1, counts.1.1) && (loose || narrows(own.0, own.1))
        case "unevaluatedProperties", "unevaluatedItems": return widens(own.0, own.1)
        default: return false
        }
    }

    /// The least and the largest number of elements that must fit `contains`.
    private static func counts(
        of item: SchemaFacet.Opaque,
        _ reader: SchemaFacetReader
    ) -> (Double, Double) {
        let cursor = reader.graph.cursor(of: item.node)
        let isCounted = reader.graph.dialect(of: item.node).draft >= .draft2019
        guard isCounted else { return (1, .infinity) }
        // Bound: compared with, and nothing else.
        return (cursor["minContains"]?.double ?? 1, cursor["maxContains"]?.double ?? .infinity)
    }

    /// True if a keyword without counterpart refuses any value.
    private func refuses(_ item: SchemaFacet.Opaque) -> Bool {
        switch item.keyword {
        case "if":
            return ["then", "else"].contains { new.restrict(part($0, of: item, new)) }
        case "contains":
            let counts = Self.counts(of: item, new)
            return counts.0 > 0 || counts.1 < .infinity
        case "unevaluatedProperties", "unevaluatedItems":
            return new.restrict(part(item.keyword, of: item, new))
        default: return true
        }
    }

    // MARK: Dependencies

    private func isSameDependency(_ old: SchemaFacet.Opaque, _ new: SchemaFacet.Opaque) -> Bool {
        let (before, after) = ([old].dependencies, [new].dependencies)
        return before.count == after.count
            && requires(before, after, isReversed: false)
            && requires(after, before, isReversed: true)
    }

    /// True if one set of dependencies requires at least what another one does.
    private func requires(
        _ strict: [SchemaFacet.Dependency],
        _ loose: [SchemaFacet.Dependency],
        isReversed: Bool
    ) -> Bool {
        loose.allSatisfy { item in
            let known = strict.filter { ExactText($0.key) == ExactText(item.key) }
            let readers = isReversed ? (new, old) : (old, new)
            let names = known.reduce(into: Set<ExactText>()) {
                $0.formUnion($1.required(readers.0))
            }
            if let own = item.onlyNames(readers.1) { return own.isSubset(of: names) }
            guard let node = item.node(readers.1) else { return false }
            return known.contains { other in
                other.node(readers.0).map {
                    isReversed ? narrows([node], [$0]) : widens([$0], [node])
                } ?? false
            }
        }
    }
}

extension SchemaFacet {
    /// The effect of one member's presence: other members, or a schema.
    struct Dependency {
        let key: String
        let item: Opaque

        /// The schema that the object must fit.
        func node(_ reader: SchemaFacetReader) -> SchemaNode? {
            guard let value = cursor(reader), !value.isArray else { return nil }
            return reader.targets(of: [reader.graph.node(at: value, in: item.node)]).first
        }

        /// The names that must be present, if nothing else is required.
        func onlyNames(_ reader: SchemaFacetReader) -> Set<ExactText>? {
            guard let value = cursor(reader) else { return nil }
            if value.isArray { return Self.names(value) }
            let rules = node(reader).map(reader.rules) ?? [:]
            return rules.count == 1 ? rules["required"].map(Self.names) : nil
        }

        func required(_ reader: SchemaFacetReader) -> Set<ExactText> {
            if let names = onlyNames(reader) { return names }
            return node(reader).flatMap { reader.rules(of: $0)["required"] }.map(Self.names) ?? []
        }

        private func cursor(_ reader: SchemaFacetReader) -> Cursor? {
            reader.graph.cursor(of: item.node)[item.keyword]?[key]
        }

        private static func names(_ value: Cursor) -> Set<ExactText> {
            Set(value.elements.compactMap(\.string).map(ExactText.init))
        }
    }
}

extension SchemaFacet.Opaque {
    /// The keywords beside each other that are compared together, if their values are schemas.
    fileprivate var parts: [String] {
        switch keyword {
        case "if": ["if", "then", "else"]
        case "not", "contains", "unevaluatedProperties", "unevaluatedItems": [keyword]
        default: []
        }
    }
}

extension [SchemaFacet.Opaque] {
    fileprivate var dependencies: [SchemaFacet.Dependency] {
        filter(\.isDependency).flatMap { item in
            (item.value.object?.keys ?? []).map { SchemaFacet.Dependency(key: $0, item: item) }
        }
    }
}
