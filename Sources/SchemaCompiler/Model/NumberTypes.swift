import ConfigDocument
import SchemaValidation

/// The integer types besides `Int`, by the format that requests them.
package enum IntegerType: String, CaseIterable {
    case int8, int16, int32, int64, uint8, uint16, uint32, uint64, uint

    var swiftName: String { hasSign ? "I" + rawValue.dropFirst() : "UI" + rawValue.dropFirst(2) }

    var hasSign: Bool { rawValue.first == "i" }

    /// The narrowest type for all numbers of a range; nil if only `Int` fits.
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

    /// True if the type can represent the number.
    func holds(_ number: Int128) -> Bool {
        switch self {
        case .int8: Int8(exactly: number) != nil
        case .int16: Int16(exactly: number) != nil
        case .int32: Int32(exactly: number) != nil
        case .int64: Int64(exactly: number) != nil
        case .uint8: UInt8(exactly: number) != nil
        case .uint16: UInt16(exactly: number) != nil
        case .uint32: UInt32(exactly: number) != nil
        case .uint64, .uint: UInt64(exactly: number) != nil
        }
    }
}

/// The representation of `x-unit` in generated code.
extension QuantityUnit {
    var swiftType: String { isDuration ? "Duration" : "ByteCount" }

    /// The same for a number, or a text such as `30s`.
    func literal(of value: Cursor) -> (unit: String, count: Int)? {
        let text = value.string.flatMap {
            (try? QuantityText($0, isDuration: isDuration).amount).flatMap(count)
        }
        return (value.double ?? text.flatMap(Double.init)).flatMap(literal)
    }

    /// A count of the unit as a whole number of a unit with a Swift function.
    ///
    /// A default of two minutes is `.seconds(120)`, because the standard library has no minutes.
    /// Half a megabyte is `.kilobytes(500)`.
    func literal(of count: Double) -> (unit: String, count: Int)? {
        for unit in [self] + smaller where unit.hasName {
            // Bound: doubles, and below 1e15 where they become an integer.
            let factor = parts / unit.parts
            let scaled = count * factor
            // The scaled number must be exact, not only the nearest one.
            guard scaled == scaled.rounded(), abs(scaled) < 1e15, scaled / factor == count,
                // Bytes are counted in an `Int`.
                isDuration || abs(scaled) * unit.parts < 0x1p63
            else { continue }
            return (unit.rawValue, Int(scaled))
        }
        return nil
    }

    /// True if the type has a function of that name.
    private var hasName: Bool {
        switch self {
        case .minutes, .hours, .days, .terabytes, .tebibytes: false
        default: true
        }
    }

    private var smaller: [QuantityUnit] {
        let units: [QuantityUnit]
        switch self {
        case .kibibytes, .mebibytes, .gibibytes, .tebibytes:
            units = [.gibibytes, .mebibytes, .kibibytes, .bytes]
        case _ where isDuration:
            units = [.seconds, .milliseconds, .microseconds, .nanoseconds]
        default: units = [.gigabytes, .megabytes, .kilobytes, .bytes]
        }
        return units.filter { $0.parts < parts }
    }

    /// The number of the smallest units it contains: nanoseconds or bytes.
    var parts: Double {
        switch self {
        case .nanoseconds, .bytes: 1
        case .microseconds, .kilobytes: 1e3
        case .milliseconds, .megabytes: 1e6
        case .seconds, .gigabytes: 1e9
        case .minutes: 60e9
        case .hours: 3600e9
        case .days: 86_400e9
        case .terabytes: 1e12
        case .kibibytes: 1024
        case .mebibytes: 1_048_576
        case .gibibytes: 1_073_741_824
        case .tebibytes: 1_099_511_627_776
        }
    }
}
