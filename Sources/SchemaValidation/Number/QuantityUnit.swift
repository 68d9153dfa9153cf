import ConfigDocument

/// The values of `x-unit` (a keyword of this package). Raw values are the names of the runtime's
/// units.
package enum QuantityUnit: String, Sendable, CaseIterable {
    case nanoseconds, microseconds, milliseconds, seconds, minutes, hours, days
    case bytes, kilobytes, megabytes, gigabytes, terabytes
    case kibibytes, mebibytes, gibibytes, tebibytes

    /// The unit with this name or symbol.
    package init?(named text: String) {
        guard let unit = QuantityUnit(rawValue: text) ?? Self.symbols[text] else { return nil }
        self = unit
    }

    private static let symbols: [String: QuantityUnit] = [
        "ns": .nanoseconds, "us": .microseconds, "µs": .microseconds, "ms": .milliseconds,
        "s": .seconds, "min": .minutes, "h": .hours, "d": .days, "B": .bytes, "kB": .kilobytes,
        "MB": .megabytes, "GB": .gigabytes, "TB": .terabytes, "KiB": .kibibytes,
        "MiB": .mebibytes, "GiB": .gibibytes, "TiB": .tebibytes,
    ]

    package var isDuration: Bool {
        switch self {
        case .nanoseconds, .microseconds, .milliseconds, .seconds, .minutes, .hours, .days: true
        default: false
        }
    }

    /// The size of the unit in attoseconds or bytes.
    private var size: Int128 {
        switch self {
        case .nanoseconds: 1_000_000_000
        case .microseconds: 1_000_000_000_000
        case .milliseconds: 1_000_000_000_000_000
        case .seconds: Self.second
        // Bound: constants.
        case .minutes: 60 * Self.second
        case .hours: 3600 * Self.second
        case .days: 86_400 * Self.second
        case .bytes: 1
        case .kilobytes: 1_000
        case .megabytes: 1_000_000
        case .gigabytes: 1_000_000_000
        case .terabytes: 1_000_000_000_000
        case .kibibytes: 1 << 10
        case .mebibytes: 1 << 20
        case .gibibytes: 1 << 30
        case .tebibytes: 1 << 40
        }
    }

    private static let second: Int128 = 1_000_000_000_000_000_000

    /// The expectation for a message, in terms of `Duration` and `ByteCount`; nil if these can hold
    /// the number.
    func expectation(insteadOf number: Cursor) -> String? {
        let total = number.numberText.flatMap { ScaledNumber.product($0, size) }
        if isDuration {
            let isHeld = total.map { Int64(exactly: $0 / Self.second) != nil } ?? false
            return isHeld ? nil : "a duration of whole attoseconds within its range"
        }
        let isHeld = total.map { Int(exactly: $0) != nil } ?? false
        return isHeld ? nil : "a whole number of bytes up to \(Int.max)"
    }
}
