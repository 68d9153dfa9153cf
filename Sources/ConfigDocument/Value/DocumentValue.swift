/// A value that is created or changed in code; parsed documents are read with `Cursor`.
public enum DocumentValue: Sendable {
    case null
    case bool(Bool)
    case int(Int)
    case double(Double)
    /// A number that neither `Int` nor `Double` represents exactly, as JSON text.
    case number(String)
    case string(String)
    case array([DocumentValue])
    case object(DocumentObject)
}

extension DocumentValue {
    /// True if the value is `null`.
    public var isNull: Bool {
        if case .null = self { return true }
        return false
    }

    /// The value of a boolean; nil for a value of another kind.
    public var bool: Bool? {
        guard case .bool(let value) = self else { return nil }
        return value
    }

    /// The value of a whole number that `Int` can represent, including one written as `1.0`;
    /// otherwise nil.
    public var int: Int? {
        switch self {
        case .int(let value): value
        case .double(let value): Int(exactly: value)
        default: nil
        }
    }

    /// The value of a number, rounded if `Double` cannot represent it exactly; otherwise nil.
    public var double: Double? {
        switch self {
        case .int(let value): Double(value)
        case .double(let value): value
        case .number(let text): Double(text)
        default: nil
        }
    }

    /// The text of a string; nil for a value of another kind.
    public var string: String? {
        guard case .string(let value) = self else { return nil }
        return value
    }

    /// The elements of an array; nil for a value of another kind.
    public var array: [DocumentValue]? {
        guard case .array(let value) = self else { return nil }
        return value
    }

    /// The members of an object; nil for a value of another kind.
    public var object: DocumentObject? {
        guard case .object(let value) = self else { return nil }
        return value
    }

    /// The member of an object; nil if it does not exist, and for a value of another kind.
    public subscript(key: String) -> DocumentValue? { object?[key] }

    /// The element of an array; nil outside of its bounds, and for a value of another kind.
    public subscript(index: Int) -> DocumentValue? {
        guard let array, array.indices.contains(index) else { return nil }
        return array[index]
    }
}

extension DocumentValue {
    /// Creates a copy of a document's value.
    public init(_ cursor: Cursor) {
        switch cursor.kind {
        case .true: self = .bool(true)
        case .false: self = .bool(false)
        case .integer, .double, .decimal: self = Self.number(of: cursor)
        case .string: self = .string(cursor.text)
        case .array: self = .array(cursor.elements.map(DocumentValue.init))
        case .object:
            var object = DocumentObject()
            // The first of several equal keys counts, if an option allows them.
            for member in cursor.members where object[member.key.text] == nil {
                object[member.key.text] = DocumentValue(member.value)
            }
            self = .object(object)
        case .null, .key, .end: self = .null
        }
    }

    /// `1.0` stays a `double`, so that it is written with its point again; a whole number with an
    /// exponent does not, because many readers expect digits only.
    private static func number(of cursor: Cursor) -> DocumentValue {
        let lexeme = cursor.lexeme ?? "0"
        // An integer has no negative zero, but a double has.
        let isBelow = lexeme.utf8.first == UInt8(ascii: "-")
        let double = cursor.double.map { $0 == 0 && isBelow ? -0.0 : $0 } ?? 0
        if let int = cursor.int {
            let hasPoint = lexeme.utf8.contains(UInt8(ascii: "."))
            let hasExponent = lexeme.utf8.contains { $0 | 0x20 == UInt8(ascii: "e") }
            return hasPoint && !hasExponent && Double(int) == double && abs(double) < 1e15
                ? .double(double) : .int(int)
        }
        if cursor.kind == .double { return .double(double) }
        return Decimal(lexeme) == Decimal("\(double)")
            ? .double(double) : .number(NumberText.json(lexeme) ?? "0")
    }
}

extension DocumentValue: ExpressibleByNilLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral, ExpressibleByStringLiteral,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    public init(nilLiteral: ()) { self = .null }
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    public init(integerLiteral value: Int) { self = .int(value) }
    public init(floatLiteral value: Double) { self = .double(value) }
    public init(stringLiteral value: String) { self = .string(value) }
    public init(arrayLiteral elements: DocumentValue...) { self = .array(elements) }
    public init(dictionaryLiteral elements: (String, DocumentValue)...) {
        var object = DocumentObject()
        for (key, value) in elements { object[key] = value }
        self = .object(object)
    }
}
