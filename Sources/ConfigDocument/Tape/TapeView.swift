/// The memory of a document, for hot loops. Valid only while its owner exists: passed to closures,
/// never stored.
@frozen
public struct TapeView {
    /// The entries, in document order.
    public let entries: UnsafePointer<TapeEntry>
    /// The source, followed by at least 8 zero bytes.
    public let source: UnsafePointer<UInt8>
    /// The text of decoded strings, followed by at least 8 readable bytes.
    public let decoded: UnsafePointer<UInt8>
    /// The table that entries with the flag `decoded` point into.
    public let decodedStrings: UnsafePointer<DecodedString>

    /// Creates a view of a document's memory, which the caller must keep alive.
    @inlinable
    public init(
        entries: UnsafePointer<TapeEntry>,
        source: UnsafePointer<UInt8>,
        decoded: UnsafePointer<UInt8>,
        decodedStrings: UnsafePointer<DecodedString>
    ) {
        self.entries = entries
        self.source = source
        self.decoded = decoded
        self.decodedStrings = decodedStrings
    }

    /// The entry at an index; the index is not checked.
    @inlinable @inline(__always)
    public subscript(index: Int) -> TapeEntry { entries[index] }

    /// The first byte of the text of a string or key. At least 8 bytes after the text are readable.
    @inlinable @inline(__always)
    public func textStart(_ entry: TapeEntry) -> UnsafePointer<UInt8> {
        if entry.has(TapeEntry.decoded) {
            return decoded + Int(decodedStrings[entry.offset].start)
        }
        return source + (entry.offset &+ (entry.has(TapeEntry.quoted) ? 1 : 0))
    }

    /// The number of bytes in the text of a string or key.
    @inlinable @inline(__always)
    public func textLength(_ entry: TapeEntry) -> Int {
        entry.rawKind == Kind.key.rawValue
            ? entry.length : Int(truncatingIfNeeded: entry.body)
    }

    /// The text of a string or key, as UTF-8.
    @inlinable @inline(__always)
    public func text(_ entry: TapeEntry) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: textStart(entry), count: textLength(entry))
    }

    /// The lexeme of a number as written; in decimal digits if its notation exists only in TOML.
    @inlinable
    public func lexeme(_ entry: TapeEntry) -> UnsafeRawBufferPointer {
        let start =
            entry.has(TapeEntry.decoded)
            ? decoded + Int(decodedStrings[entry.offset].start) : source + entry.offset
        return UnsafeRawBufferPointer(start: start, count: entry.length)
    }

    /// The index after the value at `index`.
    @inlinable @inline(__always)
    public func next(after index: Int) -> Int {
        let entry = entries[index]
        let kind = entry.rawKind
        return kind == Kind.object.rawValue || kind == Kind.array.rawValue
            ? entry.endIndex &+ 1 : index &+ 1
    }

    /// The index of the value of the member with a key; nil if there is none.
    ///
    /// Keys are compared by hash and length, and keys of more than 8 bytes also by their bytes.
    @inlinable
    public func member(
        of object: Int,
        hash: UInt64,
        key: UnsafeRawBufferPointer
    ) -> Int? {
        var index = object &+ 1
        let end = entries[object].endIndex
        while index < end {
            if isKey(entries[index], hash: hash, text: key) { return index &+ 1 }
            index = next(after: index &+ 1)
        }
        return nil
    }

    /// True if a key entry has this text.
    @inlinable @inline(__always)
    public func isKey(_ entry: TapeEntry, hash: UInt64, text: UnsafeRawBufferPointer) -> Bool {
        guard entry.body == hash, entry.length == text.count else { return false }
        return text.count <= KeyHash.exactLength || bytesEqual(self.text(entry), text)
    }

    /// The number of entries of a container, and their approximate size in the source in bytes.
    package func size(_ container: TapeEntry) -> (entries: Int, bytes: Int) {
        let end = entries[container.endIndex]
        return (
            entries: Int(container.count), bytes: max(0, end.offset + end.length - container.offset)
        )
    }

    /// The byte range of the value at `index` in the source, including quotes and brackets.
    public func sourceRange(_ index: Int) -> Range<Int> { sourceRange(entries[index]) }

    /// The byte range of an entry; unless it is a container, it need not be on the tape yet.
    func sourceRange(_ entry: TapeEntry) -> Range<Int> {
        switch entry.kind {
        case .string, .key:
            if entry.has(TapeEntry.decoded) {
                let decoded = decodedStrings[entry.offset]
                return Int(decoded.sourceStart)..<Int(decoded.sourceEnd)
            }
            let quotes = entry.has(TapeEntry.quoted) ? 2 : 0
            return entry.offset..<entry.offset + textLength(entry) + quotes
        case .object, .array:
            // A block collection ends with its last value.
            let end = entries[entry.endIndex]
            return entry.offset..<max(entry.offset, end.offset + end.length)
        default:
            if entry.has(TapeEntry.decoded) {
                let decoded = decodedStrings[entry.offset]
                return Int(decoded.sourceStart)..<Int(decoded.sourceEnd)
            }
            return entry.offset..<entry.offset + entry.length
        }
    }
}

/// True if two ranges contain the same bytes.
@inlinable @inline(__always)
public func bytesEqual(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Bool {
    guard left.count == right.count else { return false }
    var index = 0
    while index &+ 8 <= left.count {
        if left.loadUnaligned(fromByteOffset: index, as: UInt64.self)
            != right.loadUnaligned(fromByteOffset: index, as: UInt64.self)
        {
            return false
        }
        index &+= 8
    }
    // The remaining bytes are compared together with earlier ones, or as two overlapping halves.
    if left.count >= 8 {
        return left.loadUnaligned(fromByteOffset: left.count &- 8, as: UInt64.self)
            == right.loadUnaligned(fromByteOffset: left.count &- 8, as: UInt64.self)
    }
    if left.count >= 4 {
        return left.loadUnaligned(fromByteOffset: 0, as: UInt32.self)
            == right.loadUnaligned(fromByteOffset: 0, as: UInt32.self)
            && left.loadUnaligned(fromByteOffset: left.count &- 4, as: UInt32.self)
                == right.loadUnaligned(fromByteOffset: left.count &- 4, as: UInt32.self)
    }
    while index < left.count {
        if left[index] != right[index] { return false }
        index &+= 1
    }
    return true
}
