import ConfigDocument
import ECMARegex
import JSONSchema
import SchemaCompiler

/// Schemas for the same object, where a closed one refuses properties that another declares.
///
/// `additionalProperties` only considers the properties beside it: neither those behind a `$ref`
/// nor those of other branches of `allOf` (JSON Schema 2020-12, core, section 10.3.2.3).
extension LintedSchema {
    func readClosedBranches(_ run: inout LintRun) {
        let conjuncts = self.conjuncts()
        readClosedAlternatives(conjuncts, &run)
        guard conjuncts.count > 1 else { return }
        for closed in conjuncts {
            guard let (name, keyword, inner) = closing(of: closed),
                let refused = KnownProperties(inner).refusal(among: conjuncts)
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
                    ? "write \"unevaluatedProperties\": false beside allOf instead" : nil
            )
        }
    }

    /// The keyword that closes a schema, and the schemas whose properties it considers; nil if the
    /// schema is open, or that depends on the document.
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

    /// Keywords that may allow more properties than the schema declares.
    private static var evaluating: [String] {
        [
            "additionalProperties", "anyOf", "oneOf", "if", "dependentSchemas", "not",
            "$dynamicRef", "$recursiveRef",
        ]
    }

    /// Checks alternatives and conditions beside a closed schema, whose properties it refuses.
    private func readClosedAlternatives(_ conjuncts: [Conjunct], _ run: inout LintRun) {
        for closed in conjuncts {
            guard closed.cursor["additionalProperties"]?.bool == false else { continue }
            let known = KnownProperties([closed])
            for schema in conjuncts {
                // The target of a shared reference is checked separately.
                if let own = schema.reference, own.index == closed.reference?.index { continue }
                for branch in conditional(schema) {
                    let inner = self.conjuncts(at: branch, in: schema.node)
                    guard let refused = known.refusal(among: inner) else { continue }
                    let rest =
                        refused.isRequired
                        ? "this branch requires: it never fits" : "this branch declares"
                    reportClosed(refused.name, rest, at: schema.reference ?? branch, &run)
                }
                for (trigger, names) in schema.cursor["dependentRequired"]?.members ?? []
                where known.contains(trigger.text) {
                    for name in names.elements {
                        guard let text = name.string, !known.contains(text) else { continue }
                        let rest = "\(quoted(trigger.text)) requires: it can never be there"
                        reportClosed(text, rest, at: schema.reference ?? name, &run)
                    }
                }
            }
        }
    }

    private func reportClosed(
        _ name: String,
        _ rest: String,
        at place: Cursor,
        _ run: inout LintRun
    ) {
        run.report(
            .closedBranch,
            "additionalProperties refuses \(quoted(name)), which \(rest)",
            at: place,
            suggestion: draft >= .draft2019
                ? "write \"unevaluatedProperties\": false instead" : nil
        )
    }

    /// One of the schemas that an object must all satisfy.
    struct Conjunct {
        let node: SchemaNode
        let cursor: Cursor
        /// The `$ref` in the schema that leads to it; nil if it is inline.
        let reference: Cursor?
    }

    /// The properties that closed schemas allow by name or pattern.
    struct KnownProperties {
        private let nodes: Set<SchemaNode>
        private let names: Set<ExactText>
        private let patterns: [Pattern?]

        init(_ closed: [Conjunct]) {
            nodes = Set(closed.map(\.node))
            names = Set(
                closed.flatMap { $0.cursor["properties"]?.members.map(\.key.text) ?? [] }
                    .map(ExactText.init)
            )
            patterns = closed.flatMap { schema in
                schema.cursor["patternProperties"]?.members
                    .map { try? Pattern($0.key.text, leniency: .annexB) } ?? []
            }
        }

        func contains(_ name: String) -> Bool {
            names.contains(ExactText(name))
                || patterns.contains { (try? $0?.matches(name)) ?? true }
        }

        /// A property that the closed schemas refuse and another schema declares; preferably a
        /// required one.
        func refusal(among all: [Conjunct]) -> (name: String, isRequired: Bool)? {
            let others = all.filter { !nodes.contains($0.node) }
            let required = others.flatMap {
                $0.cursor["required"]?.elements.compactMap(\.string) ?? []
            }
            if let name = required.first(where: { !contains($0) }) { return (name, true) }
            // A property that is refused there too is not a contradiction.
            let declared = others.flatMap { $0.cursor["properties"]?.members.map { $0 } ?? [] }
                .filter { $0.value.bool != false }
            return declared.map(\.key.text).first { !contains($0) }.map { ($0, false) }
        }
    }

    /// The schemas that a value must all satisfy if it satisfies a nested one.
    func conjuncts(at schema: Cursor, in parent: SchemaNode) -> [Conjunct] {
        LintedSchema(
            graph: graph,
            reader: reader,
            node: graph.node(at: schema, in: parent),
            cursor: schema
        ).conjuncts()
    }

    /// The schema, its reference targets, and the branches of `allOf`, recursively.
    func conjuncts() -> [Conjunct] {
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

    /// The number of schemas beyond which they are not compared, since each is compared with all
    /// others.
    static var conjunctLimit: Int { 64 }
}
