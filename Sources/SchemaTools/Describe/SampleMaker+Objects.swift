import ConfigDocument
import ECMARegex
import JSONSchema
import SchemaCompiler
import SchemaValidation

/// Objects of a sample: the members that schemas declare, and those that conditions, dependencies and
/// `minProperties` require.
extension SampleMaker {
    /// - Parameter defaults: the default of the whole object, whose members are shown one by one.
    mutating func object(_ shape: Shape, _ defaults: Cursor?, _ depth: Int) -> Sample {
        let node = shape.parts.first.map { reader.canonical($0.node).node }
        guard count < Self.limit else {
            isCut = true
            return .members([])
        }
        guard depth < Self.depthLimit,
            node.map({ open.insert($0).inserted }) ?? true
        else { return .members([]) }
        defer { if let node { open.remove(node) } }
        var shape = shape
        var needed: Set<ExactText> = []
        // What is set decides which conditions hold, and these require more.
        for _ in 0..<8 {
            let facts = reader.facts(of: shape)
            let branch = branchFacts(facts)
            let required = facts.required.union(branch?.required ?? []).union(needed)
            let members = members(facts, branch, required, defaults, depth)
            let more = consequences(of: members, facts.nodes + (branch?.nodes ?? []))
            let known = Set(shape.parts.map(\.node))
            let parts = more.schemas.filter { !known.contains($0) }
            if parts.isEmpty, more.required.isSubset(of: required) { return .members(members) }
            shape.parts += parts.map { Shape.Part(node: $0) }
            needed.formUnion(more.required)
        }
        let facts = reader.facts(of: shape)
        return .members(members(facts, branchFacts(facts), facts.required, defaults, depth))
    }

    /// The schemas and members that conditions and dependencies add to an object.
    private mutating func consequences(
        of members: [Sample.Member],
        _ nodes: [SchemaNode]
    ) -> (schemas: [SchemaNode], required: Set<ExactText>) {
        var schemas: [SchemaNode] = []
        var required: Set<ExactText> = []
        let present = Set(members.filter(\.isSet).map(\.key))
        for node in nodes {
            let cursor = graph.cursor(of: node)
            if let condition = cursor["if"] {
                let condition = graph.node(at: condition, in: node)
                let holds = conditions.hold(condition, for: Sample.members(members).set)
                if holds == nil { unknownConditions.insert(condition) }
                let next = holds.flatMap { cursor[$0 ? "then" : "else"] }
                if let next { schemas.append(graph.node(at: next, in: node)) }
            }
            for keyword in ["dependentSchemas", "dependentRequired", "dependencies"] {
                for (key, value) in cursor[keyword]?.members ?? [] where present.contains(key.text)
                {
                    if value.isObject { schemas.append(graph.node(at: value, in: node)) }
                    required.formUnion(value.elements.compactMap(\.string).map(ExactText.init))
                }
            }
        }
        return (schemas, required)
    }

    private mutating func members(
        _ facts: Facts,
        _ branch: Facts?,
        _ required: Set<ExactText>,
        _ defaults: Cursor?,
        _ depth: Int
    ) -> [Sample.Member] {
        var members: [Sample.Member] = []
        var present: Set<ExactText> = []
        for member in facts.members + (branch?.members ?? [])
        where !reader.isNever(member.parts) && !present.contains(ExactText(member.key)) {
            let isRequired = required.contains(ExactText(member.key))
            if let member = self.member(
                member.key,
                Shape(member.parts),
                isRequired: isRequired,
                defaults?[member.key],
                depth
            ) {
                members.append(member)
                present.insert(ExactText(member.key))
            }
        }
        let others = required.sorted { $0.text.utf8.lexicographicallyPrecedes($1.text.utf8) }
        for name in others where present.insert(name).inserted {
            members.append(undeclared(name.text, facts, depth))
        }
        for (key, value) in defaults?.members ?? []
        where present.insert(ExactText(key.text)).inserted {
            let value = Sample.value(DocumentValue(value))
            members.append(Sample.Member(key: key.text, comment: [], value: value, isSet: true))
        }
        return filled(members, facts, depth)
    }

    private mutating func member(
        _ key: String,
        _ shape: Shape,
        isRequired: Bool,
        _ ownDefault: Cursor?,
        _ depth: Int
    ) -> Sample.Member? {
        let inner = reader.facts(of: shape)
        let nodes = nodes(of: shape, inner)
        let isSecret = nodes.contains(where: graph.marksSecret)
        let isHidden = secretDepth > 0 || reader.holdsSecret(shape)
        let hasDefault = nodes.contains { graph.cursor(of: $0)["default"] != nil } && !isHidden
        let isDeprecated = nodes.contains { graph.cursor(of: $0)["deprecated"]?.bool == true }
        if isDeprecated, !isRequired { return nil }
        let shown = isHidden ? nil : ownDefault
        let value =
            shown.map { Sample.value(DocumentValue($0)) } ?? sample(of: shape, depth: depth + 1)
        var isSet = isRequired || shown != nil || (hasDefault && showsDefaults)
        // An object with members that are set must be set itself, or they would be hidden.
        if case .members(let inner) = value, !isRequired, !hasDefault {
            isSet =
                showsDefaults && inner.contains { $0.isSet }
                && !inner.contains { $0.isSet && !hasPlainDefault($0) }
        }
        let comment = comment(
            nodes,
            inner,
            isRequired: isRequired,
            isSecret: isSecret,
            hidesValues: isHidden
        )
        return Sample.Member(key: key, comment: comment, value: value, isSet: isSet)
    }

    /// A member that no property declares, with a value that patterns and other members have.
    private mutating func undeclared(_ key: String, _ facts: Facts, _ depth: Int) -> Sample.Member {
        var parts = facts.patterns.filter { $0.takes(key) }.map(\.part)
        if parts.isEmpty, case .schemas(let others) = facts.additional { parts = others }
        let value = parts.isEmpty ? .value(.string("")) : sample(of: Shape(parts), depth: depth + 1)
        return Sample.Member(key: key, comment: [], value: value, isSet: true)
    }

    /// Enough members for `minProperties`: optional ones, then others with names of their own.
    private mutating func filled(
        _ members: [Sample.Member],
        _ facts: Facts,
        _ depth: Int
    ) -> [Sample.Member] {
        var members = members
        let cursors = facts.nodes.map { graph.cursor(of: $0) }
        // Bound: at most 32, and at least 0, which the schema check ensures.
        let least = min(cursors.compactMap { $0["minProperties"]?.int }.max() ?? 0, 32)
        // Bound: the number of members, and at most 32.
        var missing = max(0, least - members.count(where: \.isSet))
        for index in members.indices where missing > 0 && !members[index].isSet {
            members[index].isSet = true
            missing -= 1
        }
        for name in names(missing, facts, cursors)
        where !members.contains(where: { $0.key == name }) {
            members.append(undeclared(name, facts, depth))
        }
        return members
    }

    /// Names for members that no property declares.
    private func names(_ count: Int, _ facts: Facts, _ cursors: [Cursor]) -> [String] {
        guard count > 0 else { return [] }
        let rules = cursors.compactMap { $0["propertyNames"] }
        var names = rules.flatMap { $0["enum"]?.elements.compactMap(\.string) ?? [] }
        names += rules.compactMap { $0["const"]?.string }
        // Bound: 1,000 at most, and not below 0, which the schema check ensures.
        let least = min(rules.compactMap { $0["minLength"]?.int }.max() ?? 0, 1_000)
        let patterns = rules.compactMap { $0["pattern"]?.string } + facts.patterns.map(\.pattern)
        for pattern in patterns {
            // Bound: at most 32.
            names += (0..<count).compactMap { number in
                PatternSample.text(matching: pattern, least: least + number)
            }
        }
        // Bound: at most 32.
        let isClosed = if case .closed = facts.additional { true } else { false }
        if !isClosed { names += (1...count).map { $0 == 1 ? "name" : "name\($0)" } }
        var seen: Set<String> = []
        return Array(names.filter { seen.insert($0).inserted }.prefix(count))
    }

    private func hasPlainDefault(_ member: Sample.Member) -> Bool {
        if case .value = member.value { return !member.comment.contains("Required.") }
        return true
    }

    private mutating func branchFacts(_ facts: Facts) -> Facts? {
        let branches = branches(facts)
        if branches.isEmpty { return nil }
        return reader.facts(of: Shape(branches.map { Shape.Part(node: $0) }))
    }

    /// One branch of each `anyOf` and `oneOf`.
    mutating func branches(_ facts: Facts) -> [SchemaNode] {
        facts.branches.filter { $0.condition == nil }.compactMap { choice(of: $0.schemas) }
    }

    private func comment(
        _ nodes: [SchemaNode],
        _ facts: Facts,
        isRequired: Bool,
        isSecret: Bool,
        hidesValues: Bool
    ) -> [String] {
        var lines: [String] = []
        for node in nodes {
            if let text = Analyser.text(graph.cursor(of: node)) {
                lines = SwiftText.commentLines(text, width: 90)
                break
            }
        }
        var notes: [String] = []
        if isSecret {
            notes.append("Secret: keep its value out of this file.")
        } else if !hidesValues, let constants = facts.constants, constants.count > 1,
            constants.count <= 12
        {
            notes.append(
                "One of " + constants.map(SettingDescriber.json).joined(separator: ", ") + "."
            )
        } else if facts.constants == nil {
            let unit = facts.nodes.lazy.compactMap { self.graph.cursor(of: $0)["x-unit"]?.string }
                .compactMap(QuantityUnit.init(named:)).first
            let phrases = BoundsInWords(facts, graph).phrases
            let bounds = phrases.map { unit?.counted($0) ?? $0 }.joined(separator: ", ")
            if let unit, phrases.isEmpty { notes.append("In \(unit.rawValue).") }
            if !bounds.isEmpty {
                notes.append(bounds.prefix(1).uppercased() + bounds.dropFirst() + ".")
            }
        }
        if isRequired { notes.append("Required.") }
        return lines + notes.flatMap { SwiftText.commentLines($0, width: 90) }
    }
}
