import ConfigDocument
import SchemaValidation

/// Validates a schema against the meta-schema of its draft. This runs after the keywords' own
/// checks, and finds what these ignore: definitions that are not referenced, `then` without `if`,
/// an `$id` that is not a string.
enum SchemaCheck {
    static func findings(_ graph: SchemaGraph) -> [Finding] {
        let dialect = graph.dialect(of: graph.root)
        let document = graph.documents[graph.root.document]
        // A single meta-schema cannot check a schema with mixed or custom dialects.
        let isUniform = graph.resources.allSatisfy {
            $0.root.document != graph.root.document || $0.dialect == Dialect(dialect.draft)
        }
        guard isUniform, graph.root.index == 0, let program = program(for: dialect.draft) else {
            return []
        }
        return program.accepts(document) ? [] : program.findings(in: document)
    }

    /// The findings of the keywords, with those of the meta-schema about the rest.
    static func adding(to known: [Finding], _ graph: SchemaGraph) -> [Finding] {
        let file = graph.file(of: graph.root)
        // A truncated list of findings, or one about the whole schema, is enough.
        let isEnough = known.contains { finding in
            finding.file == file && finding.instanceLocation.isEmpty
                && (finding.position == nil || finding.position?.offset == 0)
        }
        if isEnough { return known }
        let places = known.filter { $0.file == file && !$0.instanceLocation.isEmpty }
            .map(\.instanceLocation)
        let others = findings(graph).filter { finding in
            // A mistake is reported once, with the best wording.
            !places.contains { place in
                isAt(finding.instanceLocation, orBelow: place)
                    || isAt(place, orBelow: finding.instanceLocation)
            }
        }
        if others.isEmpty { return known }
        let own = (known.filter { $0.file == file } + others).enumerated().sorted {
            ($0.element.position?.offset ?? .max, $0.offset)
                < ($1.element.position?.offset ?? .max, $1.offset)
        }
        return own.map(\.element) + known.filter { $0.file != file }
    }

    private static func isAt(_ pointer: String, orBelow other: String) -> Bool {
        pointer == other || pointer.hasPrefix(other + "/")
    }

    private static func program(for draft: Draft) -> ValidationProgram? {
        switch draft {
        case .draft4: draft4
        case .draft6: draft6
        case .draft7: draft7
        case .draft2019: draft2019
        case .draft2020: draft2020
        }
    }

    private static let draft4 = compile(.draft4)
    private static let draft6 = compile(.draft6)
    private static let draft7 = compile(.draft7)
    private static let draft2019 = compile(.draft2019)
    private static let draft2020 = compile(.draft2020)

    private static func compile(_ draft: Draft) -> ValidationProgram? {
        guard let document = MetaSchemaDocuments.document(at: draft.metaSchema),
            let graph = try? SchemaRegistry().resolve(document, baseURI: draft.metaSchema)
        else { return nil }
        return try? ValidationProgram(compilingUnchecked: graph, entryPoints: [], options: .init())
    }
}
