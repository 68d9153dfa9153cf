import ConfigDocument
import JSONSchema
import SchemaCompiler

/// The description of a setting on a reference page.
struct SettingDescription {
    /// The path of the setting: `server.tls.certificate`, `recipients[]`, `routes.<name>.port`.
    var path: String
    /// The type in words: `whole number`, `array of string`.
    var type = ""
    var text: String?
    var isRequired = false
    var defaultText: String?
    var values: [String] = []
    var bounds: [String] = []
    var examples: [String] = []
    var environment: String?
    var isSecret = false
    /// The replacement for a deprecated setting, or just "yes".
    var deprecation: String?
    /// The version of the schema that introduced it.
    var since: String?
    var note: String?
}

/// Describes every setting of a schema, in the order of the schema.
struct SettingDescriber {
    let graph: SchemaGraph
    let reader: FactsReader
    /// The prefix of environment variables, before the name of the configuration; nil omits the
    /// variables.
    var environmentPrefix: String?
    /// The name of the configuration.
    var config = ""
    /// The place of the version in documents, which no variable can set.
    private var versionPlace: [String]? {
        graph.cursor(of: graph.root)["x-config-version"]?.string.flatMap(
            DocumentPath.init(pointer:)
        )?
        .tokens
    }
    /// The settings of earlier versions, oldest first.
    var history: [(version: String, paths: Set<String>)] = []
    private(set) var settings: [SettingDescription] = []
    private var known: Set<String> = []
    private var open: [SchemaNode: String] = [:]
    /// The number of enclosing values that are secrets, which make this setting secret too.
    private var secretDepth = 0
    /// The paths of containers, by those of what they hold.
    private var containers: [String: String] = [:]
    private var rules: [(path: String, rule: RuleInWords)] = []
    private var knownRules: Set<String> = []

    private static let limit = 5_000
    private static let depthLimit = 24

    init(graph: SchemaGraph) {
        self.graph = graph
        reader = FactsReader(graph: graph)
    }

    mutating func describe() {
        members(of: Shape(graph.root), at: "", names: [], depth: 0)
        describeRules()
    }

    // MARK: Walking

    private mutating func members(of shape: Shape, at path: String, names: [String]?, depth: Int) {
        guard depth < Self.depthLimit else { return }
        let all = allFacts(of: shape)
        for node in all.flatMap(\.nodes) { noteRules(of: node, at: path) }
        for facts in all {
            for member in facts.members where !reader.isNever(member.parts) {
                let inner =
                    path.isEmpty ? Self.step(member.key) : path + "." + Self.step(member.key)
                guard !known.contains(inner) else { continue }
                let isRequired =
                    facts.required.contains(ExactText(member.key))
                    && facts.nodes == all.first?.nodes
                containers[inner] = path
                add(
                    Shape(member.parts),
                    at: inner,
                    names: names.map { $0 + [member.key] },
                    isRequired: isRequired,
                    depth: depth
                )
            }
        }
        for facts in all {
            guard case .schemas(let parts) = facts.additional else { continue }
            let inner = path.isEmpty ? "<name>" : path + ".<name>"
            guard !known.contains(inner) else { continue }
            containers[inner] = path
            add(Shape(parts), at: inner, names: nil, isRequired: false, depth: depth)
        }
        for facts in all {
            for part in facts.patterns.map(\.part) {
                let inner = path.isEmpty ? "<name>" : path + ".<name>"
                guard !known.contains(inner) else { continue }
                containers[inner] = path
                add(Shape([part]), at: inner, names: nil, isRequired: false, depth: depth)
            }
        }
        for facts in all where !facts.items.isEmpty {
            let inner = path + "[]"
            let content = allFacts(of: Shape(facts.items))
            guard content.contains(where: { !$0.members.isEmpty }),
                !known.contains(inner)
            else { continue }
            containers[inner] = path
            enter(Shape(facts.items), at: inner, names: nil, depth: depth)
        }
    }

    private mutating func add(
        _ shape: Shape,
        at path: String,
        names: [String]?,
        isRequired: Bool,
        depth: Int
    ) {
        guard settings.count < Self.limit else { return }
        known.insert(path)
        var setting = description(of: shape, at: path)
        setting.isRequired = isRequired
        let isContainer = allFacts(of: shape).contains { !$0.members.isEmpty }
        if setting.environment == nil, !takesNoVariable(shape), names != versionPlace, !isContainer,
            let names, let prefix = environmentPrefix
        {
            setting.environment = EnvironmentName.name(of: names, prefix: prefix, config: config)
        }
        setting.since = setting.since ?? since(path)
        let node = shape.parts.first.map { reader.canonical($0.node).node }
        if let node, let other = open[node] {
            setting.note = "Holds the same settings as \(CodeSpan.of(other))"
            settings.append(setting)
            return
        }
        settings.append(setting)
        enter(shape, at: path, names: names, depth: depth)
    }

    /// Enters a value, unless it contains itself.
    private mutating func enter(_ shape: Shape, at path: String, names: [String]?, depth: Int) {
        let node = shape.parts.first.map { reader.canonical($0.node).node }
        if let node {
            guard open[node] == nil else { return }
            open[node] = path
        }
        let isSecret = allFacts(of: shape).contains { $0.nodes.contains(where: graph.marksSecret) }
        if isSecret { secretDepth += 1 }
        defer { if isSecret { secretDepth -= 1 } }
        members(of: shape, at: path, names: names, depth: depth + 1)
        if let node { open[node] = nil }
    }

    // MARK: Rules across settings

    private mutating func noteRules(of node: SchemaNode, at path: String) {
        for element in graph.cursor(of: node)["settingRules"]?.elements ?? [] {
            let place = "\(graph.file(of: node)) \(element.index) \(path)"
            guard knownRules.insert(place).inserted, let rule = RuleInWords(element) else {
                continue
            }
            rules.append((path, rule))
        }
    }

    /// Adds each rule to the bounds of the settings that it is about.
    private mutating func describeRules() {
        for (path, var rule) in rules {
            let paths = rule.pointers.map { self.path(of: $0, from: path) }
            for (number, own) in paths.enumerated() {
                let other = paths.indices.contains(1 - number) ? paths[1 - number] : nil
                let setting = settings.first { $0.path == other }
                rule.hidesConstant = setting?.isSecret ?? true
                guard let own,
                    let phrase = rule.phrase(for: number, beside: CodeSpan.of(other ?? "")),
                    let index = settings.firstIndex(where: { $0.path == own })
                else { continue }
                let reason = rule.reason.map { " (\(MarkdownText.escaped(singleLine($0))))" }
                settings[index].bounds.append(phrase + (reason ?? ""))
            }
        }
    }

    /// The path that a pointer leads to from another one; nil where it leads out of the document.
    private func path(of pointer: RelativePointer, from path: String) -> String? {
        var path = path
        for _ in 0..<pointer.levels {
            guard let outer = containers[path] else { return nil }
            path = outer
        }
        for token in pointer.way.tokens {
            path = path.isEmpty ? Self.step(token) : path + "." + Self.step(token)
        }
        return path
    }

    /// The facts of a shape, followed by those of each branch.
    private func allFacts(of shape: Shape) -> [Facts] {
        var result: [Facts] = []
        var stack = [(shape, 0)]
        var seen: Set<Shape> = []
        while let (shape, depth) = stack.popLast() {
            guard seen.insert(shape).inserted, depth < 6 else { continue }
            let facts = reader.facts(of: shape)
            result.append(facts)
            for node in facts.branches.flatMap(\.schemas).reversed() {
                stack.append((Shape(node), depth + 1))
            }
        }
        return result
    }

    private func since(_ path: String) -> String? {
        guard history.count > 1 else { return nil }
        return history.first { $0.paths.contains(path) }?.version
    }

    private static func step(_ key: String) -> String {
        let isPlain =
            !key.isEmpty && !key.contains { $0 == "." || $0 == "[" || $0 == "<" || $0.isWhitespace }
        return isPlain ? key : JSONOutput.literal(key)
    }

    /// True if `x-env` is false.
    private func takesNoVariable(_ shape: Shape) -> Bool {
        nodes(of: shape).contains { graph.cursor(of: $0)["x-env"]?.bool == false }
    }

    // MARK: One setting

    private func description(of shape: Shape, at path: String) -> SettingDescription {
        var setting = SettingDescription(path: path)
        setting.isSecret = secretDepth > 0
        let facts = reader.facts(of: shape)
        setting.type = TypeInWords(reader: reader).words(for: shape)
        if let unit = unit(of: shape) { setting.type += ", in \(unit)" }
        for node in nodes(of: shape) {
            let cursor = graph.cursor(of: node)
            guard cursor.isObject else { continue }
            setting.text = setting.text ?? Analyser.text(cursor)
            if graph.marksSecret(node) { setting.isSecret = true }
            if cursor["x-reload"]?.string == "restart" {
                setting.note = "A change takes effect after a restart"
            }
            setting.environment = setting.environment ?? cursor["x-env"]?.string
            setting.since = setting.since ?? cursor["x-since"]?.string
            if setting.deprecation == nil {
                setting.deprecation =
                    cursor["deprecationMessage"]?.string
                    ?? (cursor["deprecated"]?.bool == true ? "yes" : nil)
            }
            if setting.defaultText == nil { setting.defaultText = cursor["default"].map(Self.json) }
            if setting.examples.isEmpty {
                setting.examples = cursor["examples"]?.elements.prefix(5).map(Self.json) ?? []
            }
        }
        // The values of a secret, or of a setting that contains secrets, must not be shown.
        if setting.isSecret || reader.holdsSecret(shape) {
            (setting.defaultText, setting.examples) = (nil, [])
        } else {
            setting.values = constants(of: shape)
        }
        if facts.constants == nil { setting.bounds = BoundsInWords(facts, graph).phrases }
        return setting
    }

    /// The unit that `x-unit` names, in words.
    private func unit(of shape: Shape) -> String? {
        nodes(of: shape).lazy.compactMap { graph.cursor(of: $0)["x-unit"]?.string }
            .compactMap { QuantityUnit(named: $0)?.rawValue }.first
    }

    /// All schemas that constrain the value itself.
    private func nodes(of shape: Shape) -> [SchemaNode] {
        var nodes: [SchemaNode] = []
        for part in shape.parts {
            let (target, passed, _) = reader.canonical(part.node)
            nodes += passed + [target]
        }
        return nodes + reader.facts(of: shape).nodes
    }

    /// The allowed constants of the setting, or of the elements of an array: those of all
    /// alternatives, without duplicates.
    private func constants(of shape: Shape, depth: Int = 0) -> [String] {
        guard depth < Self.arrayDepthLimit else { return [] }
        var values: [String] = []
        var seen: Set<String> = []
        for facts in allFacts(of: shape) {
            var found = facts.constants?.prefix(Self.valueLimit).map(Self.json) ?? []
            if facts.constants == nil {
                for parts in facts.positions + [facts.items] where !parts.isEmpty {
                    found += constants(of: Shape(parts), depth: depth + 1)
                }
            }
            for value in found where values.count < Self.valueLimit {
                if seen.insert(value).inserted { values.append(value) }
            }
        }
        return values
    }

    private static let valueLimit = 60
    private static let arrayDepthLimit = 4

    static func json(_ value: Cursor) -> String {
        let text = String(decoding: DocumentValue(value).encoded(as: .json), as: UTF8.self)
        let line = text.split(whereSeparator: \.isNewline).map { $0.drop { $0 == " " } }
            .joined(separator: " ")
        return line.count > 200 ? line.prefix(199) + "…" : line
    }
}

/// The type of a setting in plain words.
struct TypeInWords {
    let reader: FactsReader

    func words(for shape: Shape) -> String { words(for: shape, depth: 0) }

    private func words(for shape: Shape, depth: Int) -> String {
        guard depth < 4 else { return "value" }
        let facts = reader.facts(of: shape)
        if facts.constants != nil {
            return facts.constants?.count == 1 ? "constant" : "one of the values below"
        }
        if !facts.branches.isEmpty, facts.members.isEmpty {
            var names: [String] = []
            for node in facts.branches.flatMap(\.schemas) {
                let name = words(for: Shape(node), depth: depth + 1)
                if !names.contains(name) { names.append(name) }
            }
            let constants = ["constant", "one of the values below"]
            if facts.branches.flatMap(\.schemas).count > 1, names.allSatisfy(constants.contains) {
                return constants[1]
            }
            if (1...4).contains(names.count) { return names.joined(separator: ", or ") }
        }
        let kinds = facts.effectiveKinds
        if kinds == .all { return "any value" }
        var names: [String] = []
        if kinds.contains(.string) { names.append("string") }
        if kinds.contains(.fraction) {
            names.append("number")
        } else if kinds.contains(.integer) {
            names.append("whole number")
        }
        if kinds.contains(.boolean) { names.append("true or false") }
        if kinds.contains(.array) { names.append(array(facts, depth)) }
        if kinds.contains(.object) { names.append(object(facts, depth)) }
        if kinds.contains(.null) { names.append("null") }
        return names.isEmpty ? "no value" : names.joined(separator: ", or ")
    }

    private func array(_ facts: Facts, _ depth: Int) -> String {
        func words(_ parts: [Shape.Part]) -> String {
            self.words(for: Shape(parts), depth: depth + 1)
        }
        if facts.items.isEmpty, (1...4).contains(facts.positions.count) {
            return "array [" + facts.positions.map(words).joined(separator: ", ") + "]"
        }
        return facts.items.isEmpty ? "array" : "array of \(words(facts.items))"
    }

    /// An object whose members are settings, or a map whose keys are data.
    private func object(_ facts: Facts, _ depth: Int) -> String {
        guard facts.members.isEmpty else { return "object" }
        var values = facts.patterns.map { Shape([$0.part]) }
        if case .schemas(let parts) = facts.additional { values.append(Shape(parts)) }
        var names: [String] = []
        for value in values {
            let name = words(for: value, depth: depth + 1)
            if !names.contains(name) { names.append(name) }
        }
        return (1...2).contains(names.count) ? "map of \(names.joined(separator: ", or "))" : "map"
    }
}
