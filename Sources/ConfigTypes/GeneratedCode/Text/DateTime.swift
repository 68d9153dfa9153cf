import SchemaValidation

/// A point in time in RFC 3339 format: `2024-05-01T12:30:00.5+02:00`.
public struct DateTime: ConfigText {
    /// The name of the format in messages.
    public static let expectation = "a date and time, such as 2024-05-01T12:30:00Z"

    public let description: String
    /// The local date, which may differ from the date in UTC.
    public let date: CalendarDate
    /// The time of the day, with its offset from UTC.
    public let time: TimeOfDay

    /// Nil if the string is not a `date-time` (RFC 3339, section 5.6).
    public init?(_ text: String) {
        guard Format.dateTime.accepts(text), let date = CalendarDate(String(text.prefix(10))),
            let time = TimeOfDay(String(text.dropFirst(11)))
        else { return nil }
        description = text
        self.date = date
        self.time = time
    }

    /// Whole seconds since 1970-01-01T00:00:00Z, without leap seconds.
    public var secondsSince1970: Int {
        // Bound: years of four digits.
        date.daysSince1970 * 86_400 + time.secondsSinceMidnight - time.secondsFromUTC
    }
}
