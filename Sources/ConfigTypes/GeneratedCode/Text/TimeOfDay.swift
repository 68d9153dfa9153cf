import SchemaValidation

/// A time of day with its offset from UTC: `12:30:00Z`, `08:15:30.25-05:00`.
public struct TimeOfDay: ConfigText {
    /// The name of the format in messages.
    public static let expectation = "a time, such as 12:30:00Z"

    public let description: String
    /// The hour, from 0 to 23.
    public let hour: Int
    /// The minute, from 0 to 59.
    public let minute: Int
    /// The second, from 0 to 60, which is a leap second.
    public let second: Int
    /// The nanosecond; further digits are only part of the description.
    public let nanosecond: Int
    /// Local time minus UTC, in seconds.
    public let secondsFromUTC: Int

    /// Nil if the string is not a `full-time` (RFC 3339, section 5.6).
    public init?(_ text: String) {
        guard Format.time.accepts(text) else { return nil }
        let bytes = Array(text.utf8)
        // Bound: two digits.
        func number(at index: Int) -> Int {
            Int(bytes[index] - 48) * 10 + Int(bytes[index + 1] - 48)
        }
        description = text
        (hour, minute, second) = (number(at: 0), number(at: 3), number(at: 6))
        var nanosecond = 0
        var scale = 100_000_000
        // Bound: nine digits.
        for byte in bytes.dropFirst(9).prefix(while: { $0 >= 48 && $0 <= 57 }) where scale > 0 {
            nanosecond += Int(byte - 48) * scale
            scale /= 10
        }
        self.nanosecond = bytes[8] == UInt8(ascii: ".") ? nanosecond : 0
        // Bound: the format ends in Z or an offset of six bytes.
        if bytes[bytes.count - 1] | 0x20 == UInt8(ascii: "z") {
            secondsFromUTC = 0
        } else {
            let minutes = number(at: bytes.count - 5) * 60 + number(at: bytes.count - 2)
            let isBehind = bytes[bytes.count - 6] == UInt8(ascii: "-")
            secondsFromUTC = (isBehind ? -minutes : minutes) * 60
        }
    }

    // Bound: two digits each.
    /// Whole seconds since local midnight, without the offset from UTC.
    public var secondsSinceMidnight: Int { hour * 3600 + minute * 60 + second }
}
