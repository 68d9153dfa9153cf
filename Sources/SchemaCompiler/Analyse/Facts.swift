import ConfigDocument
import ECMARegex
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

    /// What the members are held to whose keys match a pattern.
    struct Entries {
        let pattern: String
        let part: Shape.Part

        /// Whether a key matches; a pattern that cannot be run is taken to match all.
        func takes(_ key: String) -> Bool {
            guard let pattern = try? Pattern(pattern, leniency: .annexB),
                let matches = try? pattern.matches(key)
            else { return true }
            return matches
        }

        /// Whether every key matches, those aside that are empty or more than a line.
        var takesAll: Bool {
            var text = pattern[...]
            if text.first == "^" { text = text.dropFirst() }
            if text.last == "$" { text = text.dropLast() }
            if text.first == "(", text.last == ")" { text = text.dropFirst().dropLast() }
            return ["", ".", ".*", ".+", "[\\s\\S]*", "[\\s\\S]+"].contains(text)
                && pattern != "^$" && pattern != "^.$"
        }
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
    var patterns: [Entries] = []
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
