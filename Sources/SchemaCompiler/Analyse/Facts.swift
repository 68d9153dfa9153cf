package import ConfigDocument
import ECMARegex
package import JSONSchema

/// What a set of schemas says together about the shape of a value: `allOf` and `$ref` merged.
package struct Facts {
    package struct Member {
        package let key: String
        let keyCursor: Cursor.Key
        package var parts: [Shape.Part]
    }

    package enum Additional {
        case open
        case closed
        case schemas([Shape.Part])
    }

    /// What the members are held to whose keys match a pattern.
    package struct Entries {
        let pattern: String
        package let part: Shape.Part

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

    package struct Branches {
        let node: SchemaNode
        let keyword: String
        package let schemas: [SchemaNode]
    }

    /// The schemas that were merged, in order.
    package var nodes: [SchemaNode] = []
    package var kinds = KindSet.all
    /// Whether `type` was said, or follows from constants.
    package var hasType = false
    /// Kinds that keywords speak of without saying `type`.
    var implied: KindSet = []
    /// A schema `false` is among them.
    var isNever = false
    package var constants: [Cursor]?
    var constantsNode: SchemaNode?
    package private(set) var members: [Member] = []
    private var memberIndex: [ExactText: Int] = [:]
    package var required: Set<ExactText> = []
    package var additional = Additional.open
    package var patterns: [Entries] = []
    package var items: [Shape.Part] = []
    package var positions: [[Shape.Part]] = []
    var isClosedArray = false
    package var minItems = 0
    package var branches: [Branches] = []

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
    package var effectiveKinds: KindSet {
        hasType || implied.isEmpty ? kinds : kinds.intersection(implied)
    }

    /// Whether the schemas leave every value valid, as far as types can tell.
    var constrainsNothing: Bool { saysNothing && required.isEmpty }
}
