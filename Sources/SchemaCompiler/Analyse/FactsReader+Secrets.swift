import ConfigDocument
import JSONSchema

/// Which schemas are about secrets, so that no page, sample or comment shows what they say of values.
extension FactsReader {
    /// `x-secret`, `writeOnly` and the format `password`.
    func marksSecret(_ node: SchemaNode) -> Bool {
        let cursor = graph.cursor(of: node)
        guard cursor.isObject else { return false }
        return cursor["x-secret"]?.bool == true || cursor["writeOnly"]?.bool == true
            || cursor["format"]?.string == "password"
    }

    /// Whether a value of the shape is a secret, or may hold one at any depth.
    func holdsSecret(_ shape: Shape) -> Bool {
        let either = shape.either.flatMap { $0 }
        return (shape.parts + either).contains { holdsSecret($0.node) }
    }

    private func holdsSecret(_ node: SchemaNode) -> Bool {
        if let known = secretHolders[node] { return known }
        var seen: Set<SchemaNode> = [node]
        var open = [node]
        while let next = open.popLast() {
            if marksSecret(next) || secretHolders[next] == true {
                secretHolders[node] = true
                return true
            }
            guard secretHolders[next] == nil else { continue }
            open += graph.appliedSchemas(in: next).filter { seen.insert($0).inserted }
        }
        // All that was reached holds none either.
        for schema in seen { secretHolders[schema] = false }
        return false
    }
}
