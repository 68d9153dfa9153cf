import ConfigDocument
import JSONSchema

/// A default as a schema writes it.
struct DefaultSource {
    var value: Cursor
    /// The schemas that it has to fit: those of its property, and the one that says it.
    var nodes: [SchemaNode]
}

extension Analyser {
    /// Writes defaults in Swift, and warns of those that cannot be used.
    mutating func applyDefaults() {
        let program = defaultSources.isEmpty ? nil : programOfDefaults()
        if let program { dropRefusedDefaults(program) }
        var defaults = Defaults(types: model.types, sources: defaultSources) { number, value in
            program?.accepts(value, entryPoint: number) ?? false
        }
        defaults.apply()
        model.types = defaults.types
        reportUnused(defaultSources.filter { defaults.isUnused($0.key) })
    }

    /// Its entry points are what unions ask for, as in the program of the schema, then what defaults
    /// have to fit. What makes it impossible is reported where that program is made.
    private mutating func programOfDefaults() -> ValidationProgram? {
        let nodes = Set(defaultSources.flatMap(\.value.nodes)).subtracting(model.entryPoints)
        let all = model.entryPoints + nodes
        for (index, node) in all.enumerated() { defaultEntryPoints[node] = index + 1 }
        return try? ValidationProgram(compiling: graph, entryPoints: all, options: .configuration)
    }

    /// Takes away the defaults that their own schemas refuse, with a warning for each: a value that is
    /// written with one of them could not be read again. `null` becomes nil, which is not written.
    private mutating func dropRefusedDefaults(_ program: ValidationProgram) {
        let refused = defaultSources.filter { _, source in
            !source.value.isNull
                && !source.nodes.allSatisfy { node in
                    program.accepts(source.value, entryPoint: defaultEntryPoints[node] ?? 0)
                }
        }
        for place in refused.keys { defaultSources[place] = nil }
        report(refused, "is not valid by its own schema, and is not used") { $0.defaultText = nil }
    }

    /// Defaults that are valid, and have no form in Swift: those of types of the application's own,
    /// and long ones.
    private mutating func reportUnused(_ sources: [Defaults.Place: DefaultSource]) {
        report(sources, "cannot be written in Swift, and is not applied: the property is nil") {
            $0.defaultText = $0.defaultText.map { $0 + " (not applied)" }
        }
    }

    /// Warns of defaults, and changes how their properties are documented.
    private mutating func report(
        _ sources: [Defaults.Place: DefaultSource],
        _ fault: String,
        _ change: (inout Documentation) -> Void
    ) {
        for (id, list) in Dictionary(grouping: sources, by: \.key.type) {
            guard case .structure(var structure) = model.types[id].body else { continue }
            for (place, _) in list { change(&structure.properties[place.property].documentation) }
            model.types[id].body = .structure(structure)
        }
        // A schema that is merged with others is looked at more than once.
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
            model.warnings.append(warning)
        }
    }
}

extension Cursor {
    /// A scalar as the document writes it; nil for arrays and objects.
    fileprivate var inAWord: String? {
        string.map { quoted($0, limit: 60) } ?? lexeme ?? bool.map { "\($0)" }
    }
}
