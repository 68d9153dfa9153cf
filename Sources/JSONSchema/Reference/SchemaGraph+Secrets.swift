import ConfigDocument
import SchemaValidation

extension SchemaGraph {
    /// True if a schema marks its value as secret: by `x-secret`, `writeOnly` or the format
    /// `password`.
    package func marksSecret(_ node: SchemaNode) -> Bool { secretMark(of: node) != nil }

    /// The value of the keyword that marks the schema's value as secret.
    func secretMark(of node: SchemaNode) -> Cursor? {
        let cursor = cursor(of: node)
        guard cursor.isObject else { return nil }
        let flags = ["x-secret", "writeOnly"].compactMap { cursor[$0] }.filter { $0.bool == true }
        return flags.first ?? cursor["format"].flatMap { $0.string == "password" ? $0 : nil }
    }

    /// True if any of the schemas describes a secret, or a value that may contain one.
    package func holdsSecret(_ nodes: [SchemaNode]) -> Bool {
        var secrets = SecretSchemas(self)
        return secrets.holds(nodes)
    }
}

/// The schemas whose values are secrets or contain some at any depth. Their content, such as
/// defaults and examples, must not appear on any page or in any sample, message or comment.
package struct SecretSchemas {
    private let graph: SchemaGraph
    /// Results for schemas already checked.
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
        // The schemas reached on the way do not contain secrets either.
        for schema in seen { known[schema] = false }
        return false
    }
}
