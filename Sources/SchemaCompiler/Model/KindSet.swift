import ConfigDocument

/// A set of JSON's kinds of values. Whole numbers are told from others, as `type: integer` does.
struct KindSet: OptionSet, Hashable {
    let rawValue: UInt8

    static let null = KindSet(rawValue: 1 << 0)
    static let bool = KindSet(rawValue: 1 << 1)
    static let integer = KindSet(rawValue: 1 << 2)
    static let fraction = KindSet(rawValue: 1 << 3)
    static let string = KindSet(rawValue: 1 << 4)
    static let array = KindSet(rawValue: 1 << 5)
    static let object = KindSet(rawValue: 1 << 6)

    static let number: KindSet = [.integer, .fraction]
    static let scalar: KindSet = [.bool, .number, .string]
    static let all: KindSet = [.null, .bool, .number, .string, .array, .object]

    init(rawValue: UInt8) { self.rawValue = rawValue }

    /// The kinds of a `type` keyword's value; all where it is not one.
    init(type: Cursor) {
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
    init(of value: Cursor) {
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
}
