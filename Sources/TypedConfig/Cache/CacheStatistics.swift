/// The contents of a cache, and the requests it has served since it was created.
public struct CacheStatistics: Sendable, Equatable {
    /// The number of cached documents.
    public var entries = 0
    /// The number of cached documents that are also held as decoded values.
    public var decodedEntries = 0
    /// The number of loads served from memory.
    public var hits = 0
    /// The number of loads that read a file.
    public var misses = 0
    /// The number of documents evicted to stay within the limits.
    public var evictions = 0
    /// The number of entries found damaged and read from their file again.
    public var damagedEntries = 0
    /// The size of the cached documents as text, in bytes.
    public var uncompressedBytes = 0
    /// The size of the cached documents as they are held, in bytes.
    public var compressedBytes = 0
    /// The estimated memory of the decoded values, in bytes.
    public var decodedBytes = 0

    /// The fraction of loads that were hits, from 0 to 1; 0 before the first load.
    public var hitRatio: Double {
        hits + misses == 0 ? 0 : Double(hits) / Double(hits + misses)
    }

    /// Compressed size divided by uncompressed size: 0.25 if compression saves three quarters; 1
    /// without documents.
    public var compressionRatio: Double {
        uncompressedBytes == 0 ? 1 : Double(compressedBytes) / Double(uncompressedBytes)
    }
}
