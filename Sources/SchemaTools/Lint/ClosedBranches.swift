import ConfigDocument
import ECMARegex
import JSONSchema
import SchemaCompiler

/// Schemas that all apply to one object, of which a closed one refuses what another declares.
///
/// `additionalProperties` sees only the properties beside it: neither those behind a `$ref` nor those
/// of other branches of `allOf` (JSON Schema 2020-12, core, section 10.3.2.3).
extension LintedSchema {
    func readClosedBranches(_ run: inout LintRun) {
        readClosedAlternatives(&run)
        guard cursor["allOf"] != nil || graph.target(of: node) != nil else { return }
        let conjuncts = self.conjuncts()
        guard conjuncts.count > 1 else { return }
        for closed in conjuncts {
            guard let (name, keyword, inner) = closing(of: closed),
                let refused = Conjunct.refusal(by: inner, among: conjuncts)
            else { continue }
            let rest =
                refused.isRequired
                ? "is required beside this branch: no object is valid"
                : "is declared beside this branch"
            run.report(
                .closedBranch,
                "\(name) refuses \(quoted(refused.name)), which \(rest)",
                at: closed.reference ?? keyword,
                severity: refused.isRequired ? .error : .warning,
                suggestion: draft >= .draft2019
                    ? "say \"unevaluatedProperties\": false beside allOf instead" : nil
            )
        }
    }

    /// What closes a schema, and the schemas whose properties it knows; nil where it is open, or what
    /// it knows depends on the document.
    private func closing(
        of schema: Conjunct
    ) -> (name: String, keyword: Cursor, inner: [Conjunct])? {
        if let keyword = schema.cursor["additionalProperties"], keyword.bool == false {
            return ("additionalProperties", keyword, [schema])
        }
        guard let keyword = schema.cursor["unevaluatedProperties"], keyword.bool == false,
            schema.node != node
        else { return nil }
        let inner = LintedSchema(
            graph: graph,
            reader: reader,
            node: schema.node,
            cursor: schema.cursor
        ).conjuncts()
        let isStatic = inner.allSatisfy { part in
            Self.evaluating.allSatisfy { part.cursor[$0] == nil }
        }
        return isStatic ? ("unevaluatedProperties", keyword, inner) : nil
    }

    /// Keywords by which a schema may know more properties than it declares.
    private static var evaluating: [String] {
        [
            "additionalProperties", "anyOf", "oneOf", "if", "dependentSchemas", "not",
            "$dynamicRef", "$recursiveRef",
        ]
    }

    /// Alternatives inside a closed schema, which knows none of their properties.
    private func readClosedAlternatives(_ run: inout LintRun) {
        guard let keyword = cursor["additionalProperties"], keyword.bool == false else { return }
        let closed = Conjunct(node: node, cursor: cursor, reference: nil)
        for list in ["anyOf", "oneOf"].compactMap({ cursor[$0] }) {
            for branch in list.elements {
                let inner = LintedSchema(
                    graph: graph,
                    reader: reader,
                    node: graph.node(at: branch, in: node),
                    cursor: branch
                ).conjuncts()
                guard let refused = Conjunct.refusal(by: [closed], among: inner) else { continue }
                let rest =
                    refused.isRequired
                    ? "this alternative requires: it never fits" : "this alternative declares"
                run.report(
                    .closedBranch,
                    "additionalProperties refuses \(quoted(refused.name)), which \(rest)",
                    at: branch,
                    suggestion: draft >= .draft2019
                        ? "say \"unevaluatedProperties\": false instead" : nil
                )
            }
        }
    }

    /// One of the schemas that an object must all be valid by.
    private struct Conjunct {
        let node: SchemaNode
        let cursor: Cursor
        /// The `$ref` in the schema itself that leads to it; nil where it is written inline.
        let reference: Cursor?

        /// A property that closed schemas refuse and another one declares; one that is required before
        /// others.
        static func refusal(
            by closed: [Conjunct],
            among all: [Conjunct]
        ) -> (name: String, isRequired: Bool)? {
            // As values, since names are compared by code points.
            let known = Set(
                closed.flatMap { $0.cursor["properties"]?.members.map(\.key.text) ?? [] }
                    .map(ConfigValue.string)
            )
            let patterns = closed.flatMap { schema in
                schema.cursor["patternProperties"]?.members
                    .map { try? Pattern($0.key.text, leniency: .annexB) } ?? []
            }
            func isKnown(_ name: String) -> Bool {
                known.contains(.string(name))
                    || patterns.contains { (try? $0?.matches(name)) ?? true }
            }
            let nodes = Set(closed.map(\.node))
            let others = all.filter { !nodes.contains($0.node) }
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
