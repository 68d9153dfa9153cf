import ConfigDocument
import SchemaValidation

/// A number with all digits of the document.
///
/// Numbers with equal values are equal: `1.0` equals `1`. There is no arithmetic: use `double`, or
/// pass `description` to a decimal type of your choice.
public struct ExactDecimal: Sendable {
    /// The number in JSON syntax.
    public let description: String

    /// Nil if the string is not a decimal number.
    public init?(_ text: String) {
        guard let json = NumberText.json(text) else { return nil }
        description = json
    }

    /// Creates a number from its digits: for numbers in generated code that no Swift literal can
    /// express. They were checked when the code was generated; the program stops if they are not a
    /// decimal number.
    public init(digits: StaticString) {
        guard let json = NumberText.json("\(digits)") else {
            preconditionFailure("\"\(digits)\" is not a decimal number")
        }
        description = json
    }

    /// Creates a whole number.
    public init(_ value: Int) { description = "\(value)" }

    /// The nearest double; infinite if the number is out of range.
    public var double: Double { Double(description) ?? 0 }
}

extension ExactDecimal: Hashable, Comparable, LosslessStringConvertible {
    public static func == (left: ExactDecimal, right: ExactDecimal) -> Bool {
        DocumentValue.number(left.description) == DocumentValue.number(right.description)
    }

    public func hash(into hasher: inout Hasher) {
        DocumentValue.number(description).hash(into: &hasher)
    }

    public static func < (left: ExactDecimal, right: ExactDecimal) -> Bool {
        Decimal(left.description) < Decimal(right.description)
    }
}

extension ExactDecimal: ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral {
    public init(integerLiteral value: Int) { self.init(value) }

    /// The shortest number that rounds to this double, so that `0.1` is a tenth.
    public init(floatLiteral value: Double) {
        description = NumberText.json(value) ?? "0"
    }
}

extension ExactDecimal: ConfigConvertible {
    public init(reading value: inout ValueReader) {
        description = value.lexeme(expected: "a number") ?? "0"
    }

    public func write(to value: inout ValueWriter) {
        // Bound: nil if Int cannot represent it.
        value.value(Int(description).map(DocumentValue.int) ?? .number(description))
    }
}
