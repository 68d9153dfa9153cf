internal import Synchronization

/// The limits within which text is read. Every one that is exceeded is an error with a position,
/// which names the limit.
public struct ReadingOptions: Sendable, Equatable {
    /// Largest source, in bytes; 8 MiB. At most 4 GiB - 1, since the tape counts bytes in 32 bits.
    public var maxBytes: Int
    /// Deepest nesting of objects and arrays; 128. Values are read level by level on the stack of
    /// their thread, so that far more than 1,000 needs a large one.
    public var maxDepth: Int
    /// Most values that YAML aliases and merge keys may add in all; 100,000.
    public var maxExpansion: Int
    /// Most settings of one type that variables, arguments and secret files may set, each way to a
    /// property counted; 65,536. Those beyond are read from files alone.
    public var maxSettings = 65_536
    /// Takes the first of two equal keys instead of refusing the document. Meant for foreign JSON.
    public var allowsDuplicateKeys = false
    /// Takes a text of blanks alone for null in JSON too, as YAML does.
    public var allowsBlankText = false
    /// Notes how each value is written, so that an edit of the text need not read it once more.
    package var notesLayout = false
    /// Takes comments and trailing commas in files called `.json`, as in those called `.jsonc`.
    public var allowsJSONComments = false
    /// Reads TOML by version 1.1: inline tables over several lines and with a trailing comma, the
    /// escapes `\e` and `\xHH`, and times without seconds.
    public var allowsTOML11 = false

    /// The limits of this process, `standard`.
    public init() { self = Self.standard }

    private init(maxBytes: Int, maxDepth: Int, maxExpansion: Int) {
        self.maxBytes = maxBytes
        self.maxDepth = maxDepth
        self.maxExpansion = maxExpansion
    }

    /// The limits within which this process reads all files that nothing else is said of: documents,
    /// schemas, layers and what the package keeps itself. To be set once, before the first of them.
    public static var standard: ReadingOptions {
        get { current.withLock { $0 } ?? builtin }
        set { current.withLock { $0 = newValue } }
    }

    /// Nil until it is set. Optimised by Swift 6.3.1, a static mutex around a struct of this size that
    /// has a value from the start holds zeros instead.
    private static let current = Mutex<ReadingOptions?>(nil)

    private static var builtin: ReadingOptions {
        ReadingOptions(maxBytes: 8 << 20, maxDepth: 128, maxExpansion: 100_000)
    }
}
