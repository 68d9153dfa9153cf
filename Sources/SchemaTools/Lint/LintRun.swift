import ConfigDocument
import JSONSchema
import SchemaCompiler

/// The rules applied to one schema file.
struct LintRun {
    let graph: SchemaGraph
    let source: SchemaSource
    let reader: FactsReader
    /// The places that rules name; read for the first of these.
    private(set) lazy var places = SettingPlaces(graph)
    private var found: [(advice: Advice, offset: Int)] = []
    private var reported: Set<String> = []

    init(graph: SchemaGraph, source: SchemaSource) {
        self.graph = graph
        self.source = source
        reader = FactsReader(graph: graph)
    }

    /// The advice in the order of the text.
    var advice: [Advice] {
        found.enumerated().sorted {
            ($0.element.offset, $0.offset) < ($1.element.offset, $1.offset)
        }
        .map(\.element.advice)
    }

    mutating func report(
        _ rule: LintRule,
        _ message: String,
        at cursor: Cursor,
        severity: Finding.Severity = .warning,
        suggestion: String? = nil
    ) {
        var finding = Finding(
            message: message,
            suggestion: suggestion,
            file: cursor.document.name,
            position: cursor.position
        )
        finding.severity = severity
        let offset = cursor.sourceRange.lowerBound
        // A nested branch is checked once for each enclosing branch.
        let key = "\(offset) \(rule.rawValue) \(message) \(cursor.document.name)"
        guard reported.insert(key).inserted else { return }
        found.append((Advice(rule: rule, finding: finding), offset))
    }

    /// Adds findings from other checks as advice.
    mutating func advise(_ rule: LintRule, _ findings: [Finding]) {
        for var finding in findings {
            finding.severity = .warning
            found.append((Advice(rule: rule, finding: finding), finding.position?.offset ?? .max))
        }
    }

    mutating func readSchemas() {
        let root = graph.cursor(of: graph.root)
        if root.isObject, root["$schema"] == nil, !source.isPart {
            report(
                .missingDialect,
                "the schema has no $schema, and is read as \(Draft.draft2020.rawValue)",
                at: root,
                suggestion: "add \"$schema\": \"\(Draft.draft2020.metaSchema)\""
            )
        }
        let file = source.isPart ? graph.target(of: graph.root) : graph.root
        for node in graph.schemas(inDocument: (file ?? graph.root).document) {
            let cursor = graph.cursor(of: node)
            guard cursor.isObject else { continue }
            let schema = LintedSchema(graph: graph, reader: reader, node: node, cursor: cursor)
            schema.readKeywords(&self)
            // Keywords hidden by a `$ref` have no effect, so they need no advice.
            if schema.isHidden { continue }
            schema.readBounds(&self)
            schema.readConstants(&self)
            schema.readAlternatives(&self)
            schema.readObject(&self)
            schema.readTexts(&self)
            schema.readRules(&self)
        }
        readDefinitions()
    }

    // MARK: Definitions

    private mutating func readDefinitions() {
        let root = graph.cursor(of: graph.root)
        // A file that consists only of definitions exists to be referred to.
        let isLibrary = root.members.allSatisfy {
            Keyword.isAnnotation($0.key.text)
        }
        guard !isLibrary else { return }
        let used = usedDefinitions(of: root)
        for keyword in ["definitions", "$defs"] {
            for (name, definition) in root[keyword]?.members ?? [] {
                let isUsed = used.contains(definition.index)
                let isNamed =
                    definition["$anchor"] != nil || definition["$dynamicAnchor"] != nil
                    || definition["$id"] != nil || definition["id"]?.string != nil
                guard !isUsed, !isNamed else { continue }
                report(
                    .unusedDefinition,
                    "nothing refers to the definition \(quoted(name.text))",
                    at: name.cursor,
                    suggestion: "remove it, or refer to it by \"#/\(keyword)/\(name.text)\""
                )
            }
        }
    }

    /// The tape indexes of definitions that are referenced from outside of themselves.
    private func usedDefinitions(of root: Cursor) -> Set<Int> {
        let ranges = ["definitions", "$defs"].flatMap { keyword in
            root[keyword]?.members.map(\.value.subtree) ?? []
        }.sorted { $0.lowerBound < $1.lowerBound }
        func definition(around node: SchemaNode) -> Range<Int>? {
            guard node.document == graph.root.document else { return nil }
            var (low, high) = (0, ranges.count)
            while low < high {
                let middle = (low + high) / 2
                if ranges[middle].upperBound <= node.index {
                    low = middle + 1
                } else {
                    high = middle
                }
            }
            return low < ranges.count && ranges[low].contains(node.index) ? ranges[low] : nil
        }
        var used: Set<Int> = []
        for reference in graph.references {
            guard let range = definition(around: reference.target) else { continue }
            if definition(around: reference.from) != range { used.insert(range.lowerBound) }
        }
        return used
    }

    // MARK: Values

    /// Validates defaults and examples against the schemas that contain them.
    ///
    /// - Returns: errors that make the schema unusable, which only this check finds.
    mutating func checkValues() -> [Finding] {
        var values: [(rule: LintRule, node: SchemaNode, value: Cursor)] = []
        let file = source.isPart ? graph.target(of: graph.root) : graph.root
        for node in graph.schemas(inDocument: (file ?? graph.root).document) {
            let cursor = graph.cursor(of: node)
            if let value = cursor["default"] { values.append((.brokenDefault, node, value)) }
            for value in cursor["examples"]?.elements ?? [] {
                values.append((.brokenExample, node, value))
            }
        }
        do throws(SchemaError) {
            let program = try ValidationProgram(
                compiling: graph,
                entryPoints: values.map(\.node),
                options: .configuration
            )
            for (index, (rule, node, value)) in values.enumerated()
            where !program.accepts(value, entryPoint: index + 1) {
                let what = rule == .brokenDefault ? "the default" : "the example"
                let shown = reader.holdsSecret(Shape(node)) ? "that is not shown" : shown(value)
                report(rule, "\(what) \(shown) is not valid by its own schema", at: value)
            }
            return []
        } catch {
            return error.findings
        }
    }

    private func shown(_ value: Cursor) -> String {
        if value.isObject { return "object" }
        if value.isArray { return "array" }
        return value.string.map { quoted($0) } ?? value.lexeme ?? value.bool.map { "\($0)" }
            ?? "null"
    }
}
