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
    /// Which of several branches and constants is taken: the first one, or in later attempts others.
    var attempt = 0
    /// True if another attempt would take others.
    var hasChoices = false
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
        let taken = Set(shape.parts.map(\.node))
        let branches = branches(facts).filter { !taken.contains($0) }
        if facts.members.isEmpty, !branches.isEmpty, depth < 16 {
            return sample(
                of: Shape(
                    shape.parts.map { part in
                        var part = part
                        part.withoutBranches = true
                        return part
                    } + branches.map { Shape.Part(node: $0) }
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
    private mutating func shown(_ nodes: [SchemaNode], _ facts: Facts) -> Cursor? {
        let cursors = nodes.map { graph.cursor(of: $0) }
        return cursors.compactMap { $0["default"] }.first { isUsable($0, facts) }
            ?? choice(of: facts.constants ?? [])
            ?? cursors.compactMap { $0["examples"]?.elements.first }.first { isUsable($0, facts) }
    }

    mutating func choice<Element>(of elements: [Element]) -> Element? {
        if elements.count > 1 { hasChoices = true }
        return attempt < elements.count ? elements[attempt] : elements.last
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
        if kinds.contains(.string) { return .value(.string(text(cursors))) }
        if kinds.contains(.integer) || kinds.contains(.fraction) {
            let number = NumberSample(cursors, allowsFractions: kinds.contains(.fraction)).value
            return .value(Int(exactly: number).map { .int($0) } ?? .double(number))
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
        let isSet = cursors.contains { $0["uniqueItems"]?.bool == true }
        var elements = facts.positions.prefix(max(least, facts.minItems)).map {
            sample(of: Shape($0), depth: depth + 1)
        }
        func add(_ element: Sample, _ parts: [Shape.Part]) {
            elements.append(isSet ? distinct(element, from: elements, Shape(parts)) : element)
        }
        for (node, count) in contained(facts) {
            let parts = facts.items + [Shape.Part(node: node)]
            for _ in 0..<count { add(sample(of: Shape(parts), depth: depth + 1), parts) }
        }
        while elements.count < least {
            guard !facts.items.isEmpty else {
                elements.append(.value(.string("item \(elements.count + 1)")))
                continue
            }
            add(sample(of: Shape(facts.items), depth: depth + 1), facts.items)
        }
        return .list(elements)
    }

    /// The schemas of `contains`, and how many elements must match each.
    private func contained(_ facts: Facts) -> [(node: SchemaNode, count: Int)] {
        facts.nodes.compactMap { node in
            let cursor = graph.cursor(of: node)
            guard let schema = cursor["contains"] else { return nil }
            // Bound: from 0 to 32.
            let count = max(0, min(cursor["minContains"]?.int ?? 1, 32))
            return (graph.node(at: schema, in: node), count)
        }
    }

    /// The element, or one like it that is not among the others.
    private func distinct(_ element: Sample, from others: [Sample], _ shape: Shape) -> Sample {
        let taken = others.map(\.set)
        guard taken.contains(element.set) else { return element }
        let constants = reader.facts(of: shape).constants ?? []
        let values = constants.map { Sample.value(DocumentValue($0)) }
        // Bound: at most 64 elements.
        let varied = (1...taken.count).map { element.varied(by: $0) }
        return (values + varied).first { !taken.contains($0.set) } ?? element
    }

    private func text(_ cursors: [Cursor]) -> String {
        // Bound: 1000 at most, and not below 0; the other one is compared alone.
        let least = min(cursors.compactMap { $0["minLength"]?.int }.max() ?? 0, 1_000)
        let pattern = cursors.compactMap { $0["pattern"]?.string }.first
        // Bound: compared alone.
        let most = cursors.compactMap { $0["maxLength"]?.int }.min() ?? .max
        if let format = cursors.compactMap({ $0["format"]?.string }).first,
            let samples = Self.byFormat[format]
        {
            let fitting = samples.first { (least...max(least, most)).contains($0.utf8.count) }
            return fitting ?? samples[0]
        }
        if let pattern,
            let match = PatternSample.text(matching: pattern, least: least, most: most)
        {
            return match
        }
        return String(repeating: "x", count: least)
    }

    /// The last ones are as short as possible.
    private static let byFormat: [String: [String]] = [
        "date-time": ["2030-01-31T12:00:00Z"], "date": ["2030-01-31"], "time": ["12:00:00Z"],
        "duration": ["PT1H"], "email": ["someone@example.org", "a@b.org"],
        "idn-email": ["someone@example.org", "a@b.org"],
        "hostname": ["host.example.org", "b.org", "b"],
        "idn-hostname": ["host.example.org", "b.org", "b"],
        "ipv4": ["192.0.2.1"], "ipv6": ["2001:db8::1", "::1"],
        "uri": ["https://example.org/", "urn:a", "a:b"],
        "uri-reference": ["https://example.org/", "/a", "a"],
        "iri": ["https://example.org/", "urn:a", "a:b"],
        "iri-reference": ["https://example.org/", "/a", "a"],
        "uri-template": ["https://example.org/{id}", "/{id}", "a"],
        "uuid": ["123e4567-e89b-42d3-a456-426614174000"], "json-pointer": ["/name", "/a"],
        "relative-json-pointer": ["0"], "regex": [".*", "a"],
    ]
}
