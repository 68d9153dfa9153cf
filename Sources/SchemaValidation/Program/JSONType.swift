/// The types of JSON Schema: those that schemas name, settings have, and migrations convert to.
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
