/// A number of bytes.
public struct ByteCount: Sendable, Hashable, Comparable {
    /// The number of bytes.
    public var bytes: Int

    /// Creates a count of bytes.
    public init(bytes: Int) { self.bytes = bytes }

    /// Units of one byte.
    public static func bytes(_ count: Int) -> ByteCount { ByteCount(bytes: count) }
    // Bound: counts of a program: documents come in by `init(smallestUnits:)`.
    /// Units of 1000 bytes.
    public static func kilobytes(_ count: Int) -> ByteCount { ByteCount(bytes: count * 1000) }
    /// Units of 1000² bytes.
    public static func megabytes(_ count: Int) -> ByteCount { ByteCount(bytes: count * 1_000_000) }
    /// Units of 1000³ bytes.
    public static func gigabytes(_ count: Int) -> ByteCount {
        ByteCount(bytes: count * 1_000_000_000)
    }
    // Bound: as above.
    /// Units of 1024 bytes.
    public static func kibibytes(_ count: Int) -> ByteCount { ByteCount(bytes: count << 10) }
    /// Units of 1024² bytes.
    public static func mebibytes(_ count: Int) -> ByteCount { ByteCount(bytes: count << 20) }
    /// Units of 1024³ bytes.
    public static func gibibytes(_ count: Int) -> ByteCount { ByteCount(bytes: count << 30) }

    public static func < (left: ByteCount, right: ByteCount) -> Bool { left.bytes < right.bytes }
}

extension ByteCount: CustomStringConvertible {
    /// The count in the largest unit that gives a whole number: `4 MiB`, `1500 B`.
    public var description: String {
        guard bytes != 0 else { return "0 B" }
        for (shift, name) in [(40, "TiB"), (30, "GiB"), (20, "MiB"), (10, "KiB")]
        where bytes.trailingZeroBitCount >= shift {
            return "\(bytes >> shift) \(name)"
        }
        return "\(bytes) B"
    }
}

/// The units of byte counts: powers of 1000 and, with the names of IEC 80000-13, of 1024.
public enum ByteUnit: ConfigUnit {
    case bytes, kilobytes, megabytes, gigabytes, terabytes, kibibytes, mebibytes, gibibytes
    case tebibytes

    /// The size of the unit in bytes.
    public var size: Int128 {
        switch self {
        case .bytes: 1
        case .kilobytes: 1000
        case .megabytes: 1_000_000
        case .gigabytes: 1_000_000_000
        case .terabytes: 1_000_000_000_000
        case .kibibytes: 1 << 10
        case .mebibytes: 1 << 20
        case .gibibytes: 1 << 30
        case .tebibytes: 1 << 40
        }
    }
}

extension ByteCount: ConfigQuantity {
    public typealias Unit = ByteUnit

    public static var expectation: String { "a whole number of bytes up to \(Int.max)" }

    public init?(smallestUnits: Int128) {
        guard let bytes = Int(exactly: smallestUnits) else { return nil }
        self.init(bytes: bytes)
    }

    // Bound: 64 bits.
    public var smallestUnits: Int128 { Int128(bytes) }
}
