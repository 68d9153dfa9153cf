// Dates and times as in RFC 3339, section 5.6. "T" and "Z" may be lower case, as its note allows;
// the note leaves a space instead of the "T" to other applications, so it is refused.

/// The position of a day in its month.
struct DayOfMonth {
    var day: Int
    var lastDay: Int
}

/// A time of day, converted to UTC.
struct TimeOfDay {
    /// Minutes since midnight UTC of the written date: negative on the day before it, at least
    /// 1,440 on the day after.
    var utcMinute: Int
    /// True if the seconds are 60.
    var isLeapSecond: Bool
}

extension ByteScanner {
    private static let minutesPerDay = 24 * 60

    /// `date-time`: a date, "T" and a time.
    ///
    /// Section 5.7: leap seconds occur at the end of a month in UTC. Future ones are unknown, so
    /// they are allowed in every month.
    mutating func scanDateTime() -> Bool {
        guard let date = scanDate(), skip("T") || skip("t"), let time = scanTime() else {
            return false
        }
        guard time.isLeapSecond else { return true }
        if time.utcMinute < 0 { return date.day == 1 }
        return time.utcMinute < Self.minutesPerDay
            ? date.day == date.lastDay : date.day + 1 == date.lastDay
    }

    /// `full-date`: year, month and day of the proleptic Gregorian calendar.
    mutating func scanDate() -> DayOfMonth? {
        guard let year = scanNumber(digits: 4), skip("-"),
            let month = scanNumber(digits: 2), 1...12 ~= month, skip("-"),
            let day = scanNumber(digits: 2)
        else { return nil }
        let lastDay = Self.lastDay(ofMonth: month, year: year)
        return 1...lastDay ~= day ? DayOfMonth(day: day, lastDay: lastDay) : nil
    }

    /// Appendix C's rule for leap years.
    private static func lastDay(ofMonth month: Int, year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// `full-time`: a time of day with its offset from UTC; 23:59 UTC may have a second 60.
    mutating func scanTime() -> TimeOfDay? {
        guard let hour = scanNumber(digits: 2), hour < 24, skip(":"),
            let minute = scanNumber(digits: 2), minute < 60, skip(":"),
            let second = scanNumber(digits: 2), second <= 60
        else { return nil }
        if skip(".") && skip(while: .digits) == 0 { return nil }
        guard let offset = scanOffset() else { return nil }
        let time = TimeOfDay(utcMinute: hour * 60 + minute - offset, isLeapSecond: second == 60)
        let day = Self.minutesPerDay
        let isLastMinute = (time.utcMinute + day) % day == day - 1
        return isLastMinute || !time.isLeapSecond ? time : nil
    }

    /// `time-offset` in minutes: local time minus UTC.
    private mutating func scanOffset() -> Int? {
        if skip("Z") || skip("z") { return 0 }
        let isAhead = skip("+")
        guard isAhead || skip("-"),
            let hours = scanNumber(digits: 2), hours < 24, skip(":"),
            let minutes = scanNumber(digits: 2), minutes < 60
        else { return nil }
        let offset = hours * 60 + minutes
        return isAhead ? offset : -offset
    }
}
