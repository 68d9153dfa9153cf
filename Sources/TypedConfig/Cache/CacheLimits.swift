/// The bounds of a cache.
public struct CacheLimits: Sendable, Equatable {
    /// The number of documents.
    public var maxEntries = 1_000
    /// The number of documents that are also held as decoded values, ready to be returned.
    public var maxDecodedEntries = 100
    /// Memory for documents and values together.
    public var maxBytes = 64 << 20
    /// The compression level of zlib, from 0 (none) to 9 (smallest).
    public var compressionLevel = 6

    /// The default limits.
    public init() {}

    /// The size of an entry besides its compressed text: names, links and headers.
    static let bytesPerEntry = 256
}
