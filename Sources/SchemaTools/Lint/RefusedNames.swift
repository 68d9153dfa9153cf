import ConfigDocument
import ECMARegex
import JSONSchema
import SchemaCompiler

/// Properties that one keyword requires or declares, and another refuses with any value: by
/// `false`, or by their name.
extension LintedSchema {
    func readRefusedNames(_ run: inout LintRun) {
        // The target of a schema that is just a reference is checked separately.
        let isOwn = cursor.members.contains { key, _ in
            key.text != "$ref" && !Keyword.isAnnotation(key.text)
        }
        guard isOwn else { return }
        let conjuncts = self.conjuncts()
        let refusers =
            conjuncts.flatMap(refusers) + [unevaluatedRefuser(conjuncts)].compactMap { $0 }
        guard !refusers.isEmpty else { return }
        for schema in conjuncts {
            readRequired(of: schema, refusers, "no object is valid", &run)
            for (key, value) in schema.cursor["properties"]?.members ?? []
            where value.bool != false {
                guard let refuser = refusers.first(where: { $0.refuses(key.text, of: schema) }),
                    refuser.isOfNames
                else { continue }
                run.report(
                    .refusedProperty,
                    "\(quoted(key.text)) is declared, and \(refuser.words): it is never valid",
                    at: schema.reference ?? key.cursor
                )
            }
            for branch in conditional(schema) {
                for inner in self.conjuncts(at: branch, in: schema.node) {
                    readRequired(of: inner, refusers, "this branch never fits", &run)
                }
            }
        }
    }

    private func readRequired(
        of schema: Conjunct,
        _ refusers: [Refuser],
        _ result: String,
        _ run: inout LintRun
    ) {
        for name in schema.cursor["required"]?.elements ?? [] {
            guard let text = name.string,
                let refuser = refusers.first(where: { $0.refuses(text, of: schema) })
            else { continue }
            run.report(
                .refusedProperty,
                "\(quoted(text)) is required, and \(refuser.words): \(result)",
                at: schema.reference ?? name
            )
        }
    }

    // MARK: Refused names

    private struct Refuser {
        let schema: Conjunct
        /// The phrase for messages.
        let words: String
        var isOfNames = false
        /// True if it only affects properties that its own schema requires.
        var isOfOwn = false
        /// True if required properties missing in `properties` are reported by another rule.
        var leavesUndeclared = false
        let refuse: (String) -> Bool

        func refuses(_ name: String, of other: Conjunct) -> Bool {
            // The target of a shared reference is checked separately.
            if let reference = schema.reference, reference.index == other.reference?.index {
                return false
            }
            if leavesUndeclared, other.cursor["properties"] != nil,
                other.cursor["patternProperties"] == nil
            {
                return false
            }
            return (!isOfOwn || schema.node == other.node) && refuse(name)
        }
    }

    private func refusers(_ schema: Conjunct) -> [Refuser] {
        var found: [Refuser] = []
        let refused = Set(
            (schema.cursor["properties"]?.members ?? []).filter { $0.value.bool == false }
                .map { ExactText($0.key.text) }
        )
        if !refused.isEmpty {
            found.append(
                Refuser(schema: schema, words: "properties refuses it") {
                    refused.contains(ExactText($0))
                }
            )
        }
        for (key, value) in schema.cursor["patternProperties"]?.members ?? []
        where value.bool == false {
            guard let pattern = try? Pattern(key.text, leniency: .annexB) else { continue }
            let words = "patternProperties refuses names that match \(quoted(key.text))"
            found.append(
                Refuser(schema: schema, words: words, isOfNames: true) {
                    (try? pattern.matches($0)) ?? false
                }
            )
        }
        if let names = schema.cursor["propertyNames"] {
            let rules = conjuncts(at: names, in: schema.node).map { NameRule($0.cursor) }
            found.append(
                Refuser(schema: schema, words: "propertyNames refuses its name", isOfNames: true) {
                    name in
                    names.bool == false || rules.contains { $0.refuses(name) }
                }
            )
        }
        // Beside `properties`, another rule reports required properties that are undeclared.
        if schema.cursor["additionalProperties"]?.bool == false,
            schema.cursor["properties"] == nil || schema.cursor["patternProperties"] != nil
        {
            let known = KnownProperties([schema])
            found.append(
                Refuser(schema: schema, words: "additionalProperties refuses it", isOfOwn: true) {
                    !known.contains($0)
                }
            )
        }
        return found
    }

    /// The names that this schema's `unevaluatedProperties: false` refuses, if they do not depend
    /// on the branches that accept a document.
    private func unevaluatedRefuser(_ conjuncts: [Conjunct]) -> Refuser? {
        guard cursor["unevaluatedProperties"]?.bool == false, conjuncts.count < Self.conjunctLimit,
            let own = conjuncts.first(where: { $0.node == node }),
            let known = evaluating(conjuncts).map(KnownProperties.init)
        else { return nil }
        return Refuser(
            schema: own,
            words: "unevaluatedProperties refuses it",
            leavesUndeclared: true
        ) { !known.contains($0) }
    }

    /// All nested schemas that may evaluate properties of the object; nil if one may evaluate any.
    private func evaluating(_ conjuncts: [Conjunct]) -> [Conjunct]? {
        var (found, next) = (conjuncts, 0)
        var nodes = Set(found.map(\.node))
        while next < found.count {
            let schema = found[next]
            next += 1
            let isOpen =
                ["$dynamicRef", "$recursiveRef"].contains { schema.cursor[$0] != nil }
                || ["additionalProperties", "unevaluatedProperties"].contains { keyword in
                    schema.cursor[keyword].map { $0.bool != false } ?? false
                }
            if isOpen || found.count > 256 { return nil }
            for branch in conditional(schema) + [schema.cursor["if"]].compactMap({ $0 }) {
                found += self.conjuncts(at: branch, in: schema.node)
                    .filter { nodes.insert($0.node).inserted }
            }
        }
        return found
    }

    /// The schemas that apply to the object conditionally or as alternatives.
    func conditional(_ schema: Conjunct) -> [Cursor] {
        let lists = ["anyOf", "oneOf"].flatMap { schema.cursor[$0]?.elements ?? [] }
        let single = schema.cursor["if"] == nil ? [] : ["then", "else"]
        return lists + single.compactMap { schema.cursor[$0] }
            + (schema.cursor["dependentSchemas"]?.members.map(\.value) ?? [])
    }
}

/// The rules of a schema for a name.
private struct NameRule {
    private let allowed: Set<ExactText>?
    private let pattern: Pattern?
    private let (least, most): (Int, Int)

    init(_ cursor: Cursor) {
        let values = cursor["const"].map { [$0] } ?? cursor["enum"]?.elements
        allowed = values.map { Set($0.compactMap(\.string).map(ExactText.init)) }
        pattern = cursor["pattern"]?.string.flatMap { try? Pattern($0, leniency: .annexB) }
        // Bound: compared with, and nothing else.
        (least, most) = (cursor["minLength"]?.int ?? 0, cursor["maxLength"]?.int ?? .max)
    }

    func refuses(_ name: String) -> Bool {
        if let allowed, !allowed.contains(ExactText(name)) { return true }
        if let pattern, (try? pattern.matches(name)) == false { return true }
        let length = name.unicodeScalars.count
        return length < least || length > most
    }
}
