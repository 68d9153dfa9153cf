import ConfigDocument

/// The places of schemas as a program's tables hold them: a tree of tokens, each place once.
struct PlaceIndex {
    private let graph: SchemaGraph
    private var documents: [DocumentPlaces?]
    private var places: [SchemaNode: UInt32] = [:]

    init(graph: SchemaGraph) {
        self.graph = graph
        documents = Array(repeating: nil, count: graph.documents.count)
    }

    mutating func depth(_ index: Int, _ document: Int) -> Int { of(document).depth(index) }

    /// The last token of the path to a value in a schema's document.
    mutating func token(_ cursor: Cursor, in schema: SchemaNode) -> String {
        of(schema.document).token(cursor.index)
    }

    /// The walk over a document's places, which is taken when the first of them is asked for.
    mutating func of(_ document: Int) -> DocumentPlaces {
        if let known = documents[document] { return known }
        let places = DocumentPlaces(graph.documents[document])
        documents[document] = places
        return places
    }

    /// The number of a place, which is added to the program's tables with those above it.
    mutating func place(_ node: SchemaNode, in compiler: ProgramCompiler) -> UInt32 {
        let document = of(node.document)
        // From the value up to a place that is known, then down again.
        var missing: [Int] = []
        var index = node.index
        var parent = UInt32.max
        while true {
            if let known = places[SchemaNode(document: node.document, index: index)] {
                parent = known
                break
            }
            missing.append(index)
            guard let outer = document.parent(index) else { break }
            index = outer
        }
        for index in missing.reversed() {
            let schema = SchemaNode(document: node.document, index: index)
            let isRoot = document.parent(index) == nil
            let position = document.position(index)
            let resource = graph.resourceOfSchema[node.document][index].map { graph.resources[$0] }
            compiler.tables.places.append(
                ProgramTables.Place(
                    parent: parent,
                    token: compiler.string(isRoot ? graph.file(of: schema) : document.token(index)),
                    line: UInt32(clamping: position.line),
                    column: UInt32(clamping: position.column),
                    resource: resource?.root == schema ? compiler.string(resource?.uri ?? "") : .max
                )
            )
            parent = UInt32(compiler.tables.places.count - 1)
            places[schema] = parent
        }
        return parent
    }
}
