import ConfigDocument
import JSONSchema

/// What a set of schemas says together about the shape of a value: `allOf` and `$ref` merged.
struct Facts {
    struct Member {
        let key: String
        let keyCursor: Cursor.Key
        var parts: [Shape.Part]
    }

    enum Additional {
        case open
        case closed
        case schemas([Shape.Part])
    }

    struct Branches {
        let node: SchemaNode
        let keyword: String
        let schemas: [SchemaNode]
    }

    /// The schemas that were merged, in order.
    var nodes: [SchemaNode] = []
    var kinds = KindSet.all
    /// Whether `type` was said, or follows from constants.
    var hasType = false
    /// Kinds that keywords speak of without saying `type`.
    var implied: KindSet = []
    /// A schema `false` is among them.
    var isNever = false
    var constants: [Cursor]?
    var constantsNode: SchemaNode?
    private(set) var members: [Member] = []
    private var memberIndex: [ExactText: Int] = [:]
    var required: Set<ExactText> = []
    var additional = Additional.open
    var patterns: [Shape.Part] = []
    var items: [Shape.Part] = []
    var positions: [[Shape.Part]] = []
    var isClosedArray = false
    var minItems = 0
    var branches: [Branches] = []

    mutating func add(member key: Cursor.Key, _ part: Shape.Part) {
        let text = ExactText(key.text)
        if let index = memberIndex[text] {
            members[index].parts.append(part)
        } else {
            memberIndex[text] = members.count
            members.append(Member(key: key.text, keyCursor: key, parts: [part]))
        }
    }

    func member(_ key: String) -> Member? { memberIndex[ExactText(key)].map { members[$0] } }

    /// Whether nothing is said about the value's kind or content.
    var saysNothing: Bool {
        !hasType && implied.isEmpty && constants == nil && branches.isEmpty && !isNever
    }

    /// The kinds a value may have, those that are only implied included.
    var effectiveKinds: KindSet { hasType || implied.isEmpty ? kinds : kinds.intersection(implied) }
}
