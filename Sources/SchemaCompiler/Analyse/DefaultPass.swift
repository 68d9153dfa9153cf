import ConfigDocument
import JSONSchema

/// A default as written in a schema.
struct DefaultSource {
    var value: Cursor
    /// The schemas that it must satisfy: those of its property, and the one that contains it.
    var nodes: [SchemaNode]
}

/// Converts defaults to Swift, and warns about those that cannot be used.
struct DefaultPass {
    private let sources: [Defaults.Place: DefaultSource]
    private let graph: SchemaGraph
    private let reader: FactsReader
    /// The schemas used to choose alternatives of unions, followed by those that defaults must
    /// satisfy.
    private let entryPoints: [SchemaNode]
    private let openStructures: Set<TypeID>
    private var types: [TypeDeclaration] = []
    private var warnings: [Finding] = []

    init(_ draft: TypeDraft, _ graph: SchemaGraph, _ reader: FactsReader) {
        (sources, self.graph, self.reader) = (draft.defaults, graph, reader)
        let nodes = Set(sources.flatMap(\.value.nodes)).subtracting(draft.entryPoints)
        entryPoints = draft.entryPoints + nodes
        openStructures = draft.openStructures
    }

    func applied(to types: [TypeDeclaration]) -> (types: [TypeDeclaration], warnings: [Finding]) {
        guard !sources.isEmpty else { return (types, []) }
        var pass = self
        pass.types = types
        pass.apply()
        return (pass.types, pass.warnings)
    }

    private mutating func apply() {
        // Errors in the program are reported when that of the schema is compiled.
        let program = try? ValidationProgram(
            compiling: graph,
            entryPoints: entryPoints,
            options: .configuration
        )
        let refused = program.map(refusedSources) ?? [:]
        report(refused, "is not valid for its own schema and is not used") { $0.defaultText = nil }
        let sources = sources.filter { refused[$0.key] == nil }
        var defaults = Defaults(types: types, sources: sources, openStructures: openStructures) {
            number,
            value in
            program?.accepts(value, entryPoint: number) ?? false
        }
        defaults.apply()
        types = defaults.types
        // Defaults of custom types, and long ones.
        let unused = sources.filter { defaults.isUnused($0.key) }
        report(unused, "is not applied; the property is nil") {
            $0.defaultText = $0.defaultText.map { $0 + " (not applied)" }
        }
    }

    /// The defaults that their own schemas refuse: a value written with such a default could not be
    /// read again. `null` becomes nil, which is not written.
    private func refusedSources(by program: ValidationProgram) -> [Defaults.Place: DefaultSource] {
        var numbers: [SchemaNode: Int] = [:]
        for (index, node) in entryPoints.enumerated() { numbers[node] = index + 1 }
        return sources.filter { _, source in
            !source.value.isNull
                && !source.nodes.allSatisfy { node in
                    program.accepts(source.value, entryPoint: numbers[node] ?? 0)
                }
        }
    }

    /// Warns about defaults, and adapts the documentation of their properties.
    private mutating func report(
        _ sources: [Defaults.Place: DefaultSource],
        _ fault: String,
        _ change: (inout Documentation) -> Void
    ) {
        for (id, list) in Dictionary(grouping: sources, by: \.key.type) {
            guard case .structure(var structure) = types[id].body else { continue }
            for (place, _) in list { change(&structure.properties[place.property].documentation) }
            types[id].body = .structure(structure)
        }
        // A schema that is merged with others is visited more than once.
        var known: Set<String> = []
        for source in sources.sorted(by: { $0.key < $1.key }).map(\.value) {
            let value = source.value
            let isSecret = reader.holdsSecret(Shape(source.nodes.map { Shape.Part(node: $0) }))
            guard known.insert("\(value.index) \(value.document.name)").inserted else { continue }
            var warning = Finding(
                message: (["the default", isSecret ? nil : value.inAWord, fault].compactMap { $0 })
                    .joined(separator: " "),
                file: value.document.name,
                position: value.position
            )
            warning.severity = .warning
            warnings.append(warning)
        }
    }
}

extension Cursor {
    /// A scalar as written in the document; nil for arrays and objects.
    fileprivate var inAWord: String? {
        string.map { quoted($0, limit: 60) } ?? lexeme ?? bool.map { "\($0)" }
    }
}
