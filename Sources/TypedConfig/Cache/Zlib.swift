import CZlib

/// Texts in zlib's format (RFC 1950).
package enum Zlib {
    /// - Parameter level: from 0, none, to 9, smallest.
    /// - Returns: nil if zlib cannot allocate memory.
    package static func deflated(_ text: [UInt8], level: Int) -> [UInt8]? {
        text.withUnsafeBytes { deflated($0, level: level) }
    }

    static func deflated(_ source: UnsafeRawBufferPointer, level: Int) -> [UInt8]? {
        // Bound: sizes of documents, which are below 2^32.
        let bound = Int(compressBound(uLong(source.count)))
        return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: bound) { buffer in
            var count = uLongf(bound)
            let result = compress2(
                buffer.baseAddress,
                &count,
                source.bindMemory(to: UInt8.self).baseAddress,
                uLong(source.count),
                // Bound: from 0 to 9.
                Int32(min(max(level, 0), 9))
            )
            // Copied to its exact size, because the buffer keeps its full allocation.
            // Bound: the size of the buffer at most.
            return result == Z_OK ? Array(buffer.prefix(Int(count))) : nil
        }
    }

    /// The text of compressed bytes, which must have exactly this size. The output never exceeds it,
    /// whatever the bytes contain.
    package static func inflated(_ bytes: [UInt8], byteCount: Int) -> [UInt8]? {
        // One byte more, because zlib reports an empty output buffer as an error.
        // Bound: sizes of documents.
        var text = [UInt8](repeating: 0, count: byteCount + 1)
        var count = uLongf(byteCount + 1)
        let result = uncompress(&text, &count, bytes, uLong(bytes.count))
        // Bound: the size of the buffer at most.
        guard result == Z_OK, Int(count) == byteCount else { return nil }
        text.removeLast()
        return text
    }
}
