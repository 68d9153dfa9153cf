/// What a cache may hold.
public struct CacheLimits: Sendable, Equatable {
    /// Documents in all.
    public var maxEntries = 1_000
    /// Documents that are held as values too, ready to be handed out.
    public var maxDecodedEntries = 100
    /// Memory for documents and values together.
    public var maxBytes = 64 << 20
    /// How hard zlib tries: from 0, not at all, to 9.
    public var compressionLevel = 6

    /// The limits as they are by default.
    public init() {}

    /// What an entry takes besides its compressed text: names, links and headers.
    static let bytesPerEntry = 256
}
