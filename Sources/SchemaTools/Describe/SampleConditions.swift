import ConfigDocument
import JSONSchema
import SchemaValidation

/// The conditions of a schema as a program, which decides whether they hold for a part of a sample.
struct SampleConditions {
    private var nodes: [SchemaNode: Int] = [:]
    private var program: ValidationProgram?
    /// How often it was compiled.
    private(set) var rounds = 0

    mutating func add(_ more: Set<SchemaNode>, of graph: SchemaGraph) {
        rounds += 1
        let all = Array(Set(nodes.keys).union(more))
        nodes = [:]
        for (index, node) in all.enumerated() { nodes[node] = index + 1 }
        program = try? ValidationProgram(
            compiling: graph,
            entryPoints: all,
            options: .configuration
        )
    }

    /// Nil if the condition is not known.
    func hold(_ condition: SchemaNode, for value: DocumentValue) -> Bool? {
        guard let number = nodes[condition], let program else { return nil }
        let text = String(decoding: value.encoded(as: .json), as: UTF8.self)
        guard let document = try? Document(parsing: text, as: .json, named: "sample.json") else {
            return nil
        }
        return program.accepts(document.root, entryPoint: number)
    }
}
