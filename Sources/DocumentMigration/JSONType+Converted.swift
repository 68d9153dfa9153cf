import ConfigDocument
import MigrationSteps
import SchemaValidation

extension JSONType {
    /// The value as this type, if it means the same. A value that already has the type is
    /// unchanged.
    func converted(
        _ value: DocumentValue,
        at place: DocumentPath
    ) throws(MigrationFault) -> DocumentValue {
        let result: DocumentValue?
        switch self {
        case .string: result = Self.text(value)
        case .boolean: result = Self.bool(value)
        case .integer:
            result = value.int.map(DocumentValue.int) ?? Self.number(value, isWhole: true)
        case .number:
            result = value.double == nil ? Self.number(value, isWhole: false) : value
        case .null, .array, .object: result = nil
        }
        if value.isNull { return .null }
        if let result { return result }
        throw MigrationFault("the value cannot be converted to \(name) without loss", at: place)
    }

    private var name: String {
        switch self {
        case .string: "a string"
        case .integer: "a whole number"
        case .number: "a number"
        case .boolean: "true or false"
        case .null, .array, .object: rawValue
        }
    }

    private static func text(_ value: DocumentValue) -> DocumentValue? {
        switch value {
        case .string: value
        case .bool(let bool): .string("\(bool)")
        case .int, .double, .number:
            .string(String(decoding: value.encoded(as: .json), as: UTF8.self).trimmed)
        case .null, .array, .object: nil
        }
    }

    private static func bool(_ value: DocumentValue) -> DocumentValue? {
        switch value {
        case .bool: value
        case .string("true"): true
        case .string("false"): false
        default: nil
        }
    }

    /// The number in a string, if it is written as in JSON.
    private static func number(_ value: DocumentValue, isWhole: Bool) -> DocumentValue? {
        guard case .string(let text) = value,
            let root = try? Document(parsing: text, as: .json).root, root.double != nil
        else { return nil }
        let number = DocumentValue(root)
        if isWhole { return number.int.map(DocumentValue.int) }
        return number
    }
}

extension String {
    fileprivate var trimmed: String {
        var text = Substring(self)
        while text.last == "\n" { text.removeLast() }
        return String(text)
    }
}
