package import ConfigDocument
package import JSONSchema

/// Generates random documents that a schema allows, for testing migrations and comparisons of
/// schemas. Equal seeds give equal documents.
package struct SampleGenerator {
    private let graph: SchemaGraph
    private let program: ValidationProgram
    private var random: SampleRandom
    /// True if documents have every optional member, down to a few levels.
    package var isFull = false
    private static let attemptLimit = 40
    private static let depthLimit = 12

    package init(_ graph: SchemaGraph, seed: UInt64) throws(SchemaError) {
        self.graph = graph
        program = try ValidationProgram(compiling: graph, options: .configuration)
        random = SampleRandom(seed: seed)
    }

    /// A valid document; nil if none was found, for example because a pattern is too hard to
    /// satisfy.
    package mutating func document(named name: String = "sample") -> Document? {
        for _ in 0..<Self.attemptLimit {
            guard let value = value(of: graph.root, depth: 0),
                let document = try? Document(
                    parsing: value.encoded(as: .json),
                    as: .json,
                    named: name
                ),
                program.accepts(document)
            else { continue }
            return document
        }
        return nil
    }

    private mutating func value(of node: SchemaNode, depth: Int) -> DocumentValue? {
        guard depth < Self.depthLimit else { return nil }
        let cursor = graph.cursor(of: node)
        if let isAny = cursor.bool { return isAny ? scalar() : nil }
        if let constant = cursor["const"] { return DocumentValue(constant) }
        if let values = cursor["enum"]?.elements, !values.isEmpty {
            return values.randomElement(using: &random).map { DocumentValue($0) }
        }
        var result: DocumentValue?
        if let target = graph.target(of: node) {
            result = value(of: target, depth: depth + 1)
            if graph.dialect(of: node).draft.referenceHidesSiblings { return result }
        }
        for keyword in ["anyOf", "oneOf"] {
            guard let branch = cursor[keyword]?.elements.randomElement(using: &random) else {
                continue
            }
            result = merged(result, value(of: graph.node(at: branch, in: node), depth: depth + 1))
        }
        for part in cursor["allOf"]?.elements ?? [] {
            result = merged(result, value(of: graph.node(at: part, in: node), depth: depth + 1))
        }
        guard let own = ownValue(cursor, node, isFree: result == nil, depth: depth) else {
            return result
        }
        return merged(result, own)
    }

    /// A value for the keywords of the schema itself; nil if they require nothing.
    private mutating func ownValue(
        _ cursor: Cursor,
        _ node: SchemaNode,
        isFree: Bool,
        depth: Int
    ) -> DocumentValue? {
        if let known = cursor["default"] ?? cursor["examples"]?.elements.first, isFree,
            random.chance(20)
        {
            return DocumentValue(known)
        }
        switch kind(of: cursor, isFree: isFree) {
        case "null": return .null
        case "boolean": return .bool(random.chance(50))
        case "integer": return number(cursor, isWhole: true)
        case "number": return number(cursor, isWhole: random.chance(60))
        case "string": return SampleText.text(cursor, &random).map(DocumentValue.string)
        case "array": return array(cursor, node, depth: depth)
        case "object": return object(cursor, node, depth: depth)
        default: return isFree ? scalar() : nil
        }
    }

    private mutating func kind(of cursor: Cursor, isFree: Bool) -> String? {
        if let type = cursor["type"] {
            return type.string ?? type.elements.compactMap(\.string).randomElement(using: &random)
        }
        for (keyword, kind) in [
            ("properties", "object"), ("additionalProperties", "object"), ("required", "object"),
            ("items", "array"), ("prefixItems", "array"), ("pattern", "string"),
            ("minLength", "string"), ("format", "string"), ("minimum", "number"),
            ("maximum", "number"), ("exclusiveMinimum", "number"),
        ] where cursor[keyword] != nil { return kind }
        return nil
    }

    private mutating func scalar() -> DocumentValue {
        [true, 7, 2.5, "text"].randomElement(using: &random) ?? true
    }

    private func merged(_ left: DocumentValue?, _ right: DocumentValue?) -> DocumentValue? {
        guard let left, let right else { return left ?? right }
        guard var object = left.object, let other = right.object else { return right }
        for member in other.members where object[member.key] == nil || member.value.object == nil {
            object[member.key] = member.value
        }
        return .object(object)
    }

    // MARK: Numbers and containers

    private mutating func number(_ cursor: Cursor, isWhole: Bool) -> DocumentValue {
        var low = cursor["minimum"]?.double ?? cursor["exclusiveMinimum"]?.double.map { $0 + 0.5 }
        var high = cursor["maximum"]?.double ?? cursor["exclusiveMaximum"]?.double.map { $0 - 0.5 }
        if low == nil { low = (high ?? 100) - 100 }
        if high == nil { high = (low ?? 0) + 100 }
        // The width of a range must be finite, so its ends must be too.
        let (from, to) = (Self.sampled(low ?? 0), Self.sampled(max(low ?? 0, high ?? 0)))
        if let step = cursor["multipleOf"]?.double, step > 0 {
            let value = (from / step).rounded(.up) * step
            return Int(exactly: value).map(DocumentValue.int) ?? .double(Self.sampled(value))
        }
        let (first, last) = (from.rounded(.up), to.rounded(.down))
        if isWhole, first <= last, abs(first) < 1e15, abs(last) < 1e15 {
            let choices = [first, last, Double.random(in: first...last, using: &random).rounded()]
            return .int(Int(choices.randomElement(using: &random) ?? first))
        }
        return .double((Double.random(in: from...to, using: &random) * 4).rounded() / 4)
    }

    private static func sampled(_ bound: Double) -> Double {
        bound.isNaN ? 0 : min(max(bound, -1e300), 1e300)
    }

    /// The maximum number of elements or members; a sample that needs more is discarded as invalid.
    private static let mostInside = 1_000

    private mutating func array(_ cursor: Cursor, _ node: SchemaNode, depth: Int) -> DocumentValue?
    {
        let least = min(max(cursor["minItems"]?.int ?? 0, 0), Self.mostInside)
        let most = min(cursor["maxItems"]?.int ?? least + 3, least + 3)
        var positions = cursor["prefixItems"]?.elements ?? []
        if let items = cursor["items"], items.isArray { positions = items.elements }
        let rest = cursor["items"].flatMap { $0.isObject ? $0 : nil }
        let isClosed = cursor["items"]?.bool == false || cursor["additionalItems"]?.bool == false
        let count =
            isClosed
            ? max(least, min(positions.count, most))
            : Int.random(in: least...max(least, most), using: &random)
        var elements: [DocumentValue] = []
        for index in 0..<count {
            let schema = index < positions.count ? positions[index] : rest
            let element =
                schema.map { value(of: graph.node(at: $0, in: node), depth: depth + 1) } ?? scalar()
            guard let element else { return nil }
            if cursor["uniqueItems"]?.bool == true, elements.contains(element) { continue }
            elements.append(element)
        }
        return .array(elements)
    }

    private mutating func object(_ cursor: Cursor, _ node: SchemaNode, depth: Int) -> DocumentValue?
    {
        var object = DocumentObject()
        let required = Set((cursor["required"]?.elements ?? []).compactMap(\.string))
        for (key, schema) in cursor["properties"]?.members ?? [] {
            let isNeeded = required.contains(key.text)
            guard isNeeded || isPresent(depth) else { continue }
            guard let value = value(of: graph.node(at: schema, in: node), depth: depth + 1) else {
                if isNeeded { return nil }
                continue
            }
            object[key.text] = value
        }
        for key in required where object[key] == nil { object[key] = scalar() }
        let additional = cursor["additionalProperties"]
        if additional?.bool != false, additional != nil || cursor["minProperties"] != nil {
            let names = cursor["propertyNames"].map { graph.node(at: $0, in: node) }
            let count = max(
                min(cursor["minProperties"]?.int ?? 0, Self.mostInside),
                Int.random(in: 0...2, using: &random)
            )
            for number in 0..<count {
                var name = "other\(number)"
                if let names, let known = self.name(of: names) { name = known }
                let schema = additional.flatMap { $0.isObject ? $0 : nil }
                let member =
                    schema.map { value(of: graph.node(at: $0, in: node), depth: depth + 1) }
                    ?? scalar()
                if let member, object[name] == nil { object[name] = member }
            }
        }
        return .object(object)
    }

    private mutating func isPresent(_ depth: Int) -> Bool {
        isFull && depth < 4 || random.chance(depth > 5 ? 15 : 50)
    }

    private mutating func name(of node: SchemaNode) -> String? {
        let cursor = graph.cursor(of: node)
        if let target = graph.target(of: node) { return name(of: target) }
        if let values = cursor["enum"]?.elements {
            return values.compactMap(\.string).randomElement(using: &random)
        }
        return SampleText.text(cursor, &random)
    }
}

/// Random numbers that a seed determines (SplitMix64).
struct SampleRandom: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }

    mutating func chance(_ percent: Int) -> Bool { Int(next() % 100) < percent }
}
