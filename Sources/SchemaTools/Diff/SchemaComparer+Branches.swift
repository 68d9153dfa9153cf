import ConfigDocument
import JSONSchema
import MigrationSteps
import SchemaCompiler

/// Alternatives: `anyOf` and `oneOf`. Each old one must have a new one that accepts its values.
extension SchemaComparer {
    /// True if comparing the alternatives suffices.
    func compareBranches(
        _ old: SchemaFacet,
        _ new: SchemaFacet,
        at path: MigrationPath
    ) -> Bool {
        if old.branches.isEmpty, new.branches.isEmpty { return false }
        if old.branches.count > 1 || new.branches.count > 1 {
            compareSeveral(old, new, at: path)
            return false
        }
        guard max(old.dealtOut.count, new.dealtOut.count) < Self.alternativeDepthLimit else {
            noteExhausted(at: path)
            return true
        }
        guard let after = new.branches.first else {
            // Several alternatives became a single schema, which all of them must fit.
            for schema in old.branches[0].schemas {
                compare(self.old.facet(schema, of: old.branches[0], beside: old), new, at: path)
            }
            return true
        }
        guard let before = old.branches.first else {
            compareSingle(old, new, after, at: path)
            return true
        }
        match(before, after, at: path)
        return false
    }

    /// The depth of nested alternatives beyond which they are not compared.
    private static var alternativeDepthLimit: Int { 8 }

    private func compareSeveral(_ old: SchemaFacet, _ new: SchemaFacet, at path: MigrationPath) {
        var rest = old.branches
        var open: [SchemaFacet.Branches] = []
        for branches in new.branches {
            let equal = rest.firstIndex {
                $0.keyword == branches.keyword && same.hold($0.schemas, branches.schemas)
            }
            if let equal { rest.remove(at: equal) } else { open.append(branches) }
        }
        for branches in open {
            if !rest.isEmpty {
                match(rest.removeFirst(), branches, at: path)
            } else {
                note(
                    .undecidable,
                    .unknown,
                    path,
                    "\(quoted(branches.keyword)) is new; whether existing documents satisfy it is unknown",
                    "test existing documents",
                    old.cursor,
                    branches.cursor
                )
            }
        }
        for branches in rest {
            note(
                .undecidable,
                .safe,
                path,
                "\(quoted(branches.keyword)) was removed, which allows more",
                "nothing",
                branches.cursor,
                new.cursor
            )
        }
    }

    /// Compares a single schema with the alternatives that replace it.
    private func compareSingle(
        _ old: SchemaFacet,
        _ new: SchemaFacet,
        _ branches: SchemaFacet.Branches,
        at path: MigrationPath
    ) {
        var best: (worst: SchemaChange.Severity, keeps: Bool, schema: SchemaNode)?
        for schema in branches.schemas {
            let probed = probe { comparer in
                comparer.compare(old, self.new.facet(schema, of: branches, beside: new), at: path)
            }
            let isBetter = best.map {
                probed.keepsDocuments && !$0.keeps || probed.worst < $0.worst
            }
            if isBetter ?? true { best = (probed.worst, probed.keepsDocuments, schema) }
        }
        guard let best else { return }
        let others = branches.schemas.filter { $0 != best.schema }.map { Alternative(self.new, $0) }
        if branches.keyword == "oneOf",
            !others.allSatisfy({ $0.facet.kinds.isDisjoint(with: old.kinds) }),
            !exclude(others + [Alternative(self.new, best.schema)])
        {
            noteOnlyOne(old.cursor, branches.cursor, at: path)
        }
        if best.keeps {
            note(
                .branchAdded,
                .safe,
                path,
                "is one of \(branches.schemas.count) alternatives",
                "nothing",
                old.cursor,
                branches.cursor
            )
        }
        compare(old, self.new.facet(best.schema, of: branches, beside: new), at: path)
    }

    // MARK: Two sets of alternatives

    private func match(
        _ old: SchemaFacet.Branches,
        _ new: SchemaFacet.Branches,
        at path: MigrationPath
    ) {
        let before = old.schemas.map { Alternative(self.old, $0) }
        let after = new.schemas.map { Alternative(self.new, $0) }
        if old.keyword == "anyOf", new.keyword == "oneOf", !exclude(after) {
            noteOnlyOne(old.cursor, new.cursor, at: path)
        }
        let start = changes.count
        var partners = [Int?](repeating: nil, count: before.count)
        var taken: Set<Int> = []
        // The most certain likeness comes first.
        for likeness in Likeness.allCases {
            var places: [Likeness.Mark: [Int]] = [:]
            for index in after.indices.reversed() where !taken.contains(index) {
                for mark in likeness.marks(of: after[index]) {
                    places[mark, default: []].append(index)
                }
            }
            for index in before.indices where partners[index] == nil {
                let found = likeness.marks(of: before[index]).compactMap { mark in
                    while let last = places[mark]?.last, taken.contains(last) {
                        places[mark]?.removeLast()
                    }
                    return places[mark]?.last
                }.min()
                if let found {
                    partners[index] = found
                    taken.insert(found)
                }
            }
        }
        for (index, alternative) in before.enumerated() {
            if let partner = partners[index] {
                compareAlternatives(alternative, after[partner], at: path)
            } else {
                noteGone(alternative, after, new, at: path)
            }
        }
        for index in after.indices where !taken.contains(index) {
            note(
                .branchAdded,
                .safe,
                path,
                "may now also be \(after[index].words)",
                "nothing",
                old.cursor,
                after[index].facet.cursor
            )
        }
        if old.keyword == "oneOf", new.keyword == "oneOf",
            Array(changes[start...]).keepsDocuments,
            overlap(before, after, partners)
        {
            noteOnlyOne(old.cursor, new.cursor, at: path)
        }
    }

    /// True if an alternative that accepts more than before may accept values of another one.
    private func overlap(
        _ before: [Alternative],
        _ after: [Alternative],
        _ partners: [Int?]
    ) -> Bool {
        if exclude(after) { return false }
        var old: [Int: SchemaNode] = [:]
        for (index, partner) in partners.enumerated() {
            if let partner { old[partner] = before[index].node }
        }
        let loosened = after.indices.filter { index in
            old[index].map { !narrows([$0], [after[index].node]) } ?? true
        }
        return loosened.contains { index in
            after.indices.contains { $0 != index && !exclude([after[index], after[$0]]) }
        }
    }

    private func noteOnlyOne(_ old: Cursor, _ new: Cursor, at path: MigrationPath) {
        note(
            .undecidable,
            .unknown,
            path,
            "exactly one of the alternatives must fit; whether existing documents fit several "
                + "is unknown",
            "test existing documents",
            old,
            new
        )
    }

    /// True if no value fits two of the alternatives, because each requires a different value of
    /// one member, or accepts different kinds.
    private func exclude(_ alternatives: [Alternative]) -> Bool {
        let tags = alternatives.compactMap { alternative in
            alternative.tag.flatMap { alternative.facet.isRequired($0.key) ? $0 : nil }
        }
        let isTagged =
            tags.count == alternatives.count && Set(tags.map { ExactText($0.key) }).count == 1
            && Set(tags.map(\.value)).count == tags.count
        let areObjects = alternatives.allSatisfy { $0.facet.kinds == .object }
        var kinds = KindSet()
        let isDisjoint = alternatives.allSatisfy { alternative in
            defer { kinds.formUnion(alternative.facet.kinds) }
            return kinds.isDisjoint(with: alternative.facet.kinds)
        }
        return isTagged && areObjects || isDisjoint
    }

    private func compareAlternatives(
        _ old: Alternative,
        _ new: Alternative,
        at path: MigrationPath
    ) {
        if let tag = old.tag, let other = new.tag, ExactText(tag.key) == ExactText(other.key),
            tag.value != other.value
        {
            let place = path.appending(.key(tag.key))
            let isHidden = old.hidesTag || new.hidesTag
            note(
                .branchRetagged,
                isHidden ? .breaking : .automatic,
                place,
                isHidden
                    ? "the name of an alternative has changed, and is not shown"
                    : "\(tag.value.shortText) is renamed to \(other.value.shortText)",
                isHidden
                    ? "decide what it becomes; \(SchemaFacet.noStep)" : "the value is replaced",
                old.facet.cursor,
                new.facet.cursor,
                steps: isHidden
                    ? []
                    : [.map(place, [MigrationStep.ValuePair(old: tag.value, new: other.value)])]
            )
            let start = changes.count
            compare([old.node], [new.node], at: path)
            // The change of the tag was reported before.
            let tagged = changes[start...].filter { $0.path != place || $0.kind != .constChanged }
            changes.replaceSubrange(start..., with: tagged)
            return
        }
        compare([old.node], [new.node], at: path)
    }

    private func noteGone(
        _ alternative: Alternative,
        _ others: [Alternative],
        _ branches: SchemaFacet.Branches,
        at path: MigrationPath
    ) {
        // Another alternative may accept its values.
        let isTaken = others.contains { other in
            if other.excludes(alternative) { return false }
            let probed = probe { $0.compare([alternative.node], [other.node], at: path) }
            return probed.keepsDocuments
        }
        if isTaken { return }
        note(
            .branchRemoved,
            .breaking,
            path,
            "may no longer be \(alternative.words)",
            "decide what becomes of such values",
            alternative.facet.cursor,
            branches.cursor
        )
    }

    /// One of several schemas, with its distinguishing features.
    package struct Alternative {
        let node: SchemaNode
        let facet: SchemaFacet
        /// A member with a single allowed value.
        let tag: (key: String, value: DocumentValue)?
        /// True if the value of that member is a secret.
        let hidesTag: Bool
        let reference: String?
        let title: String?

        init(_ reader: SchemaFacetReader, _ node: SchemaNode) {
            self.node = node
            let facet = reader.facet(of: [node])
            self.facet = facet
            let cursor = reader.graph.cursor(of: node)
            reference = cursor["$ref"]?.string
            title = cursor["title"]?.string
            let constant =
                facet.members.lazy.compactMap { member -> (key: String, facet: SchemaFacet)? in
                    let inner = reader.facet(of: member.nodes)
                    return inner.onlyConstant == nil ? nil : (member.key, inner)
                }.first
            tag = constant.flatMap { constant in
                constant.facet.onlyConstant.map { (constant.key, DocumentValue($0)) }
            }
            hidesTag = constant?.facet.hidesValues ?? false
        }

        /// True if a constant member or the kinds exclude all values of another alternative.
        func excludes(_ other: Alternative) -> Bool {
            if facet.kinds.isDisjoint(with: other.facet.kinds) { return true }
            guard let tag, let value = other.tag, other.facet.isRequired(value.key) else {
                return false
            }
            return ExactText(tag.key) == ExactText(value.key) && tag.value != value.value
        }

        var words: String {
            if let tag {
                let value = hidesTag ? "a value that is not shown" : tag.value.shortText
                return "an object whose \(quoted(tag.key)) is \(value)"
            }
            if let constants = facet.constants, constants.count == 1 {
                return facet.shown(constants[0])
            }
            if facet.kinds == .all, let title { return quoted(title) }
            return facet.kinds.words
        }
    }

    /// The reasons for considering two alternatives equal, the most certain first.
    enum Likeness: CaseIterable {
        case text, tag, reference, constants, members, kinds

        /// A feature of an alternative: alternatives that share one are alike.
        enum Mark: Hashable {
            case value(DocumentValue)
            case tag(ExactText, DocumentValue)
            case reference(ExactText)
            case title(ExactText)
            case members(Set<ExactText>)
            case kinds(KindSet, isConstant: Bool)
        }

        func marks(of alternative: Alternative) -> [Mark] {
            let facet = alternative.facet
            switch self {
            case .text: return [.value(DocumentValue(facet.cursor))]
            case .tag:
                return alternative.tag.map { [.tag(ExactText($0.key), $0.value)] } ?? []
            case .reference:
                return [
                    alternative.reference.map { .reference(ExactText($0)) },
                    alternative.title.map { .title(ExactText($0)) },
                ].compactMap { $0 }
            case .constants: return facet.constants?.map { .value(DocumentValue($0)) } ?? []
            case .members:
                let keys = Set(facet.members.map { ExactText($0.key) })
                return keys.isEmpty ? [] : [.members(keys)]
            case .kinds:
                let isConstant = facet.constants != nil
                return alternative.tag == nil
                    ? [.kinds(facet.kinds, isConstant: isConstant)] : []
            }
        }
    }
}

extension SchemaFacetReader {
    /// An alternative merged with the keywords beside it. Sets of alternatives of which one was
    /// already chosen are removed.
    fileprivate func facet(
        _ schema: SchemaNode,
        of branches: SchemaFacet.Branches,
        beside facet: SchemaFacet
    ) -> SchemaFacet {
        var result = self.facet(of: facet.start + [schema])
        result.dealtOut = facet.dealtOut + [branches]
        result.branches.removeAll { branch in
            result.dealtOut.contains { $0.node == branch.node && $0.keyword == branch.keyword }
        }
        return result
    }
}
