package import ConfigDocument
import ECMARegex
package import JSONSchema

/// The combined statement of several schemas about the shape of a value, with `allOf` and `$ref`
/// merged.
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

    /// The schema of members whose keys match a pattern.
    package struct Entries {
        package let pattern: String
        package let part: Shape.Part

        /// True if a key matches; a pattern that cannot be run is assumed to match all keys.
        package func takes(_ key: String) -> Bool { Self.matcher(pattern)(key) }

        static func matcher(_ pattern: String) -> (String) -> Bool {
            guard let pattern = try? Pattern(pattern, leniency: .annexB) else {
                return { _ in true }
            }
            return { key in (try? pattern.matches(key)) ?? true }
        }

        /// True if every key matches, except empty or multi-line ones.
        var takesAll: Bool {
            var text = pattern[...]
            if text.first == "^" { text = text.dropFirst() }
            if text.last == "$" { text = text.dropLast() }
            if text.first == "(", text.last == ")" { text = text.dropFirst().dropLast() }
            return ["", ".", ".*", ".+", "[\\s\\S]*", "[\\s\\S]+"].contains(text)
                && pattern != "^$" && pattern != "^.$"
        }
    }

    /// The schemas of an `anyOf` or `oneOf`, or the `then` and `else` of an `if`.
    package struct Branches {
        let node: SchemaNode
        package let schemas: [SchemaNode]
        /// The `if` that chooses between the schemas.
        package var condition: SchemaNode?

        /// True if one of the schemas applies to every value. An `if` may lack its `then` or `else`.
        var isExhaustive: Bool { condition == nil || schemas.count == 2 }
    }

    /// The merged schemas, in order.
    package var nodes: [SchemaNode] = []
    package var kinds = KindSet.all
    /// True if the kinds are given by `type`, or follow from constants.
    package var hasType = false
    /// Kinds that keywords refer to without `type`.
    var implied: KindSet = []
    /// True if one of the schemas is `false`.
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
    /// The schemas of `dependentSchemas`, which apply if a member is present.
    var dependents: [SchemaNode] = []
    /// True if `unevaluatedProperties` refuses all members without a property of the type.
    var refusesUnevaluated = false
    /// The schemas of `contains`, and those of `unevaluatedItems`; nil for `false`.
    var contained: [Shape.Part] = []
    var unevaluatedItems: [Shape.Part?] = []

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

    /// True if the schemas do not restrict the kind or content of a value.
    var saysNothing: Bool {
        !hasType && implied.isEmpty && constants == nil && branches.isEmpty && !isNever
    }

    /// The possible kinds of a value, including those that are only implied.
    package var effectiveKinds: KindSet {
        hasType || implied.isEmpty ? kinds : kinds.intersection(implied)
    }

    /// True if no value contains a number.
    var holdsOnlyTexts: Bool {
        hasType && kinds.isSubset(of: [.string, .boolean, .null])
    }

    /// True if the schemas allow every value, as far as types are concerned.
    var constrainsNothing: Bool { saysNothing && required.isEmpty }
}
