/// The value of a string in the format `date`, `date-time`, `time` or `duration`, for comparisons.
///
/// Only two of the same format have an order. Offsets from UTC are taken into account. A year of a
/// duration counts as 365.2425 days, the mean of the calendar, and a month as a twelfth of it.
struct OrderedTime: Equatable {
    private enum Sort { case date, dateTime, time, duration }

    private let sort: Sort
    private let seconds: Int128
    /// Attoseconds; digits beyond these are ignored.
    private let fraction: UInt64

    init?(_ text: UnsafeRawBufferPointer) {
        // The shortest is `P1D`; no format of time begins otherwise.
        guard text.count >= 3, text.count <= Self.longest else { return nil }
        if text[0] == UInt8(ascii: "P") {
            guard Format.duration.accepts(text), let total = Self.duration(text) else { return nil }
            (sort, seconds, fraction) = (.duration, total, 0)
        } else if text[2] == UInt8(ascii: ":") {
            guard Format.time.accepts(text) else { return nil }
            (sort, seconds, fraction) = (.time, Self.time(text), Self.fraction(of: text))
        } else if text.count == Self.dateLength {
            guard Format.date.accepts(text) else { return nil }
            (sort, seconds, fraction) = (.date, Self.day(text), 0)
        } else {
            guard Format.dateTime.accepts(text) else { return nil }
            let time = UnsafeRawBufferPointer(rebasing: text[(Self.dateLength + 1)...])
            sort = .dateTime
            // Bound: days of four-digit years.
            seconds = Self.day(text) * 86_400 + Self.time(time)
            fraction = Self.fraction(of: time)
        }
    }

    private static let longest = 200
    private static let dateLength = 10

    /// True if it is before the other one; nil for another format.
    func isBefore(_ other: OrderedTime) -> Bool? {
        guard sort == other.sort else { return nil }
        return (seconds, fraction) < (other.seconds, other.fraction)
    }

    // MARK: Parts of a text that is in its format

    private static func number(_ text: UnsafeRawBufferPointer, _ range: Range<Int>) -> Int128 {
        // Bound: at most four digits.
        range.reduce(0) { $0 * 10 + Int128(text[$1] &- 0x30) }
    }

    /// The number of days before a date since the start of the proleptic calendar.
    private static func day(_ text: UnsafeRawBufferPointer) -> Int128 {
        let (month, day) = (number(text, 5..<7), number(text, 8..<10))
        // A year begins in March, so that its last day is the one that leap years have.
        // Bound: years of four digits.
        let year = number(text, 0..<4) - (month <= 2 ? 1 : 0) + 400
        let months = (month + 9) % 12
        return year * 365 + year / 4 - year / 100 + year / 400 + (months * 153 + 2) / 5 + day
    }

    /// Seconds since midnight UTC.
    private static func time(_ text: UnsafeRawBufferPointer) -> Int128 {
        // Bound: two digits each.
        let local = number(text, 0..<2) * 3600 + number(text, 3..<5) * 60 + number(text, 6..<8)
        let last = text.count - 6
        guard text[text.count - 1] | 0x20 != UInt8(ascii: "z") else { return local }
        let offset =
            number(text, last + 1..<last + 3) * 3600 + number(text, last + 4..<last + 6) * 60
        return text[last] == UInt8(ascii: "+") ? local - offset : local + offset
    }

    private static func fraction(of time: UnsafeRawBufferPointer) -> UInt64 {
        guard time.count > 8, time[8] == UInt8(ascii: ".") else { return 0 }
        var (value, count) = (UInt64(0), 0)
        // Bound: eighteen digits.
        for byte in time[9...] {
            guard byte &- 0x30 <= 9, count < 18 else { break }
            value = value * 10 + UInt64(byte &- 0x30)
            count += 1
        }
        for _ in count..<18 { value *= 10 }
        return value
    }

    /// Seconds; nil for a number of more than eighteen digits.
    private static func duration(_ text: UnsafeRawBufferPointer) -> Int128? {
        var (total, value, digits) = (Int128(0), Int128(0), 0)
        var isTime = false
        for byte in text.dropFirst() {
            let unit: Int128
            switch byte {
            case UInt8(ascii: "T"):
                isTime = true
                continue
            case UInt8(ascii: "Y"): unit = 31_556_952
            case UInt8(ascii: "M"): unit = isTime ? 60 : 2_629_746
            case UInt8(ascii: "W"): unit = 604_800
            case UInt8(ascii: "D"): unit = 86_400
            case UInt8(ascii: "H"): unit = 3_600
            case UInt8(ascii: "S"): unit = 1
            default:
                digits += 1
                guard digits <= 18 else { return nil }
                // Bound: eighteen digits.
                value = value * 10 + Int128(byte &- 0x30)
                continue
            }
            // Bound: eighteen digits by a year, six times.
            total += value * unit
            (value, digits) = (0, 0)
        }
        return total
    }
}
