package import JSONSchema

/// The types of one schema, without names except requested ones.
package struct Analysis {
    package let model: Model
    /// Findings about requests in the schema that cannot be met.
    let findings: [Finding]
    /// The formats with a type in the options that occur in the schema.
    let chosenFormats: Set<String>

    /// The types of a whole document.
    ///
    /// - Parameters:
    ///   - rootName: the Swift name of the type of the whole document.
    ///   - demanded: further schemas whose types must be declared, because other documents refer to
    ///     them.
    package init(
        of graph: SchemaGraph,
        rootName: String,
        demanded: [SchemaNode] = [],
        options: CompilerOptions = CompilerOptions()
    ) {
        let root = TypeDeclaration(
            body: .structure(Structure()),
            origin: Origin(swiftName: rootName)
        )
        var analyser = Analyser(graph, options, root: root)
        analyser.makeRoot(of: graph.root, named: rootName)
        self.init(&analyser, demanded)
    }

    /// The types of those schemas of a document that others refer to.
    ///
    /// - Parameter root: the document's own schema; it has a type if it is among the demanded ones.
    init(
        ofLibrary root: SchemaNode,
        in graph: SchemaGraph,
        named name: String,
        demanded: [SchemaNode],
        options: CompilerOptions
    ) {
        var namespace = TypeDeclaration(body: .namespace, origin: Origin(swiftName: name))
        namespace.documentation.text =
            "The types that \(graph.file(of: root)) declares, for all schemas that refer to it."
        var analyser = Analyser(graph, options, root: namespace)
        if demanded.contains(root) { analyser.makeRoot(of: root, named: name) }
        self.init(&analyser, demanded.filter { $0 != root }, isLibrary: true)
    }

    /// Shapes become types, which each pass transforms.
    private init(_ analyser: inout Analyser, _ demanded: [SchemaNode], isLibrary: Bool = false) {
        let uses = analyser.makeTypes(of: demanded)
        let draft = analyser.draft
        let defaults = DefaultPass(draft, analyser.graph, analyser.reader)
        var model = Model()
        let finite = Containment.finite(draft.resolvedTypes())
        let (defaulted, warnings) = defaults.applied(to: finite)
        model.types = TagAlone.marked(
            Extras.kept(of: defaulted, openStructures: draft.openStructures)
        )
        model.isLibrary = isLibrary
        model.entryPoints = draft.entryPoints
        model.propertyCount = draft.propertyCount
        model.untyped = draft.untyped
        model.warnings = draft.warnings + warnings
        model.demanded = uses.compactMap { draft.resolved($0).declaration }
        model.declared = model.neededTypes()
        model.mergeEqualTypes()
        self.model = model
        (findings, chosenFormats) = (draft.findings, draft.chosenFormats)
    }
}

extension Model {
    fileprivate mutating func mergeEqualTypes() {
        let (merged, replaced) = EqualTypes.merged(self)
        types = merged
        for index in untyped.indices {
            untyped[index].type = replaced[untyped[index].type] ?? untyped[index].type
        }
        declared = neededTypes()
    }
}
