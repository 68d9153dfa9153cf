/// The kind of a tape entry. The raw value is also its bit in type masks.
public enum Kind: UInt8, Sendable {
    case null
    case `false`
    case `true`
    /// A number without a fraction that fits `Int64`, including `1.0` and `1e2`, as in JSON Schema.
    case integer
    /// A number of at most 15 significant digits within the range of `Double`.
    case double
    /// Any other number. Its exact text is kept in addition to the nearest `Double`.
    case decimal
    case string
    case object
    case array
    /// The key of an object's member; its value is the next entry.
    case key
    /// The end of an object or array.
    case end
}

/// One 16-byte entry of the tape, for engines that walk it; other code uses `Cursor`.
///
/// Public because only public code is inlined across modules (6.3: a `package @inlinable` function
/// stays a call, which made validation half as fast).
///
/// An entry is a value, a key or the end of a container, in document order:
///
///     head   offset:32 | flags:4 | length:20 | kind:8
///     body   integer: the value; double, decimal: the bits of the Double
///            key: its hash; string: its length in bytes
///            object, array: index of the end entry:32 | number of members:32
///            end: index of the start entry
///
/// The offset is the start of the value in the source. A string whose text is not literally in the
/// source (escapes, folded lines) has the flag `decoded`; its offset is then an index into the
/// document's table of decoded strings.
@frozen
public struct TapeEntry: Sendable {
    /// The offset, flags, length and kind, from the highest bits to the lowest.
    public var head: UInt64
    /// The number itself, or the data of another kind.
    public var body: UInt64

    /// Creates an entry from its two words.
    @inlinable @inline(__always)
    public init(head: UInt64, body: UInt64) {
        self.head = head
        self.body = body
    }

    /// - Parameters:
    ///   - offset: the start of the value in the source, in bytes.
    ///   - length: the length of its text, in bytes.
    @inlinable @inline(__always)
    public init(_ kind: Kind, offset: Int, length: Int = 0, flags: UInt64 = 0, body: UInt64 = 0) {
        head =
            UInt64(truncatingIfNeeded: offset) << 32 | flags | UInt64(truncatingIfNeeded: length)
            << 8
            | UInt64(kind.rawValue)
        self.body = body
    }

    /// The kind as a byte.
    @inlinable @inline(__always)
    public var rawKind: UInt8 { UInt8(truncatingIfNeeded: head) }

    /// The kind of the value.
    @inlinable @inline(__always)
    public var kind: Kind { unsafeBitCast(rawKind, to: Kind.self) }

    /// The byte offset in the source, or the index of the decoded string.
    @inlinable @inline(__always)
    public var offset: Int { Int(truncatingIfNeeded: head &>> 32) }

    /// The length of the source text in bytes: for a key, without quotes; for other scalars, of the
    /// lexeme.
    @inlinable @inline(__always)
    public var length: Int { Int(truncatingIfNeeded: (head &>> 8) & 0xF_FFFF) }

    /// The index of the entry that ends this container.
    @inlinable @inline(__always)
    public var endIndex: Int { Int(truncatingIfNeeded: body &>> 32) }

    /// The number of members or elements.
    @inlinable @inline(__always)
    public var count: Int { Int(truncatingIfNeeded: body & 0xFFFF_FFFF) }

    /// The number of an entry of kind `integer`.
    @inlinable @inline(__always)
    public var integer: Int64 { Int64(bitPattern: body) }

    /// The number of an entry of kind `double`.
    @inlinable @inline(__always)
    public var double: Double { Double(bitPattern: body) }

    /// True if a flag is set.
    @inlinable @inline(__always)
    public func has(_ flag: UInt64) -> Bool { head & flag != 0 }

    /// The longest key or number lexeme that an entry can describe, in bytes.
    public static let maxLength = 0xF_FFFF
}

extension TapeEntry {
    /// The text, or the lexeme of a number, is in the table of decoded strings.
    @inlinable public static var decoded: UInt64 { 1 &<< 31 }
    /// A string of ASCII characters only, so that bytes are code points.
    @inlinable public static var ascii: UInt64 { 1 &<< 30 }
    /// The text is in quotes, and starts one byte after the offset.
    @inlinable public static var quoted: UInt64 { 1 &<< 29 }
    /// A number written with a fraction or an exponent. (A number is never `ascii`.)
    @inlinable public static var fractional: UInt64 { 1 &<< 30 }
    /// The value was reached through a YAML alias or merge key: its source belongs to its anchor.
    @inlinable public static var aliased: UInt64 { 1 &<< 28 }
}

/// The location of a string whose text is not literally in the source.
@frozen
public struct DecodedString: Sendable {
    /// The start of the string in the source, including quotes.
    public var sourceStart: UInt32
    /// The end of the string in the source, exclusive.
    public var sourceEnd: UInt32
    /// The start of the text in the document's decoded bytes.
    public var start: UInt32
    /// The length of the text in bytes.
    public var length: UInt32

    /// Creates a location from offsets in bytes.
    @inlinable
    public init(sourceStart: Int, sourceEnd: Int, start: Int, length: Int) {
        self.sourceStart = UInt32(truncatingIfNeeded: sourceStart)
        self.sourceEnd = UInt32(truncatingIfNeeded: sourceEnd)
        self.start = UInt32(truncatingIfNeeded: start)
        self.length = UInt32(truncatingIfNeeded: length)
    }
}
