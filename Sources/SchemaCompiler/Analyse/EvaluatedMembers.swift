import ConfigDocument
import JSONSchema

/// The members that schemas evaluate, in the sense of `unevaluatedProperties`, beyond those that
/// become properties of a structure.
struct EvaluatedMembers {
    private let graph: SchemaGraph
    private var seen: Set<SchemaNode> = []
    private var declared: Set<ExactText> = []
    /// Members that only an `if` names: they are evaluated where it holds.
    private var conditional: Set<ExactText> = []
    private var isOpen = false

    init(graph: SchemaGraph) { self.graph = graph }

    /// True if members without a property may be present.
    var areMore: Bool { isOpen || !conditional.isSubset(of: declared) }

    /// - Parameter isBranch: true for schemas that do not apply to every value.
    mutating func add(_ node: SchemaNode, isBranch: Bool, isCondition: Bool = false) {
        var open = [(node: node, isBranch: isBranch, isCondition: isCondition)]
        while let (node, isBranch, isCondition) = open.popLast() {
            guard seen.insert(node).inserted else { continue }
            let cursor = graph.cursor(of: node)
            for (key, value) in cursor.members {
                func follow(_ schemas: [Cursor], isBranch: Bool, isCondition: Bool) {
                    for schema in schemas {
                        open.append((graph.node(at: schema, in: node), isBranch, isCondition))
                    }
                }
                switch key.text {
                case "properties":
                    let keys = value.members.map { ExactText($0.key.text) }
                    if isCondition { conditional.formUnion(keys) } else { declared.formUnion(keys) }
                case "additionalProperties", "unevaluatedProperties":
                    // Those of a schema that always applies are a type, unless they are `true`.
                    if value.bool == true || value.bool == nil && isBranch { isOpen = true }
                case "patternProperties":
                    if isBranch, value.count > 0 { isOpen = true }
                case "allOf":
                    follow(value.elements.map { $0 }, isBranch: isBranch, isCondition: isCondition)
                case "anyOf", "oneOf":
                    follow(value.elements.map { $0 }, isBranch: true, isCondition: isCondition)
                case "if": follow([value], isBranch: true, isCondition: true)
                case "then", "else": follow([value], isBranch: true, isCondition: isCondition)
                case "dependentSchemas", "dependencies":
                    let schemas = value.members.map(\.value).filter(\.isObject)
                    follow(schemas, isBranch: true, isCondition: isCondition)
                default: continue
                }
            }
            for keyword in ["$ref", "$dynamicRef", "$recursiveRef"] {
                if let target = graph.target(of: node, by: keyword) {
                    open.append((target, isBranch, isCondition))
                }
            }
        }
    }
}
