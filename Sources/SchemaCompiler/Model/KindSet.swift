package import ConfigDocument

/// A set of JSON's kinds of values. Whole numbers are told from others, as `type: integer` does.
package struct KindSet: OptionSet, Hashable {
    package let rawValue: UInt8

    package static let null = KindSet(rawValue: 1 << 0)
    package static let bool = KindSet(rawValue: 1 << 1)
    package static let integer = KindSet(rawValue: 1 << 2)
    package static let fraction = KindSet(rawValue: 1 << 3)
    package static let string = KindSet(rawValue: 1 << 4)
    package static let array = KindSet(rawValue: 1 << 5)
    package static let object = KindSet(rawValue: 1 << 6)

    package static let number: KindSet = [.integer, .fraction]
    package static let scalar: KindSet = [.bool, .number, .string]
    package static let all: KindSet = [.null, .bool, .number, .string, .array, .object]

    package init(rawValue: UInt8) { self.rawValue = rawValue }

    /// The kinds of a `type` keyword's value; all where it is not one.
    package init(type: Cursor) {
        let names =
            type.isArray ? type.elements.compactMap(\.string) : [type.string].compactMap { $0 }
        self = names.isEmpty ? .all : names.reduce(into: []) { $0.formUnion(KindSet(name: $1)) }
    }

    private init(name: String) {
        self =
            switch name {
            case "null": .null
            case "boolean": .bool
            case "integer": .integer
            case "number": .number
            case "string": .string
            case "array": .array
            case "object": .object
            default: .all
            }
    }

    /// The kind of a value.
    package init(of value: Cursor) {
        self =
            switch value.kind {
            case .null, .key, .end: .null
            case .true, .false: .bool
            case .integer: .integer
            case .double, .decimal: .fraction
            case .string: .string
            case .array: .array
            case .object: .object
            }
    }

    /// The kinds that a constant may be meant as: `1.0` is a whole number to JSON Schema as well, and
    /// `1e19` is one that no `Int` holds.
    package init(constant value: Cursor) {
        self = KindSet(of: value)
        guard self == .fraction, let number = value.double else { return }
        if number == number.rounded(), number != 0 || value.kind == .double { insert(.integer) }
    }
}
