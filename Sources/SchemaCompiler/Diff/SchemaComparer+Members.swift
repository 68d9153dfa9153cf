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
        if old.isRequired(member.key) { return }
        guard new.isRequired(member.key) else {
            note(
                .propertyAdded,
                .safe,
                place,
                "is new, and may be left out",
                "nothing",
                old.cursor,
                member.keyCursor
            )
            return
        }
        if let value = facet.defaultValue ?? facet.onlyConstant {
            note(
                .propertyAdded,
                .automatic,
                place,
                "is new and required",
                "documents get \(facet.shown(value))",
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

    func noteRemoved(
        _ member: SchemaFacet.Member,
        _ old: SchemaFacet,
        _ new: SchemaFacet,
        at path: MigrationPath
    ) {
        let place = path.appending(.key(member.key))
        removed[place] = member.nodes
        let patterned = new.memberPatterns.filter { item in
            (try? Pattern(item.pattern).matches(member.key)) ?? false
        }.map(\.node)
        if !patterned.isEmpty || new.closed == nil && !new.additional.isEmpty {
            // It is one of the members that a pattern or the rest of the object speaks of.
            compare(member.nodes, patterned.isEmpty ? new.additional : patterned, at: place)
            return
        }
        let hint = renameHint(member, old, new)
        guard let closed = new.closed else {
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
        let close = Suggestion.closest(
            to: member.key,
            among: added.map { .string($0.key) }
        )?.string
        if let close {
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
}
