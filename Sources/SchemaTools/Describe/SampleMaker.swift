import ConfigDocument
import ECMARegex
import JSONSchema
import SchemaCompiler
import SchemaValidation

/// Generates values that schemas allow. For secrets, it never uses defaults, constants or examples.
struct SampleMaker {
    let graph: SchemaGraph
    let reader: FactsReader
    let conditions: SampleConditions
    /// The conditions that were met and are not compiled.
    var unknownConditions: Set<SchemaNode> = []
    var showsDefaults = true
    /// The schemas of the enclosing objects.
    var open: Set<SchemaNode> = []
    var count = 0
    /// True if objects were left empty because the sample reached its maximum number of settings.
    var isCut = false
    /// The number of enclosing values that are secrets.
    var secretDepth = 0

    static let limit = 2_000
    static let depthLimit = 16

    init(graph: SchemaGraph, _ conditions: SampleConditions) {
        (self.graph, self.conditions) = (graph, conditions)
        reader = FactsReader(graph: graph)
    }

    /// One finding for all values that are missing because the sample was cut.
    func cut(named name: String, leaving count: Int) -> Finding {
        Finding(
            message: "the sample ends after \(Self.limit) settings, and is not valid at "
                + "\(count == 1 ? "a place" : "\(count) places or more")",
            suggestion: "complete it by hand; schemac docs lists every setting",
            file: name
        )
    }

    mutating func sample(of shape: Shape, depth: Int) -> Sample {
        let facts = reader.facts(of: shape)
        let nodes = nodes(of: shape, facts)
        count += 1
        let isHidden = secretDepth > 0 || reader.holdsSecret(shape)
        if nodes.contains(where: graph.marksSecret) { secretDepth += 1 }
        defer { if nodes.contains(where: graph.marksSecret) { secretDepth -= 1 } }
        if !isHidden, let value = shown(nodes, facts) {
            return .value(DocumentValue(value))
        }
        let kinds = facts.effectiveKinds
        if facts.members.isEmpty, let branch = firstBranch(facts), depth < 16 {
            return sample(
                of: Shape(
                    shape.parts.map { part in
                        var part = part
                        part.withoutBranches = true
                        return part
                    } + [Shape.Part(node: branch)]
                ),
                depth: depth + 1
            )
        }
        if kinds.contains(.object), facts.hasType ? true : !facts.members.isEmpty || kinds == .all {
            if kinds != .all || !facts.members.isEmpty || depth == 0 {
                let defaults = nodes.compactMap { graph.cursor(of: $0)["default"] }
                    .first(where: \.isObject)
                return object(shape, isHidden || !showsDefaults ? nil : defaults, depth)
            }
        }
        return scalar(kinds, facts, depth)
    }

    /// A value from the schemas themselves.
    private func shown(_ nodes: [SchemaNode], _ facts: Facts) -> Cursor? {
        let cursors = nodes.map { graph.cursor(of: $0) }
        return cursors.compactMap { $0["default"] }.first { isUsable($0, facts) }
            ?? facts.constants?.first
            ?? cursors.compactMap { $0["examples"]?.elements.first }.first { isUsable($0, facts) }
    }

    func nodes(of shape: Shape, _ facts: Facts) -> [SchemaNode] {
        var nodes: [SchemaNode] = []
        for part in shape.parts {
            let (target, passed, _) = reader.canonical(part.node)
            nodes += passed + [target]
        }
        return nodes + facts.nodes
    }

    /// A default of a kind that the type does not allow cannot be used.
    private func isUsable(_ value: Cursor, _ facts: Facts) -> Bool {
        let isWhole = value.wholeNumber != nil
        let kind = isWhole ? KindSet.number : KindSet(of: value)
        guard !facts.kinds.isDisjoint(with: kind) else { return false }
        // Objects are shown member by member, with their comments.
        return !(value.isObject && !facts.members.isEmpty)
    }

    // MARK: Scalars and arrays

    private mutating func scalar(_ kinds: KindSet, _ facts: Facts, _ depth: Int) -> Sample {
        let cursors = facts.nodes.map { graph.cursor(of: $0) }
        func number(_ keyword: String) -> Double? {
            // Bound: a double.
            cursors.compactMap { $0[keyword]?.double }.first
        }
        if kinds.contains(.string) { return .value(.string(text(cursors))) }
        if kinds.contains(.integer) || kinds.contains(.fraction) {
            var value =
                number("minimum") ?? number("exclusiveMinimum").map { $0 + 1 }
                ?? min(0, number("maximum") ?? 0)
            if let most = number("exclusiveMaximum"), value >= most {
                value = kinds.contains(.fraction) ? most - 0.5 : most - 1
            }
            if let factor = number("multipleOf"), factor > 0, (value / factor).magnitude < 1e15 {
                value = (value / factor).rounded(.up) * factor
            }
            if !kinds.contains(.fraction), value != value.rounded() { value = value.rounded(.up) }
            // Bound: below 1e15.
            let isWhole = value == value.rounded() && abs(value) < 1e15
            return .value(isWhole ? .int(Int(value)) : .double(value))
        }
        if kinds.contains(.boolean) { return .value(.bool(false)) }
        if kinds.contains(.array) { return list(facts, cursors, depth) }
        if kinds.contains(.object) { return .members([]) }
        return .value(.null)
    }

    private mutating func list(_ facts: Facts, _ cursors: [Cursor], _ depth: Int) -> Sample {
        guard depth < Self.depthLimit, count < Self.limit else { return .list([]) }
        // Bound: at most 32, and at least 0, which the schema check ensures.
        let least = min(cursors.compactMap { $0["minItems"]?.int }.max() ?? 0, 32)
        var elements = facts.positions.prefix(max(least, facts.minItems)).map {
            sample(of: Shape($0), depth: depth + 1)
        }
        while elements.count < least {
            guard !facts.items.isEmpty else {
                elements.append(.value(.string("item \(elements.count + 1)")))
                continue
            }
            elements.append(sample(of: Shape(facts.items), depth: depth + 1))
        }
        return .list(elements)
    }

    private func text(_ cursors: [Cursor]) -> String {
        let format = cursors.compactMap { $0["format"]?.string }.first
        if let format, let sample = Self.byFormat[format] { return sample }
        // Bound: 1000 at most, and not below 0; the other one is compared alone.
        let least = min(cursors.compactMap { $0["minLength"]?.int }.max() ?? 0, 1_000)
        let pattern = cursors.compactMap { $0["pattern"]?.string }.first
        // Bound: compared alone.
        let most = cursors.compactMap { $0["maxLength"]?.int }.min() ?? .max
        if let pattern,
            let match = PatternSample.text(matching: pattern, least: least, most: most)
        {
            return match
        }
        return String(repeating: "x", count: least)
    }

    private static let byFormat = [
        "date-time": "2030-01-31T12:00:00Z", "date": "2030-01-31", "time": "12:00:00Z",
        "duration": "PT1H", "email": "someone@example.org", "idn-email": "someone@example.org",
        "hostname": "host.example.org", "idn-hostname": "host.example.org", "ipv4": "192.0.2.1",
        "ipv6": "2001:db8::1", "uri": "https://example.org/",
        "uri-reference": "https://example.org/",
        "iri": "https://example.org/", "iri-reference": "https://example.org/",
        "uri-template": "https://example.org/{id}", "uuid": "123e4567-e89b-42d3-a456-426614174000",
        "json-pointer": "/name", "relative-json-pointer": "0", "regex": ".*",
    ]
}
