import CZlib
import ConfigDocument

/// The text of a document in zlib's format, with a checksum over the compressed bytes.
struct CompressedDocument: Sendable {
    let name: String
    let format: DocumentFormat
    /// The size of the uncompressed text in bytes.
    let textCount: Int
    /// The hash of the uncompressed text; see `Document.contentHash`.
    let contentHash: Int
    private let checksum: UInt
    private(set) var bytes: [UInt8]

    /// - Parameter level: from 0, none, to 9, smallest.
    /// - Returns: nil if zlib cannot allocate memory.
    init?(_ document: Document, level: Int) {
        let source = document.storage.sourceBytes
        guard let bytes = Zlib.deflated(source, level: level) else { return nil }
        name = document.name
        format = document.format
        textCount = source.count
        contentHash = document.contentHash
        self.bytes = bytes
        checksum = Self.checksum(of: bytes)
    }

    /// The document, parsed again; nil if a byte has changed since it was compressed.
    ///
    /// The output never exceeds the size of the original text, whatever the compressed bytes
    /// contain.
    func document() -> Document? {
        guard Self.checksum(of: bytes) == checksum else { return nil }
        guard let text = Zlib.inflated(bytes, byteCount: textCount) else { return nil }
        return try? Document(parsing: text, as: format, named: name)
    }

    private static func checksum(of bytes: [UInt8]) -> UInt {
        // Bound: 32 bits.
        UInt(crc32_z(0, bytes, bytes.count))
    }

    #if DEBUG
        /// For tests: simulates a memory fault.
        mutating func flip(byte index: Int) { bytes[index] ^= 0x10 }
    #endif
}

extension Document {
    /// A hash of the text. It detects an edit that keeps the size and modification time of a file,
    /// and is valid within this process only.
    var contentHash: Int {
        var hasher = Hasher()
        hasher.combine(bytes: storage.sourceBytes)
        return hasher.finalize()
    }
}
