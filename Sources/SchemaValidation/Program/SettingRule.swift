/// A rule across settings: a relation between two places of a document, from `settingRules`.
package struct SettingRule: Equatable, BitwiseCopyable {
    package var relation: Relation
    /// The place that the rule is about.
    package var left = Place()
    /// The place that it is compared with; unused by `uniqueBy`.
    package var right = Place()
    /// `uniqueBy`: start and count of words, the keys whose values differ together.
    package var keys: UInt32 = 0
    package var keyCount: UInt32 = 0
    /// `requiredWhen`: the constant that the right place must equal, or `UInt32.max` for any value.
    package var constant = UInt32.max
    /// The string with the reason, or `UInt32.max`.
    package var reason = UInt32.max

    package init(_ relation: Relation) { self.relation = relation }

    package enum Relation: UInt8, BitwiseCopyable, Sendable, CaseIterable {
        case lessThan, atMost, moreThan, atLeast
        case sameAs, differsFrom
        case uniqueBy
        case namesEntryOf
        case requiredWhen

        /// The relation with this name in schemas.
        package init?(name: String) {
            guard let relation = Self.allCases.first(where: { $0.name == name }) else { return nil }
            self = relation
        }

        /// The name in schemas.
        package var name: String { "\(self)" }

        /// True if it compares the order of two values.
        package var isOrder: Bool {
            switch self {
            case .lessThan, .atMost, .moreThan, .atLeast: true
            default: false
            }
        }

        /// The same relation with both sides exchanged.
        package var mirrored: Relation {
            switch self {
            case .lessThan: .moreThan
            case .atMost: .atLeast
            case .moreThan: .lessThan
            case .atLeast: .atMost
            default: self
            }
        }
    }

    /// A place, as a way from the value that the schema is applied to.
    package struct Place: Equatable, BitwiseCopyable {
        /// The number of containers to leave.
        package var levels: UInt32 = 0
        /// Start and count of words: the keys and positions on the way down.
        package var way: UInt32 = 0
        package var count: UInt32 = 0
        /// The constant with the default of the setting, or `UInt32.max`.
        package var fallback = UInt32.max
        /// The number of steps of the way that may be missing for the default to count: more than one
        /// where containers are objects by default.
        package var depth: UInt32 = 1
        /// The factor that turns its number into a unit that both places share.
        package var factor: UInt64 = 1
        /// The unit of its numbers, by which texts such as `30s` have an order; nil without `x-unit`.
        package var unit: QuantityUnit?
        /// True if the length is compared instead of the value.
        package var isLength = false
        /// True if the default must not be shown.
        package var isSecret = false

        package init() {}

        /// The largest factor; products with it fit `Int128`.
        package static let largestFactor: UInt64 = 1_000_000_000_000_000_000
    }
}
