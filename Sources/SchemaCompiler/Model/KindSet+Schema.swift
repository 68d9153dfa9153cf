package import ConfigDocument
package import SchemaValidation

extension KindSet {
    package static let scalar: KindSet = [.boolean, .number, .string]

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

    /// The kinds that a constant may be meant as: `1.0` is a whole number to JSON Schema as well, and
    /// `1e19` is one that no `Int` holds.
    package init(constant value: Cursor) {
        self = KindSet(of: value)
        guard self == .fraction, let number = value.double else { return }
        if number == number.rounded(), number != 0 || value.kind == .double { insert(.integer) }
    }
}
