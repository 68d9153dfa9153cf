/// What a cache holds, and what it was asked for since it was made.
public struct CacheStatistics: Sendable, Equatable {
    /// Documents that are held.
    public var entries = 0
    /// Those of them that are held as values too.
    public var decodedEntries = 0
    /// Loads that were served from memory.
    public var hits = 0
    /// Loads that read a file.
    public var misses = 0
    /// Documents that were given up to stay within the limits.
    public var evictions = 0
    /// Entries that were found damaged, and were read from their file again.
    public var damagedEntries = 0
    /// Bytes of the documents that are held, as text.
    public var uncompressedBytes = 0
    /// Bytes of the same documents as they are held.
    public var compressedBytes = 0
    /// Memory that the values take, estimated.
    public var decodedBytes = 0

    /// The part of all loads that were hits, from 0 to 1; 0 before the first.
    public var hitRatio: Double {
        hits + misses == 0 ? 0 : Double(hits) / Double(hits + misses)
    }

    /// Compressed by uncompressed size: 0.25 where three quarters are saved; 1 without documents.
    public var compressionRatio: Double {
        uncompressedBytes == 0 ? 1 : Double(compressedBytes) / Double(uncompressedBytes)
    }
}
