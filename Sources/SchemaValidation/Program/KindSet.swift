/// A set of kinds of JSON values, as bits of the kinds that a tape distinguishes. Whole numbers are
/// distinguished from others, as in `type: integer`.
package struct KindSet: OptionSet, Hashable, BitwiseCopyable {
    package var rawValue: UInt16

    package init(rawValue: UInt16) { self.rawValue = rawValue }

    package static let null = KindSet(rawValue: 1 << 0)
    package static let boolean = KindSet(rawValue: 1 << 1 | 1 << 2)
    package static let integer = KindSet(rawValue: 1 << 3)
    package static let fraction = KindSet(rawValue: 1 << 4 | 1 << 5)
    package static let number: KindSet = [.integer, .fraction]
    /// Keys are strings too, for `propertyNames`.
    package static let string = KindSet(rawValue: 1 << 6 | 1 << 9)
    package static let object = KindSet(rawValue: 1 << 7)
    package static let array = KindSet(rawValue: 1 << 8)
    package static let all: KindSet = [.null, .boolean, .number, .string, .object, .array]
}

/// The types that schemas name.
package enum JSONType: String, Sendable, CaseIterable {
    case null, boolean, integer, number, string, object, array

    /// The kinds of values of the type.
    package var kinds: KindSet {
        switch self {
        case .null: .null
        case .boolean: .boolean
        case .integer: .integer
        case .number: .number
        case .string: .string
        case .object: .object
        case .array: .array
        }
    }
}
