import ConfigDocument
import JSONSchema
import MigrationSteps
import SchemaCompiler

// Members that only one of the versions has, and their likely names in the other.

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
        let reserve = mayBeWrong ? "; existing documents may have any value there" : ""
        let check = "check whether documents have a member of that name"
        guard !old.isRequired(member.key) else {
            if mayBeWrong {
                note(
                    .propertyAdded,
                    .unknown,
                    place,
                    "now has a schema\(reserve)",
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
                mayBeWrong ? "new property\(reserve)" : "new optional property",
                mayBeWrong ? check : "nothing",
                old.cursor,
                member.keyCursor
            )
            return
        }
        if facet.substitute != nil, facet.hidesValues {
            note(
                .propertyAdded,
                .breaking,
                place,
                "is new and required\(reserve)",
                "decide what documents get; \(SchemaFacet.noStep)",
                old.cursor,
                member.keyCursor
            )
        } else if let value = facet.substitute {
            note(
                .propertyAdded,
                mayBeWrong ? .unknown : .automatic,
                place,
                "new required property\(reserve)",
                "documents without it get \(facet.shown(value))"
                    + (mayBeWrong ? "; \(check)" : ""),
                old.cursor,
                member.keyCursor,
                steps: [.add(place, DocumentValue(value))]
            )
        } else {
            note(
                .propertyAdded,
                .breaking,
                place,
                "new required property without a default",
                "decide which value existing documents get",
                old.cursor,
                member.keyCursor
            )
        }
    }

    /// Compares the old schema for a member that it does not declare.
    ///
    /// - Returns: whether it has none, so that documents may contain values that the new schema
    ///   refuses.
    private func compareUndeclared(
        _ member: SchemaFacet.Member,
        _ old: SchemaFacet,
        at place: MigrationPath
    ) -> Bool {
        let patterned = old.patternSchemas(for: member.key)
        let before = patterned.isEmpty && !old.isClosed ? old.additional : patterned
        if before.isEmpty { return !old.isClosed && new.restrict(member.nodes) }
        compare(before, member.nodes, at: place)
        return false
    }

    func noteRemoved(
        _ member: SchemaFacet.Member,
        _ old: SchemaFacet,
        _ new: SchemaFacet,
        _ hints: RenameHints,
        at path: MigrationPath
    ) {
        let place = path.appending(.key(member.key))
        removed[place] = member.nodes
        let patterned = new.patternSchemas(for: member.key)
        let isForbidden = new.forbidden.contains(ExactText(member.key))
        if !isForbidden, !patterned.isEmpty || new.closed == nil && !new.additional.isEmpty {
            // A pattern or the schema for additional members applies to it.
            compare(member.nodes, patterned.isEmpty ? new.additional : patterned, at: place)
            return
        }
        let hint = hints.hint(for: member)
        guard let closed = new.closing else {
            note(
                .propertyRemoved,
                .behavioural,
                place,
                "is no longer a property, and is ignored in existing documents",
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
            "is no longer allowed",
            hint ?? "decide whether it is removed from documents",
            member.keyCursor,
            closed
        )
    }
}

extension SchemaFacetReader {
    /// The value of a string keyword in the first schema that has it.
    func text(_ keyword: String, of nodes: [SchemaNode]) -> ExactText? {
        facet(of: nodes).nodes.lazy.compactMap { graph.cursor(of: $0)[keyword]?.string }.first
            .map(ExactText.init)
    }
}
