/// The limits within which text is read. Every one that is exceeded is an error with a position.
public struct ReadingOptions: Sendable, Equatable {
    /// Largest source, in bytes. At most 4 GiB - 1, since the tape counts bytes in 32 bits.
    public var maxBytes = 8 << 20
    /// Deepest nesting of objects and arrays.
    public var maxDepth = 128
    /// Most values that YAML aliases and merge keys may add in all.
    public var maxExpansion = 100_000
    /// Takes the first of two equal keys instead of refusing the document. Meant for foreign JSON.
    public var allowsDuplicateKeys = false

    public init() {}
}
