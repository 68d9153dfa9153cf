/// A value that documents give as text, and whose exact spelling is kept for writing.
///
/// Two values are equal where their texts are, unless the type says otherwise.
public protocol ConfigText: ConfigConvertible, Hashable, LosslessStringConvertible,
    ExpressibleByStringLiteral
where StringLiteralType == String {
    /// What is expected where a text is none, as messages say it: `a date, such as 2024-05-01`.
    static var expectation: String { get }
}

extension ConfigText {
    /// A literal that is none is a mistake of the program, which ends it.
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

    /// The example of the expectation, which is handed back together with a finding.
    private static var blank: Self {
        let example = expectation.split(separator: " ").last ?? ""
        return Self(stringLiteral: String(example))
    }
}
