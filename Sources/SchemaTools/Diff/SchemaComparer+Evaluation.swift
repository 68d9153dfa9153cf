import ConfigDocument
import JSONSchema
import MigrationSteps
import SchemaCompiler

/// `unevaluatedProperties` and `unevaluatedItems` refuse more if the keywords around them evaluate
/// less.
extension SchemaComparer {
    func compareEvaluation(_ old: SchemaFacet, _ new: SchemaFacet, at path: MigrationPath) {
        for item in new.opaque where item.keyword.hasPrefix("unevaluated") {
            // A new keyword was reported before.
            guard let before = old.opaque.first(where: { $0.keyword == item.keyword }) else {
                continue
            }
            let isOfMembers = item.keyword == "unevaluatedProperties"
            // Since 2020-12, `contains` evaluates elements.
            let isOfOneDraft =
                self.old.graph.dialect(of: before.node).draft
                == self.new.graph.dialect(of: item.node).draft
            let isKept =
                same.hold(old.start, new.start)
                || item.node == new.nodes.first && new.start.count == 1 && isOfOneDraft
                    && evaluatesAsMuch(old, new)
                    && (isOfMembers
                        ? evaluatesMembers(old, new, item) : evaluatesElements(old, new))
            if isKept { continue }
            note(
                .undecidable,
                .unknown,
                path,
                "\(quoted(item.keyword)) may apply to more \(isOfMembers ? "members" : "elements"); "
                    + "whether existing documents satisfy it is unknown",
                "test existing documents",
                old.cursor,
                item.cursor
            )
        }
    }

    /// True if all alternatives and conditions are as before.
    private func evaluatesAsMuch(_ old: SchemaFacet, _ new: SchemaFacet) -> Bool {
        let before = old.opaque.filter(\.evaluates)
        let after = new.opaque.filter(\.evaluates)
        return old.branches.count == new.branches.count
            && zip(old.branches, new.branches).allSatisfy {
                $0.keyword == $1.keyword && same.hold($0.schemas, $1.schemas)
            }
            && before.count == after.count
            && zip(before, after).allSatisfy { $0.keyword == $1.keyword && isSame($0, $1) }
    }

    private func evaluatesMembers(
        _ old: SchemaFacet,
        _ new: SchemaFacet,
        _ item: SchemaFacet.Opaque
    ) -> Bool {
        if new.evaluatesMembers { return true }
        let patterns = Set(new.memberPatterns.map(\.pattern))
        return !old.evaluatesMembers
            && old.memberPatterns.allSatisfy { patterns.contains($0.pattern) }
            // Members that are no longer allowed were reported before.
            && (item.value == false
                || old.members.allSatisfy {
                    new.member($0.key) != nil || !new.patternSchemas(for: $0.key).isEmpty
                })
    }

    private func evaluatesElements(_ old: SchemaFacet, _ new: SchemaFacet) -> Bool {
        new.evaluatesElements
            || !old.evaluatesElements && old.positions.count <= new.positions.count
    }
}
