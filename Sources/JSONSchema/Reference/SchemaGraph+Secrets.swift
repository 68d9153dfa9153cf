import ConfigDocument
import SchemaValidation

extension SchemaGraph {
    /// Whether a schema marks its value as a secret: by `x-secret`, `writeOnly` or the format
    /// `password`.
    package func marksSecret(_ node: SchemaNode) -> Bool { secretMark(of: node) != nil }

    /// The value of the keyword that does so.
    func secretMark(of node: SchemaNode) -> Cursor? {
        let cursor = cursor(of: node)
        guard cursor.isObject else { return nil }
        let flags = ["x-secret", "writeOnly"].compactMap { cursor[$0] }.filter { $0.bool == true }
        return flags.first ?? cursor["format"].flatMap { $0.string == "password" ? $0 : nil }
    }

    /// Whether any of the schemas is about a secret, or about what may hold one.
    package func holdsSecret(_ nodes: [SchemaNode]) -> Bool {
        var secrets = SecretSchemas(self)
        return secrets.holds(nodes)
    }
}

/// Which schemas are about values that are secrets, or hold some at any depth: no page, sample,
/// message or comment shows what such a schema says of values, as defaults and examples.
package struct SecretSchemas {
    private let graph: SchemaGraph
    /// Of the schemas that were asked about.
    private var known: [SchemaNode: Bool] = [:]

    package init(_ graph: SchemaGraph) { self.graph = graph }

    package mutating func holds(_ nodes: [SchemaNode]) -> Bool {
        nodes.contains { holds($0) }
    }

    private mutating func holds(_ node: SchemaNode) -> Bool {
        if let known = known[node] { return known }
        var seen: Set<SchemaNode> = [node]
        var pending = [node]
        while let next = pending.popLast() {
            if graph.marksSecret(next) || known[next] == true {
                known[node] = true
                return true
            }
            guard known[next] == nil else { continue }
            pending += graph.appliedSchemas(in: next).filter { seen.insert($0).inserted }
        }
        // What was reached on the way holds none either.
        for schema in seen { known[schema] = false }
        return false
    }
}
