import SchemaValidation

/// A day of the Gregorian calendar: `2024-05-01`.
public struct CalendarDate: ConfigText, Comparable {
    /// The name of the format in messages.
    public static let expectation = "a date, such as 2024-05-01"

    /// The year, from 0 to 9999.
    public let year: Int
    /// The month, from 1 to 12.
    public let month: Int
    /// The day of the month, from 1.
    public let day: Int

    /// Nil if the string is not a `full-date` (RFC 3339, section 5.6).
    public init?(_ text: String) {
        guard Format.date.accepts(text) else { return nil }
        // Bound: nil if Int cannot represent it; a year has four digits.
        let numbers = text.split(separator: "-").compactMap { Int($0) }
        guard numbers.count == 3 else { return nil }
        (year, month, day) = (numbers[0], numbers[1], numbers[2])
    }

    /// Nil if the date does not exist, or the year is not from 0 to 9999.
    public init?(year: Int, month: Int, day: Int) {
        self.init("\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))")
    }

    public var description: String { "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))" }

    /// Days since 1970-01-01, negative before that date.
    public var daysSince1970: Int {
        // Years begin in March here, so that a leap day is the last day of its year.
        // Bound: years of four digits.
        let shifted = month > 2 ? year : year - 1
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let leapDays = floored(shifted, 4) - floored(shifted, 100) + floored(shifted, 400)
        return shifted * 365 + leapDays + dayOfYear - 719_468
    }

    public static func < (left: CalendarDate, right: CalendarDate) -> Bool {
        (left.year, left.month, left.day) < (right.year, right.month, right.day)
    }
}

/// Division rounding down, also for years before 0.
private func floored(_ number: Int, _ divisor: Int) -> Int {
    // Bound: years of four digits.
    number >= 0 ? number / divisor : (number - divisor + 1) / divisor
}

/// A number with leading zeros, to at least this many digits.
func padded(_ number: Int, _ digits: Int) -> String {
    let text = "\(number)"
    // Bound: short strings.
    return String(repeating: "0", count: max(0, digits - text.count)) + text
}
