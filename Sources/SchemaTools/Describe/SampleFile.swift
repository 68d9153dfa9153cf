package import ConfigDocument
import ECMARegex
package import JSONSchema
package import SchemaCompiler

/// A config file to start from: required settings have values, defaults are shown, and the other
/// settings are comments.
package struct SampleFile: Sendable {
    /// The options of generated code, which also decide how the schema is read.
    package var options = CompilerOptions()

    /// Creates a generator with the default options.
    package init() {}

    /// The text, with findings for settings without a valid value.
    package func text(
        for source: SchemaSource,
        among sources: [SchemaSource],
        as format: DocumentFormat
    ) throws(SchemaError) -> (text: String, findings: [Finding]) {
        let references = References(sources, options)
        do throws(SchemaError) {
            let graph = try references.registry(for: source).resolve(
                source.document,
                baseURI: source.uri
            )
            let program = try ValidationProgram(compiling: graph, options: .configuration)
            return text(source, graph, program, format)
        } catch {
            throw SchemaError(findings: references.located(error.findings))
        }
    }

    private func text(
        _ source: SchemaSource,
        _ graph: SchemaGraph,
        _ program: ValidationProgram,
        _ format: DocumentFormat
    ) -> (String, [Finding]) {
        var best: (text: String, findings: [Finding])?
        // Defaults may contradict each other or require more settings: then only required settings
        // are set.
        for showsDefaults in [true, false] {
            let (root, maker) = Self.sample(of: graph, showsDefaults: showsDefaults)
            let title = graph.cursor(of: graph.root)["title"]?.string ?? source.name
            let printer = SamplePrinter(title: title, file: source.shownPath)
            let name = "sample" + format.ending
            let text = printer.text(root, as: format)
            var findings = Self.findings(in: text, as: format, named: name, program)
            if maker.isCut, !findings.isEmpty {
                findings = [maker.cut(named: name, leaving: findings.count)]
            }
            if findings.isEmpty { return (text, []) }
            if best == nil || findings.count < best?.findings.count ?? .max {
                best = (text, findings)
            }
        }
        return best ?? ("", [])
    }

    /// A valid value with the members that are required or have defaults; nil if none is found.
    static func value(
        for graph: SchemaGraph,
        _ program: ValidationProgram,
        named name: String
    ) -> DocumentValue? {
        for showsDefaults in [true, false] {
            let value = sample(of: graph, showsDefaults: showsDefaults).sample.set
            let text = String(decoding: value.encoded(as: .json), as: UTF8.self)
            if findings(in: text, as: .json, named: name, program).isEmpty { return value }
        }
        return nil
    }

    /// A sample that follows conditions. They are compiled once they were met, and others may be
    /// met after that.
    private static func sample(
        of graph: SchemaGraph,
        showsDefaults: Bool
    ) -> (sample: Sample, maker: SampleMaker) {
        var conditions = SampleConditions()
        while true {
            var maker = SampleMaker(graph: graph, conditions)
            maker.showsDefaults = showsDefaults
            let sample = maker.sample(of: Shape(graph.root), depth: 0)
            let isComplete = maker.unknownConditions.isEmpty || conditions.rounds == 4
            if isComplete { return (sample, maker) }
            conditions.add(maker.unknownConditions, of: graph)
        }
    }

    private static func findings(
        in text: String,
        as format: DocumentFormat,
        named name: String,
        _ program: ValidationProgram
    ) -> [Finding] {
        do throws(DocumentError) {
            let document = try Document(parsing: text, as: format, named: name)
            return program.accepts(document) ? [] : program.findings(in: document)
        } catch {
            return [Finding(error)]
        }
    }
}

/// A value of a sample, with comments.
indirect enum Sample {
    case value(DocumentValue)
    case list([Sample])
    case members([Member])

    package struct Member {
        var key: String
        var comment: [String]
        var value: Sample
        /// True if it is set in the file, rather than a comment.
        var isSet: Bool
    }

    /// The value without the members that are only comments.
    var set: DocumentValue {
        switch self {
        case .value(let value): return value
        case .list(let elements): return .array(elements.map(\.set))
        case .members(let members):
            var object = DocumentObject()
            for member in members where member.isSet { object[member.key] = member.value.set }
            return .object(object)
        }
    }
}

/// Generates values that schemas allow. For secrets, it never uses defaults, constants or examples.
struct SampleMaker {
    let graph: SchemaGraph
    private let reader: FactsReader
    private let conditions: SampleConditions
    /// The conditions that were met and are not compiled.
    private(set) var unknownConditions: Set<SchemaNode> = []
    var showsDefaults = true
    private var open: Set<SchemaNode> = []
    private var count = 0
    /// True if objects were left empty because the sample reached its maximum number of settings.
    private(set) var isCut = false
    /// The number of enclosing values that are secrets.
    private var secretDepth = 0

    private static let limit = 2_000
    private static let depthLimit = 16

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

    private func nodes(of shape: Shape, _ facts: Facts) -> [SchemaNode] {
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

    // MARK: Objects

    /// - Parameter defaults: the default of the whole object, whose members are shown one by one.
    private mutating func object(_ shape: Shape, _ defaults: Cursor?, _ depth: Int) -> Sample {
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
            let parts = more.schemas.filter { schema in !shape.parts.contains { $0.node == schema }
            }
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
        for member in facts.members + (branch?.members ?? [])
        where !reader.isNever(member.parts) && !members.contains(where: { $0.key == member.key }) {
            let isRequired = required.contains(ExactText(member.key))
            if let member = self.member(
                member.key,
                Shape(member.parts),
                isRequired: isRequired,
                defaults?[member.key],
                depth
            ) {
                members.append(member)
            }
        }
        let others = required.sorted { $0.text.utf8.lexicographicallyPrecedes($1.text.utf8) }
        for name in others where !members.contains(where: { $0.key == name.text }) {
            members.append(undeclared(name.text, facts, depth))
        }
        for (key, value) in defaults?.members ?? []
        where !members.contains(where: { $0.key == key.text }) {
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
        for index in members.indices where members.count(where: \.isSet) < least {
            members[index].isSet = true
        }
        let missing = max(0, least - members.count(where: \.isSet))
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

    private func branchFacts(_ facts: Facts) -> Facts? {
        firstBranch(facts).map { reader.facts(of: Shape($0)) }
    }

    private func firstBranch(_ facts: Facts) -> SchemaNode? {
        facts.branches.first { $0.condition == nil }?.schemas.first
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
            let bounds = BoundsInWords(facts, graph).phrases.joined(separator: ", ")
            if !bounds.isEmpty {
                notes.append(bounds.prefix(1).uppercased() + bounds.dropFirst() + ".")
            }
        }
        if isRequired { notes.append("Required.") }
        return lines + notes.flatMap { SwiftText.commentLines($0, width: 90) }
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
        var text = ""
        if least > 0 { text = String(repeating: "x", count: least) } else if most >= 5 { text = "" }
        return text
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

/// A string that matches a simple pattern, found by trial and error.
enum PatternSample {
    private static let candidates = [
        "", "a", "A", "0", "1", "abc", "name", "example", "Example", "EXAMPLE", "1.0", "1.0.0",
        "v1.0.0", "1.2.3.4", "#ffffff", "0x0", "/", "/path", "./path", "https://example.org/",
        "example.org", "a/b", "a:b", "a.b", "a-b", "a_b", "@a/b", "10s", "1m", "1h", "10MB", "100%",
        "2030-01-31", "12:00", "en", "en-US", "*", "latest", "stable", "${name}", "$name",
        "00000000", "00000000-0000-0000-0000-000000000000",
    ]

    /// A usual text, if one matches, or one made for the pattern.
    static func text(matching pattern: String, least: Int = 0, most: Int = .max) -> String? {
        guard let compiled = try? Pattern(pattern, leniency: .annexB) else { return nil }
        let usual = candidates.first { candidate in
            let length = candidate.unicodeScalars.count
            return length >= least && length <= most
                && (try? compiled.matches(candidate)) == true
        }
        return usual ?? Pattern.matchingText(pattern, least: least, most: most)
    }
}

/// The conditions of a schema as a program, which decides whether they hold for a part of a sample.
struct SampleConditions {
    private var nodes: [SchemaNode: Int] = [:]
    private var program: ValidationProgram?
    /// How often it was compiled.
    private(set) var rounds = 0

    mutating func add(_ more: Set<SchemaNode>, of graph: SchemaGraph) {
        rounds += 1
        let all = Array(Set(nodes.keys).union(more))
        nodes = [:]
        for (index, node) in all.enumerated() { nodes[node] = index + 1 }
        program = try? ValidationProgram(
            compiling: graph,
            entryPoints: all,
            options: .configuration
        )
    }

    /// Nil if the condition is not known.
    func hold(_ condition: SchemaNode, for value: DocumentValue) -> Bool? {
        guard let number = nodes[condition], let program else { return nil }
        let text = String(decoding: value.encoded(as: .json), as: UTF8.self)
        guard let document = try? Document(parsing: text, as: .json, named: "sample.json") else {
            return nil
        }
        return program.accepts(document.root, entryPoint: number)
    }
}
