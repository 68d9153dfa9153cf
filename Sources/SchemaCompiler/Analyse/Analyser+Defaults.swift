import ConfigDocument
import JSONSchema

/// A default as a schema writes it.
struct DefaultSource {
    var value: Cursor
    /// The schemas that it has to fit: those of its property, and the one that says it.
    var nodes: [SchemaNode]
}

extension Analyser {
    /// Takes away the defaults that their own schemas refuse, with a warning for each: a value that is
    /// written with one of them could not be read again. `null` becomes nil, which is not written.
    mutating func dropRefusedDefaults() {
        let sources = defaultSources.filter { !$0.value.value.isNull }
            .sorted { ($0.key.type, $0.key.property) < ($1.key.type, $1.key.property) }
        let nodes = Set(sources.flatMap(\.value.nodes)).map { $0 }
        // What makes the program impossible is reported where the program of the schema is made.
        guard !nodes.isEmpty,
            let program = try? ValidationProgram(
                compiling: graph,
                entryPoints: nodes,
                options: .configuration
            )
        else { return }
        let numbers = Dictionary(
            uniqueKeysWithValues: nodes.enumerated().map { ($0.element, $0.offset + 1) }
        )
        for (place, source) in sources {
            let isValid = source.nodes.allSatisfy { node in
                program.accepts(source.value, entryPoint: numbers[node] ?? 0)
            }
            if !isValid { dropDefault(at: place, source) }
        }
    }

    private mutating func dropDefault(at place: Defaults.Place, _ source: DefaultSource) {
        defaultSources[place] = nil
        guard case .structure(var structure) = model.types[place.type].body else { return }
        structure.properties[place.property].documentation.defaultText = nil
        model.types[place.type].body = .structure(structure)
        let isSecret = isSecret(source.nodes.map { Shape.Part(node: $0) })
        let value = isSecret ? nil : source.value.inAWord
        var warning = Finding(
            message: (["the default", value, "is not valid by its own schema, and is not used"]
                .compactMap { $0 }).joined(separator: " "),
            file: source.value.document.name,
            position: source.value.position
        )
        warning.severity = .warning
        // A schema that is merged with others is looked at more than once.
        if !model.warnings.contains(warning) { model.warnings.append(warning) }
    }
}

extension Cursor {
    /// A scalar as the document writes it; nil for arrays and objects.
    fileprivate var inAWord: String? {
        string.map { quoted($0) } ?? lexeme ?? bool.map { "\($0)" }
    }
}
