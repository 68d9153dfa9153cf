import ConfigDocument
import SchemaValidation

/// A value that documents write as a number, in a unit set by `x-unit` in the schema.
public protocol ConfigQuantity: Sendable {
    associatedtype Unit: ConfigUnit

    /// Nil if the type cannot represent the value.
    init?(smallestUnits: Int128)
    /// The value in the type's smallest unit.
    var smallestUnits: Int128 { get }
    /// The expectation in messages about a number that does not fit.
    static var expectation: String { get }
}

/// A unit of numbers.
public protocol ConfigUnit: Sendable {
    /// The size of the unit in smallest units.
    var size: Int128 { get }
}

extension ConfigQuantity {
    /// A number of units; nil if it is not a whole number of the smallest unit, or too large.
    ///
    /// - Parameters:
    ///   - count: a decimal number in JSON syntax.
    ///   - unit: the unit of the number.
    public init?(_ count: String, _ unit: Unit) {
        guard let total = ScaledNumber.product(count, unit.size) else { return nil }
        self.init(smallestUnits: total)
    }

    /// The number of units; nil if it is not a finite decimal.
    func count(in unit: Unit) -> DocumentValue? {
        ScaledNumber.quotient(smallestUnits, unit.size).map { text in
            // Bound: nil if Int cannot represent it.
            Int(text).map(DocumentValue.int) ?? .number(text)
        }
    }
}
