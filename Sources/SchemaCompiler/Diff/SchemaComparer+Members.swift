import ConfigDocument
import JSONSchema
import MigrationSteps

// Members that one version has and the other has not, and what they may be called there.

extension SchemaComparer {
    func noteAdded(
        _ member: SchemaFacet.Member,
        _ old: SchemaFacet,
        _ new: SchemaFacet,
        at path: MigrationPath
    ) {
        let place = path.appending(.key(member.key))
        let facet = self.new.facet(of: member.nodes)
        let mayBeWrong = compareUndeclared(member, old, at: place)
        let reserve = mayBeWrong ? ", and documents could hold anything there before" : ""
        let check = "look whether documents have a member of that name"
        guard !old.isRequired(member.key) else {
            if mayBeWrong {
                note(
                    .propertyAdded,
                    .unknown,
                    place,
                    "has a schema now\(reserve)",
                    check,
                    old.cursor,
                    member.keyCursor
                )
            }
            return
        }
        guard new.isRequired(member.key) else {
            note(
                .propertyAdded,
                mayBeWrong ? .unknown : .safe,
                place,
                mayBeWrong ? "is new\(reserve)" : "is new, and may be left out",
                mayBeWrong ? check : "nothing",
                old.cursor,
                member.keyCursor
            )
            return
        }
        if let value = facet.defaultValue ?? facet.onlyConstant {
            note(
                .propertyAdded,
                mayBeWrong ? .unknown : .automatic,
                place,
                "is new and required\(reserve)",
                "documents without it get \(facet.shown(value))"
                    + (mayBeWrong ? "; \(check)" : ""),
                old.cursor,
                member.keyCursor,
                steps: [.add(place, ConfigValue(value))]
            )
        } else {
            note(
                .propertyAdded,
                .breaking,
                place,
                "is new and required, and has no default",
                "decide what documents get",
                old.cursor,
                member.keyCursor
            )
        }
    }

    /// Compares what the old schema says of a member that it does not declare.
    ///
    /// - Returns: whether it says nothing, so that documents may hold what the new schema refuses.
    private func compareUndeclared(
        _ member: SchemaFacet.Member,
        _ old: SchemaFacet,
        at place: MigrationPath
    ) -> Bool {
        let patterned = old.patternSchemas(for: member.key)
        let before = patterned.isEmpty && !old.isClosed ? old.additional : patterned
        if before.isEmpty { return !old.isClosed && restrict(member.nodes, of: new) }
        compare(before, member.nodes, at: place)
        return false
    }

    func noteRemoved(
        _ member: SchemaFacet.Member,
        _ old: SchemaFacet,
        _ new: SchemaFacet,
        at path: MigrationPath
    ) {
        let place = path.appending(.key(member.key))
        removed[place] = member.nodes
        let patterned = new.patternSchemas(for: member.key)
        if !patterned.isEmpty || new.closed == nil && !new.additional.isEmpty {
            // It is one of the members that a pattern or the rest of the object speaks of.
            compare(member.nodes, patterned.isEmpty ? new.additional : patterned, at: place)
            return
        }
        let hint = renameHint(member, old, new)
        guard let closed = new.closing else {
            note(
                .propertyRemoved,
                .behavioural,
                place,
                "is not known any more, and is ignored where it stands",
                hint ?? "nothing, or remove it",
                member.keyCursor,
                new.cursor
            )
            return
        }
        note(
            .propertyRemoved,
            .lossy,
            place,
            "is not allowed any more",
            hint ?? "decide whether it is removed from documents",
            member.keyCursor,
            closed
        )
    }

    /// What a member that went has probably become.
    private func renameHint(
        _ member: SchemaFacet.Member,
        _ old: SchemaFacet,
        _ new: SchemaFacet
    ) -> String? {
        let added = new.members.filter { old.member($0.key) == nil }
        let close = RenameGuess.closest(
            to: member.key,
            among: added.map { .string($0.key) }
        )?.string
        if let close = close ?? sameBesideName(member, old, new) {
            return "if \(quoted(close)) is its new name, say so there with "
                + "\"x-renamed-from\": \(quoted(member.key))"
        }
        for other in added {
            let inner = self.new.facet(of: other.nodes)
            if inner.member(member.key) != nil {
                return "it may have moved into \(quoted(other.key)): then move it there"
            }
        }
        return nil
    }

    /// The one new member that says the same as the one that went, where nothing else that went does.
    private func sameBesideName(
        _ member: SchemaFacet.Member,
        _ old: SchemaFacet,
        _ new: SchemaFacet
    ) -> String? {
        let added = new.members.filter { old.member($0.key) == nil && saySame(member, $0) }
        guard added.count == 1, let other = added.first else { return nil }
        let gone = old.members.filter { new.member($0.key) == nil && saySame($0, other) }
        return gone.count == 1 ? other.key : nil
    }

    private func saySame(_ old: SchemaFacet.Member, _ new: SchemaFacet.Member) -> Bool {
        let texts = [
            ("description", self.old.text("description", of: old.nodes)),
            ("x-unit", self.old.text("x-unit", of: old.nodes)),
        ]
        let isEqual = texts.allSatisfy { keyword, text in
            text == self.new.text(keyword, of: new.nodes)
        }
        guard isEqual, texts[0].1 != nil || self.old.facet(of: old.nodes).kinds != .all else {
            return false
        }
        return probe { $0.compare(old.nodes, new.nodes, at: MigrationPath()) }.isEmpty
    }
}

extension SchemaFacetReader {
    /// What the first of the schemas says that has a keyword whose value is text.
    func text(_ keyword: String, of nodes: [SchemaNode]) -> ExactText? {
        facet(of: nodes).nodes.lazy.compactMap { graph.cursor(of: $0)[keyword]?.string }.first
            .map(ExactText.init)
    }
}
