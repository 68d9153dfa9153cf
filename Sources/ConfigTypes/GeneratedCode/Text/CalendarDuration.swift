import SchemaValidation

/// A duration in ISO 8601 format: `P1Y2M`, `PT90S`, `P2W`.
public struct CalendarDuration: ConfigText {
    /// The name of the format in messages.
    public static let expectation = "a duration, such as PT30S"

    public let description: String
    /// Years of the calendar, which have no fixed length.
    public private(set) var years = 0
    /// Months of the calendar, which have no fixed length.
    public private(set) var months = 0
    /// Weeks; a duration in weeks has no other part.
    public private(set) var weeks = 0
    /// Days of the calendar.
    public private(set) var days = 0
    /// Hours, not carried over into days.
    public private(set) var hours = 0
    /// Minutes, not carried over into hours.
    public private(set) var minutes = 0
    /// Whole seconds, not carried over into minutes.
    public private(set) var seconds = 0

    /// Nil if the string is not a `duration` (RFC 3339, appendix A), or has a number beyond `Int`.
    public init?(_ text: String) {
        guard Format.duration.accepts(text) else { return nil }
        description = text
        var number = 0
        var isTime = false
        for byte in text.utf8.dropFirst() {
            switch byte {
            case UInt8(ascii: "T"): isTime = true
            case UInt8(ascii: "Y"): (years, number) = (number, 0)
            case UInt8(ascii: "W"): (weeks, number) = (number, 0)
            case UInt8(ascii: "D"): (days, number) = (number, 0)
            case UInt8(ascii: "H"): (hours, number) = (number, 0)
            case UInt8(ascii: "S"): (seconds, number) = (number, 0)
            case UInt8(ascii: "M") where isTime: (minutes, number) = (number, 0)
            case UInt8(ascii: "M"): (months, number) = (number, 0)
            default:
                let (product, overflows) = number.multipliedReportingOverflow(by: 10)
                // Bound: a digit.
                let (sum, overflowsToo) = product.addingReportingOverflow(Int(byte & 0x0F))
                if overflows || overflowsToo { return nil }
                number = sum
            }
        }
    }

    /// The length, with days of 24 hours; nil for years and months, whose length depends on their
    /// start, and for lengths beyond `Duration`.
    public var duration: Duration? {
        guard years == 0, months == 0 else { return nil }
        let parts = [(weeks, 604_800), (days, 86_400), (hours, 3600), (minutes, 60), (seconds, 1)]
        // Bound: five products of 64 and 20 bits.
        let total = parts.reduce(Int128(0)) { $0 + Int128($1.0) * Int128($1.1) }
        return Int64(exactly: total).map { .seconds($0) }
    }
}
