/// The whole number types besides `Int`, by the format that asks for them.
enum IntegerType: String, CaseIterable {
    case int8, int16, int32, int64, uint8, uint16, uint32, uint64, uint

    var swiftName: String { hasSign ? "I" + rawValue.dropFirst() : "UI" + rawValue.dropFirst(2) }

    var hasSign: Bool { rawValue.first == "i" }

    /// The narrowest type for all numbers of a range; nil where only `Int` will do.
    static func narrowest(from least: Int, to most: Int) -> IntegerType? {
        let widths: [(IntegerType, ClosedRange<Int>)] =
            least >= 0
            ? [(.uint8, 0...255), (.uint16, 0...65_535), (.uint32, 0...4_294_967_295)]
            : [
                (.int8, -128...127), (.int16, -32_768...32_767),
                (.int32, -2_147_483_648...2_147_483_647),
            ]
        return widths.first { $0.1.contains(least) && $0.1.contains(most) }?.0
    }

    /// Whether the type holds the number.
    func holds(_ number: Int) -> Bool {
        switch self {
        case .int8: Int8(exactly: number) != nil
        case .int16: Int16(exactly: number) != nil
        case .int32: Int32(exactly: number) != nil
        case .int64: true
        case .uint8: UInt8(exactly: number) != nil
        case .uint16: UInt16(exactly: number) != nil
        case .uint32: UInt32(exactly: number) != nil
        case .uint64, .uint: number >= 0
        }
    }
}

/// What `x-unit` may say. Raw values are the names of the runtime's units.
enum QuantityUnit: String, CaseIterable {
    case nanoseconds, microseconds, milliseconds, seconds, minutes, hours, days
    case bytes, kilobytes, megabytes, gigabytes, terabytes
    case kibibytes, mebibytes, gibibytes, tebibytes

    /// By its name, or by its symbol.
    init?(named text: String) {
        guard let unit = QuantityUnit(rawValue: text) ?? Self.symbols[text] else { return nil }
        self = unit
    }

    private static let symbols: [String: QuantityUnit] = [
        "ns": .nanoseconds, "us": .microseconds, "µs": .microseconds, "ms": .milliseconds,
        "s": .seconds, "min": .minutes, "h": .hours, "d": .days, "B": .bytes, "kB": .kilobytes,
        "MB": .megabytes, "GB": .gigabytes, "TB": .terabytes, "KiB": .kibibytes,
        "MiB": .mebibytes, "GiB": .gibibytes, "TiB": .tebibytes,
    ]

    var isDuration: Bool {
        switch self {
        case .nanoseconds, .microseconds, .milliseconds, .seconds, .minutes, .hours, .days: true
        default: false
        }
    }

    var swiftType: String { isDuration ? "Duration" : "ByteCount" }

    /// Units that Swift can make a value of, the largest first, as parts of this one.
    ///
    /// A default of two minutes is `.seconds(120)`: what the standard library has no name for is
    /// said in what it has.
    func literal(of count: Double) -> (unit: String, count: Int)? {
        func whole(_ factor: Double, _ unit: String) -> (unit: String, count: Int)? {
            let scaled = count * factor
            guard scaled == scaled.rounded(), abs(scaled) < 1e15 else { return nil }
            // The scaled number has to be the one that is meant, not the nearest to it.
            guard factor == 1 || scaled / factor == count else { return nil }
            return (unit, Int(scaled))
        }
        switch self {
        case .days: return whole(86_400, "seconds")
        case .hours: return whole(3600, "seconds")
        case .minutes: return whole(60, "seconds")
        case .seconds: return whole(1, rawValue) ?? whole(1000, "milliseconds")
        case .terabytes: return whole(1000, "gigabytes")
        case .tebibytes: return whole(1024, "gibibytes")
        default: return whole(1, rawValue)
        }
    }
}
