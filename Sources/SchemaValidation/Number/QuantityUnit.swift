import ConfigDocument

/// The values of `x-unit` (a keyword of this package). Raw values are the names of the runtime's
/// units.
package enum QuantityUnit: String, BitwiseCopyable, Sendable, CaseIterable {
    case nanoseconds, microseconds, milliseconds, seconds, minutes, hours, days
    case bytes, kilobytes, megabytes, gigabytes, terabytes
    case kibibytes, mebibytes, gibibytes, tebibytes

    /// The unit with this name or symbol.
    package init?(named text: String) {
        guard let unit = QuantityUnit(rawValue: text) ?? Self.symbols[text] else { return nil }
        self = unit
    }

    private static let symbols: [String: QuantityUnit] = {
        var symbols = Dictionary(uniqueKeysWithValues: allCases.map { ($0.symbol, $0) })
        symbols["µs"] = .microseconds
        return symbols
    }()

    /// The symbol, such as `s` or `MiB`.
    package var symbol: String {
        switch self {
        case .nanoseconds: "ns"
        case .microseconds: "us"
        case .milliseconds: "ms"
        case .seconds: "s"
        case .minutes: "min"
        case .hours: "h"
        case .days: "d"
        case .bytes: "B"
        case .kilobytes: "kB"
        case .megabytes: "MB"
        case .gigabytes: "GB"
        case .terabytes: "TB"
        case .kibibytes: "KiB"
        case .mebibytes: "MiB"
        case .gibibytes: "GiB"
        case .tebibytes: "TiB"
        }
    }

    /// A text that ends with a number, and the unit: `at least 1 minute`.
    package func counted(_ text: String) -> String {
        let isOne = text.split(separator: " ").last == "1"
        return "\(text) \(isOne ? String(rawValue.dropLast()) : rawValue)"
    }

    /// The number of the unit in programs, from 1.
    var code: Int { (Self.allCases.firstIndex(of: self) ?? 0) + 1 }

    /// Nil for 0 and unknown numbers.
    init?(code: UInt64) {
        guard let number = Int(exactly: code), number > 0, number <= Self.allCases.count else {
            return nil
        }
        // Bound: from 1 to the number of cases.
        self = Self.allCases[number - 1]
    }

    package var isDuration: Bool {
        switch self {
        case .nanoseconds, .microseconds, .milliseconds, .seconds, .minutes, .hours, .days: true
        default: false
        }
    }

    /// The size of the unit in attoseconds or bytes.
    package var size: Int128 {
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

    /// The unit of this size.
    package init?(size: Int128, isDuration: Bool) {
        guard
            let unit = Self.allCases.first(where: { $0.size == size && $0.isDuration == isDuration }
            )
        else { return nil }
        self = unit
    }

    private static let second: Int128 = 1_000_000_000_000_000_000

    /// The least factors by which numbers of this unit and of another become those of one unit; nil
    /// for a duration beside a size.
    package func factors(beside other: QuantityUnit) -> (own: UInt64, other: UInt64)? {
        guard isDuration == other.isDuration else { return nil }
        var (divisor, rest) = (size, other.size)
        while rest != 0 { (divisor, rest) = (rest, divisor % rest) }
        // Bound: a day has 8.64 · 10^13 nanoseconds, a tebibyte 1.1 · 10^12 bytes.
        return (UInt64(size / divisor), UInt64(other.size / divisor))
    }

    /// The expectation for a message, in terms of `Duration` and `ByteCount`; nil if these can hold
    /// the number, or the text with a unit.
    func expectation(insteadOf value: Cursor) -> String? {
        let total: Int128?
        if let text = value.string {
            do throws(QuantityText.Fault) {
                total = try QuantityText(text, isDuration: isDuration).amount
            } catch {
                return error.expectation
            }
        } else {
            total = value.numberText.flatMap { ScaledNumber.product($0, size) }
        }
        if isDuration {
            let isHeld = total.map { Int64(exactly: $0 / Self.second) != nil } ?? false
            return isHeld ? nil : "a duration of whole attoseconds within its range"
        }
        let isHeld = total.map { Int(exactly: $0) != nil } ?? false
        return isHeld ? nil : "a whole number of bytes up to \(Int.max)"
    }
}
