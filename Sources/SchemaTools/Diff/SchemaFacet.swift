import ConfigDocument
import ECMARegex
import JSONSchema
import MigrationSteps
import SchemaCompiler

/// What the schemas that apply to one value say together: `$ref` and `allOf` merged.
struct SchemaFacet {
    struct Bound {
        var value: Double
        var isExclusive: Bool
        var cursor: Cursor
        /// Whether the value is not the one that the schema says, but that in another unit.
        var isScaled = false

        /// Whether every whole number is a multiple.
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

    /// What members are held to whose names match a pattern.
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

        /// A pattern that cannot be run is taken to match all.
        func takes(_ key: String) -> Bool {
            guard let matches = try? matcher?.matches(key) else { return true }
            return matches
        }
    }

    package struct Branches {
        /// The schema that has the keyword.
        var node: SchemaNode
        var keyword: String
        var cursor: Cursor
        var schemas: [SchemaNode]
    }

    /// A keyword that is compared as a whole: conditions, `not`, dependencies, `contains`.
    struct Opaque {
        var keyword: String
        var value: DocumentValue
        var cursor: Cursor
        /// Whether documents that were valid stay so where the keyword goes.
        var onlyRefuses = true
    }

    var nodes: [SchemaNode] = []
    /// The first of the schemas: where to point when nothing closer is known.
    var cursor: Cursor
    var kinds = KindSet.all
    var typeCursor: Cursor?
    var isNever = false
    var constants: [Cursor]?
    var constantsCursor: Cursor?
    var renamedValues: [(old: DocumentValue, new: DocumentValue)] = []
    /// Lower and upper limits by what they limit.
    var lower: [Quantity: Bound] = [:]
    var upper: [Quantity: Bound] = [:]
    var multiples: [Bound] = []
    var unit: Cursor?
    /// The name of the environment variable that sets the value: `x-env`.
    var variable: Cursor?
    var patterns: [Cursor] = []
    var formats: [Cursor] = []
    var members: [Member] = []
    var memberIndex: [ExactText: Int] = [:]
    var required: [(key: String, cursor: Cursor)] = []
    var requiredKeys: Set<ExactText> = []
    var closed: Cursor?
    /// Keys that every closed schema knows; nil while none is closed.
    var closedKeys: Set<ExactText>?
    var additional: [SchemaNode] = []
    var memberPatterns: [MemberPattern] = []
    var names: [SchemaNode] = []
    var items: [SchemaNode] = []
    var positions: [[SchemaNode]] = []
    var closedItems: Cursor?
    var unique: Cursor?
    var defaultValue: Cursor?
    /// Whether values must not be shown, as they are those of a secret, or have one in them.
    var hidesValues = false
    /// What numbers that the schema lists are multiplied by, to be in the unit of the other schema.
    var unitFactor: UnitFactor?
    var branches: [Branches] = []
    /// Those of which one alternative was chosen, and is part of the facet.
    var dealtOut: [Branches] = []
    var opaque: [Opaque] = []
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

    /// What a member is held to because of its name, whether it is declared or not.
    func patternSchemas(for key: String) -> [SchemaNode] {
        memberPatterns.filter { $0.takes(key) }.map(\.node)
    }

    /// Whether a member that is not declared may be there, or has to fit schemas of its own.
    var isOpen: Bool { closed == nil && additional.isEmpty }

    /// What refuses members that the schema does not name.
    var closing: Cursor? {
        closed
            ?? opaque.first { $0.keyword == "unevaluatedProperties" && $0.value == false }?.cursor
    }

    /// Whether members that no `properties` of this facet and no pattern names are refused, and no
    /// alternative or condition can allow them.
    var isClosed: Bool {
        let conditions = ["if", "dependentSchemas", "dependencies"]
        return closed != nil
            || closing != nil && branches.isEmpty
                && !opaque.contains { conditions.contains($0.keyword) }
    }

    func isRequired(_ key: String) -> Bool { requiredKeys.contains(ExactText(key)) }

    /// Whether `*` stands for nothing but members that neither `properties` nor a pattern names.
    var isMap: Bool { members.isEmpty && memberPatterns.isEmpty }

    /// A list of all values of its kinds says no more than `type`: true and false, null.
    mutating func dropCompleteConstants() {
        guard let values = constants, !kinds.isEmpty, kinds.isSubset(of: [.bool, .null]) else {
            return
        }
        let count = (kinds.contains(.bool) ? 2 : 0) + (kinds.contains(.null) ? 1 : 0)
        guard Set(values.map { DocumentValue($0) }).count == count else { return }
        constants = nil
        typeCursor = typeCursor ?? constantsCursor
    }

    /// Multiples of a whole number are whole. Not in draft-04, whose `integer` does not take `1.0`.
    mutating func dropFractions() {
        if multiples.contains(where: { $0.value == $0.value.rounded() }) { kinds.remove(.fraction) }
        // All whole numbers are multiples of 1 and of 0.1.
        if !kinds.contains(.fraction) { multiples.removeAll(where: \.dividesWholeNumbers) }
    }

    /// The schemas of the element at a position; nil where there is none.
    func element(_ index: Int) -> [SchemaNode]? {
        if index < positions.count { return positions[index] + [] }
        return closedItems == nil ? items : nil
    }
}
