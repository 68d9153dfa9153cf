import ConfigDocument
import SchemaValidation

/// The sites of a program during compilation, as tape indexes. Looking up lines and paths would
/// double the time for compiling, so it is done on demand.
struct SiteDrafts: Sendable {
    let graph: SchemaGraph
    private(set) var drafts: [Draft] = []

    /// A value at `index` of the document that contains the schema being applied.
    struct Draft: Sendable {
        var schema: SchemaNode
        var index: Int
    }

    init(graph: SchemaGraph) { self.graph = graph }

    mutating func add(_ cursor: Cursor, in schema: SchemaNode) -> UInt32 {
        drafts.append(Draft(schema: schema, index: cursor.index))
        return UInt32(drafts.count - 1)
    }

    func tables() -> SiteTables {
        var writer = SiteWriter(graph: graph)
        for draft in drafts { writer.add(draft) }
        return writer.tables
    }
}

/// Converts sites to places and strings, each of them once.
private struct SiteWriter {
    private let graph: SchemaGraph
    private let documents: [DocumentPlaces]
    private(set) var tables = SiteTables()
    private var places: [SchemaNode: UInt32] = [:]
    private var texts: [[UInt8]: UInt32] = [:]

    init(graph: SchemaGraph) {
        self.graph = graph
        documents = graph.documents.map(DocumentPlaces.init)
    }

    mutating func add(_ draft: SiteDrafts.Draft) {
        let document = documents[draft.schema.document]
        let depth = document.depth(draft.index) - document.depth(draft.schema.index)
        let node = SchemaNode(document: draft.schema.document, index: draft.index)
        let site = SiteTables.Site(place: place(node, document), depth: UInt32(clamping: depth))
        tables.sites.append(site)
    }

    /// The index of a place, which is added with its ancestors.
    private mutating func place(_ node: SchemaNode, _ document: DocumentPlaces) -> UInt32 {
        // Walks up from the value to a known place, then down again.
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
            let value = SchemaNode(document: node.document, index: index)
            tables.places.append(entry(value, below: parent, document))
            parent = UInt32(tables.places.count - 1)
            places[value] = parent
        }
        return parent
    }

    private mutating func entry(
        _ value: SchemaNode,
        below parent: UInt32,
        _ document: DocumentPlaces
    ) -> SiteTables.Place {
        let position = document.position(value.index)
        let resource = graph.knownResource(of: value).map { graph.resources[$0] }
        let isRoot = document.parent(value.index) == nil
        return SiteTables.Place(
            parent: parent,
            token: text(isRoot ? graph.file(of: value) : document.token(value.index)),
            line: UInt32(clamping: position.line),
            column: UInt32(clamping: position.column),
            resource: resource?.root == value ? text(resource?.uri ?? "") : .max
        )
    }

    /// Compares bytes, since Swift's `==` considers canonically equivalent strings equal.
    private mutating func text(_ text: String) -> UInt32 {
        let bytes = Array(text.utf8)
        if let known = texts[bytes] { return known }
        tables.texts.append(text)
        texts[bytes] = UInt32(tables.texts.count - 1)
        return UInt32(tables.texts.count - 1)
    }
}
