/// A value that documents write as a string, whose exact spelling is kept for writing.
///
/// Values are equal if their strings are, unless the type defines otherwise.
public protocol ConfigText: ConfigConvertible, Hashable, LosslessStringConvertible,
    ExpressibleByStringLiteral
where StringLiteralType == String {
    /// The expectation in messages, with an example: `a date, such as 2024-05-01`.
    static var expectation: String { get }
}

extension ConfigText {
    /// The program stops if the literal is invalid.
    public init(stringLiteral text: String) {
        guard let value = Self(text) else {
            preconditionFailure("\"\(text)\" is not \(Self.expectation)")
        }
        self = value
    }

    public init(reading value: inout ValueReader) {
        guard let text = value.text(expected: { Self.expectation }) else {
            self = Self.blank
            return
        }
        if let result = Self(text) {
            self = result
        } else {
            value.refuse(expected: Self.expectation)
            self = Self.blank
        }
    }

    public func write(to value: inout ValueWriter) { value.string(description) }

    public static func == (left: Self, right: Self) -> Bool {
        left.description.utf8.elementsEqual(right.description.utf8)
    }

    public func hash(into hasher: inout Hasher) {
        for byte in description.utf8 { hasher.combine(byte) }
    }

    /// The example in the expectation, as the blank for an invalid value.
    private static var blank: Self {
        let example = expectation.split(separator: " ").last ?? ""
        return Self(stringLiteral: String(example))
    }
}
