package import ConfigDocument
package import SchemaValidation

extension KindSet {
    package static let scalar: KindSet = [.boolean, .number, .string]

    /// The kinds given by a `type` keyword; all kinds if its value is invalid.
    package init(type: Cursor) {
        let names =
            type.isArray ? type.elements.compactMap(\.string) : [type.string].compactMap { $0 }
        self =
            names.isEmpty
            ? .all
            : names.reduce(into: []) { $0.formUnion(JSONType(rawValue: $1)?.kinds ?? .all) }
    }

    /// The kind of a value.
    package init(of value: Cursor) {
        self =
            switch value.kind {
            case .null, .key, .end: .null
            case .true, .false: .boolean
            case .integer: .integer
            case .double, .decimal: .fraction
            case .string: .string
            case .array: .array
            case .object: .object
            }
    }

    /// The kinds that a constant may be intended as: `1.0` is also a whole number in JSON Schema,
    /// and so is `1e19`, which `Int` cannot represent.
    package init(constant value: Cursor) {
        self = KindSet(of: value)
        guard self == .fraction, let number = value.double else { return }
        if number == number.rounded(), number != 0 || value.kind == .double { insert(.integer) }
    }
}
