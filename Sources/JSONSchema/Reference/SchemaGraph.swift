public import ConfigDocument

/// A schema: a place in one of a graph's documents.
public struct SchemaNode: Sendable, Hashable {
    package let document: Int
    package let index: Int
}

/// Schemas with all their references resolved.
public struct SchemaGraph: Sendable {
    /// What a URI names: a schema with its own base URI and dialect, and the anchors within it.
    package struct Resource: Sendable {
        package let uri: String
        package let root: SchemaNode
        package let dialect: Dialect
        package var anchors: [String: SchemaNode] = [:]
        package var dynamicAnchors: [String: SchemaNode] = [:]
        /// 2019-09: `$recursiveAnchor: true` at the root.
        package var isRecursiveAnchor = false
    }

    public let root: SchemaNode
    package var documents: [Document]
    package var resources: [Resource]
    /// Per document: the resource of each schema, by tape index.
    package var resourceOfSchema: [[Int: Int]]
    /// The schema that each reference leads to, by the schema that holds it and the keyword.
    package var targets: [Reference: SchemaNode]

    package struct Reference: Sendable, Hashable {
        package let schema: SchemaNode
        package let keyword: String
    }

    public func cursor(of node: SchemaNode) -> Cursor {
        Cursor(document: documents[node.document], index: node.index)
    }

    /// The schema at a cursor that was reached from `parent`, in the same document.
    public func node(at cursor: Cursor, in parent: SchemaNode) -> SchemaNode {
        SchemaNode(document: parent.document, index: cursor.index)
    }

    /// The schema that `$ref`, `$dynamicRef` or `$recursiveRef` of this schema leads to; for the
    /// last two, the one that they lead to before the dynamic scope is looked at.
    public func target(of node: SchemaNode, by keyword: String = "$ref") -> SchemaNode? {
        targets[Reference(schema: node, keyword: keyword)]
    }

    public func dialect(of node: SchemaNode) -> Dialect { resource(of: node).dialect }

    package func resource(of node: SchemaNode) -> Resource { resources[resourceID(of: node)] }

    /// The schema's resource. Schemas are all known once a graph is resolved; others count as root.
    package func resourceID(of node: SchemaNode) -> Int {
        resourceOfSchema[node.document][node.index] ?? 0
    }

    /// The document that holds the schema, as its reader was told to call it.
    public func file(of node: SchemaNode) -> String { documents[node.document].name }

    /// The schema's place in its document. Linear in the document: for messages.
    public func pointer(to node: SchemaNode) -> JSONPointer {
        documents[node.document].pointer(to: node.index)
    }
}

extension Document {
    /// The path from the root to the value at a tape index. Linear in the document.
    package func pointer(to index: Int) -> JSONPointer { DocumentPlaces(self).pointer(to: index) }
}
