import ConfigDocument
import ECMARegex
import JSONSchema
import MigrationSteps
import SchemaCompiler

/// The combined content of the schemas that apply to one value: `$ref` and `allOf` merged.
struct SchemaFacet {
    struct Bound {
        var value: Double
        var isExclusive: Bool
        var cursor: Cursor
        /// True if the value was converted to another unit.
        var isScaled = false

        /// True if every whole number is a multiple.
        var dividesWholeNumbers: Bool {
            // Bound: doubles.
            value <= 1 && (1 / value).rounded() * value == 1
        }
    }

    package struct Member {
        var key: String
        var keyCursor: Cursor
        var nodes: [SchemaNode]
    }

    /// The schema of members whose names match a pattern.
    struct MemberPattern {
        let pattern: ExactText
        let keyCursor: Cursor
        let node: SchemaNode
        private let matcher: Pattern?

        init(_ key: Cursor.Key, _ node: SchemaNode) {
            pattern = ExactText(key.text)
            keyCursor = key.cursor
            self.node = node
            matcher = try? Pattern(key.text, leniency: .annexB)
        }

        /// A pattern that cannot be run is assumed to match everything.
        func takes(_ key: String) -> Bool {
            guard let matches = try? matcher?.matches(key) else { return true }
            return matches
        }
    }

    package struct Branches {
        /// The schema that contains the keyword.
        var node: SchemaNode
        var keyword: String
        var cursor: Cursor
        var schemas: [SchemaNode]
    }

    /// Keywords that are compared as a whole: `not`, a condition with its consequences, dependencies,
    /// `contains` with its counts.
    struct Opaque {
        var keyword: String
        /// The schema that contains the keyword.
        var node: SchemaNode
        var value: DocumentValue
        var cursor: Cursor
        /// True if valid documents stay valid if the keyword is removed.
        var onlyRefuses = true
    }

    /// The rule of one schema for members, or elements, that it does not declare.
    struct Remainder {
        var keys: Set<ExactText> = []
        var patterns: [MemberPattern] = []
        /// The number of positions with a schema of their own.
        var count = 0
        var node: SchemaNode
        var isClosed: Bool

        func covers(_ key: String) -> Bool {
            keys.contains(ExactText(key)) || patterns.contains { $0.takes(key) }
        }
    }

    var nodes: [SchemaNode] = []
    /// The schemas that were merged, without those that they refer to or contain.
    var start: [SchemaNode] = []
    /// The first schema: the location to report if there is no closer one.
    var cursor: Cursor
    var kinds = KindSet.all
    var typeCursor: Cursor?
    /// True if `1.0` is not a whole number, as in draft-04.
    var takesIntegersLiterally = false
    var isNever = false
    var constants: [Cursor]?
    var constantsCursor: Cursor?
    var renamedValues: [(old: DocumentValue, new: DocumentValue)] = []
    /// Lower and upper limits by quantity.
    var lower: [Quantity: Bound] = [:]
    var upper: [Quantity: Bound] = [:]
    var multiples: [Bound] = []
    var unit: Cursor?
    /// The environment variable that sets the value: `x-env`.
    var variable: Cursor?
    var patterns: [Cursor] = []
    var formats: [Cursor] = []
    var members: [Member] = []
    var memberIndex: [ExactText: Int] = [:]
    var required: [(key: String, cursor: Cursor)] = []
    var requiredKeys: Set<ExactText> = []
    var closed: Cursor?
    /// Members that one schema declares and another one forbids.
    var forbidden: Set<ExactText> = []
    var additional: [SchemaNode] = []
    var memberRemainders: [Remainder] = []
    var elementRemainders: [Remainder] = []
    /// True if a keyword applies to all undeclared members, so that none is left unevaluated.
    var evaluatesMembers = false
    var evaluatesElements = false
    var memberPatterns: [MemberPattern] = []
    var names: [SchemaNode] = []
    var items: [SchemaNode] = []
    var positions: [[SchemaNode]] = []
    var closedItems: Cursor?
    var unique: Cursor?
    var defaultValue: Cursor?
    /// True if values must not be shown, because they are or contain secrets.
    var hidesValues = false
    /// The factor that converts the schema's numbers to the unit of the other schema.
    var unitFactor: UnitFactor?
    var branches: [Branches] = []
    /// The alternatives of which one was chosen and merged into the facet.
    var dealtOut: [Branches] = []
    var opaque: [Opaque] = []
    /// The rules across settings, without their reasons.
    var rules: [(value: DocumentValue, cursor: Cursor)] = []
    var renamedFrom: [String] = []

    enum Quantity: String, CaseIterable {
        case value, length, items, properties

        var noun: String {
            switch self {
            case .value: "value"
            case .length: "length"
            case .items: "number of elements"
            case .properties: "number of members"
            }
        }
    }

    func member(_ key: String) -> Member? { memberIndex[ExactText(key)].map { members[$0] } }

    /// The pattern schemas for a member, whether it is declared or not.
    func patternSchemas(for key: String) -> [SchemaNode] {
        memberPatterns.filter { $0.takes(key) }.map(\.node)
    }

    /// True if undeclared members are allowed without a schema.
    var isOpen: Bool { closed == nil && additional.isEmpty }

    /// The keyword that refuses undeclared members.
    var closing: Cursor? {
        closed
            ?? opaque.first { $0.keyword == "unevaluatedProperties" && $0.value == false }?.cursor
    }

    /// True if undeclared members are refused, and no alternative or condition can allow them.
    var isClosed: Bool {
        closed != nil
            || closing != nil && branches.isEmpty && !evaluatesMembers
                && !opaque.contains(where: \.evaluates)
    }

    func isRequired(_ key: String) -> Bool { requiredKeys.contains(ExactText(key)) }

    /// True if `*` matches only members that neither `properties` nor a pattern covers.
    var isMap: Bool { members.isEmpty && memberPatterns.isEmpty }

    /// Drops a list of all values of its kinds, which is equivalent to `type`: true and false,
    /// null.
    mutating func dropCompleteConstants() {
        guard let values = constants, !kinds.isEmpty, kinds.isSubset(of: [.boolean, .null]) else {
            return
        }
        let count = (kinds.contains(.boolean) ? 2 : 0) + (kinds.contains(.null) ? 1 : 0)
        guard Set(values.map { DocumentValue($0) }).count == count else { return }
        constants = nil
        typeCursor = typeCursor ?? constantsCursor
    }

    /// Drops fractions if multiples must be whole. Not called for draft-04, whose `integer`
    /// excludes `1.0`.
    mutating func dropFractions() {
        if multiples.contains(where: { $0.value == $0.value.rounded() }) { kinds.remove(.fraction) }
        // All whole numbers are multiples of 1 and of 0.1.
        if !kinds.contains(.fraction) { multiples.removeAll(where: \.dividesWholeNumbers) }
    }

    /// The schemas of the element at a position; nil if it is not allowed.
    func element(_ index: Int) -> [SchemaNode]? {
        if index < positions.count { return positions[index] + [] }
        return closedItems == nil ? items : nil
    }
}
