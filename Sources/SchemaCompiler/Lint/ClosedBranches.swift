import ConfigDocument
import ECMARegex
import JSONSchema

/// Schemas that all apply to one object, of which a closed one refuses what another declares.
///
/// `additionalProperties` sees only the properties beside it: neither those behind a `$ref` nor those
/// of other branches of `allOf` (JSON Schema 2020-12, core, section 10.3.2.3).
extension LintedSchema {
    func readClosedBranches(_ run: inout LintRun) {
        guard cursor["allOf"] != nil || graph.target(of: node) != nil else { return }
        let conjuncts = self.conjuncts()
        guard conjuncts.count > 1 else { return }
        for closed in conjuncts {
            guard let keyword = closed.cursor["additionalProperties"], keyword.bool == false,
                let refused = closed.refusal(among: conjuncts)
            else { continue }
            let rest =
                refused.isRequired
                ? "is required beside this branch: no object is valid"
                : "is declared beside this branch"
            run.report(
                .closedBranch,
                "additionalProperties refuses \(quoted(refused.name)), which \(rest)",
                at: closed.reference ?? keyword,
                severity: refused.isRequired ? .error : .warning,
                suggestion: draft >= .draft2019
                    ? "say \"unevaluatedProperties\": false beside allOf instead" : nil
            )
        }
    }

    /// One of the schemas that an object must all be valid by.
    private struct Conjunct {
        let node: SchemaNode
        let cursor: Cursor
        /// The `$ref` in the schema itself that leads to it; nil where it is written inline.
        let reference: Cursor?

        /// A property that this closed schema refuses and another one declares; one that is required
        /// before others.
        func refusal(among all: [Conjunct]) -> (name: String, isRequired: Bool)? {
            // As values, since names are compared by code points.
            let known = Set(
                cursor["properties"]?.members.map { ConfigValue.string($0.key.text) } ?? []
            )
            let patterns =
                cursor["patternProperties"]?.members
                .map { try? Pattern($0.key.text, leniency: .annexB) } ?? []
            func isKnown(_ name: String) -> Bool {
                known.contains(.string(name))
                    || patterns.contains { (try? $0?.matches(name)) ?? true }
            }
            let others = all.filter { $0.node != node }
            let required = others.flatMap {
                $0.cursor["required"]?.elements.compactMap(\.string) ?? []
            }
            if let name = required.first(where: { !isKnown($0) }) { return (name, true) }
            // A property that is refused there too is no contradiction.
            let declared = others.flatMap { $0.cursor["properties"]?.members.map { $0 } ?? [] }
                .filter { $0.value.bool != false }
            return declared.map(\.key.text).first { !isKnown($0) }.map { ($0, false) }
        }
    }

    /// The schema, what it refers to, and the branches of `allOf`, those of them in turn.
    private func conjuncts() -> [Conjunct] {
        var found: [Conjunct] = []
        var visited: Set<SchemaNode> = []
        var open: [(node: SchemaNode, reference: Cursor?)] = [(node, nil)]
        while let (next, reference) = open.popLast(), found.count < Self.conjunctLimit {
            let schema = graph.cursor(of: next)
            guard schema.isObject, visited.insert(next).inserted else { continue }
            let target = graph.target(of: next)
            for branch in (schema["allOf"]?.elements.map { $0 } ?? []).reversed() {
                open.append((graph.node(at: branch, in: next), reference))
            }
            if let target { open.append((target, reference ?? schema["$ref"])) }
            let isHidden =
                target != nil && graph.dialect(of: next).draft.referenceHidesSiblings
            if !isHidden {
                found.append(Conjunct(node: next, cursor: schema, reference: reference))
            }
        }
        return found
    }

    /// Beyond so many, what is wrong is not looked for: each is compared with all others.
    private static var conjunctLimit: Int { 64 }
}
