public import ConfigDocument
import SchemaValidation

/// A schema: a place in one of a graph's documents.
public struct SchemaNode: Sendable, Hashable {
    package let document: Int
    package let index: Int
}

/// Schemas with all their references resolved.
public struct SchemaGraph: Sendable {
    /// A resource identified by a URI: a schema with its own base URI and dialect, and its anchors.
    package struct Resource: Sendable {
        package let uri: String
        package let root: SchemaNode
        package let dialect: Dialect
        package var anchors: [String: SchemaNode] = [:]
        package var dynamicAnchors: [String: SchemaNode] = [:]
        /// 2019-09: `$recursiveAnchor: true` at the root.
        package var isRecursiveAnchor = false
    }

    /// The schema that was resolved.
    public let root: SchemaNode
    package var documents: [Document]
    package var resources: [Resource]
    /// The resource of the schema at each tape index of each document, or `noSchema`.
    package var resourceOfSchema: [[Int32]]
    /// The target of each `$ref`, by the schema that contains it.
    package var targets: [SchemaNode: SchemaNode]
    /// The targets of `$dynamicRef` and `$recursiveRef`; a dialect has at most one of these.
    package var dynamicTargets: [SchemaNode: SchemaNode]

    package static let noSchema: Int32 = -1

    /// The text of a schema, for reading its keywords.
    public func cursor(of node: SchemaNode) -> Cursor {
        Cursor(document: documents[node.document], index: node.index)
    }

    /// The schema at a cursor that was reached from `parent`, in the same document.
    public func node(at cursor: Cursor, in parent: SchemaNode) -> SchemaNode {
        SchemaNode(document: parent.document, index: cursor.index)
    }

    /// The target of a schema's `$ref`, `$dynamicRef` or `$recursiveRef`; for the last two, the
    /// initial target, before considering the dynamic scope.
    public func target(of node: SchemaNode, by keyword: String = "$ref") -> SchemaNode? {
        keyword == "$ref" ? targets[node] : dynamicTargets[node]
    }

    /// The dialect that a schema is written in.
    package func dialect(of node: SchemaNode) -> Dialect {
        resources[resourceID(of: node)].dialect
    }

    package func resource(of node: SchemaNode) -> Resource { resources[resourceID(of: node)] }

    /// The schema's resource. Every schema of a resolved graph has one; other values count as the
    /// root's.
    package func resourceID(of node: SchemaNode) -> Int {
        knownResource(of: node) ?? 0
    }

    /// The resource of a value that is a schema; nil for other values.
    package func knownResource(of node: SchemaNode) -> Int? {
        let resource = resourceOfSchema[node.document][node.index]
        return resource == Self.noSchema ? nil : Int(resource)
    }

    /// The name of the document that contains the schema.
    public func file(of node: SchemaNode) -> String { documents[node.document].name }

    /// The schema at a tape index of a document; nil if the graph has none there.
    package func node(inFile name: String, at index: Int) -> SchemaNode? {
        guard let document = documents.firstIndex(where: { $0.name == name }),
            resourceOfSchema[document].indices.contains(index)
        else { return nil }
        let node = SchemaNode(document: document, index: index)
        return knownResource(of: node) == nil ? nil : node
    }

    /// The schema's location in its document. Takes time linear in the document: for messages.
    public func pointer(to node: SchemaNode) -> JSONPointer {
        documents[node.document].pointer(to: node.index)
    }
}
