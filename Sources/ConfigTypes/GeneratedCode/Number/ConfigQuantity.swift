import ConfigDocument
import SchemaValidation

/// A value that documents give as a number, and schemas say the unit of with `x-unit`.
public protocol ConfigQuantity: Sendable {
    associatedtype Unit: ConfigUnit

    /// Nil where the value is beyond what the type can hold.
    init?(smallestUnits: Int128)
    /// The value in the smallest unit that the type knows.
    var smallestUnits: Int128 { get }
    /// What is expected where a number does not fit.
    static var expectation: String { get }
}

/// A unit that numbers count in.
public protocol ConfigUnit: Sendable {
    /// How many of the smallest units it is.
    var size: Int128 { get }
}

extension ConfigQuantity {
    /// So many units, nil where they are not a whole number of the smallest unit, or too many.
    ///
    /// - Parameter count: a decimal number in JSON's spelling.
    public init?(_ count: String, _ unit: Unit) {
        guard let total = ScaledNumber.product(count, unit.size) else { return nil }
        self.init(smallestUnits: total)
    }

    /// How many units it is, as a number; nil where no finite decimal number says it.
    func count(in unit: Unit) -> DocumentValue? {
        ScaledNumber.quotient(smallestUnits, unit.size).map { text in
            // Bound: nil for what no Int holds.
            Int(text).map(DocumentValue.int) ?? .number(text)
        }
    }
}
