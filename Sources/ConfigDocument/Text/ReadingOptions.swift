internal import Synchronization

/// The limits for reading text. Exceeding one is an error with a position that names the limit.
public struct ReadingOptions: Sendable, Equatable {
    /// The maximum size of a source in bytes; 8 MiB. At most 4 GiB - 1, because the tape counts
    /// bytes in 32 bits.
    public var maxBytes: Int
    /// The maximum nesting of objects and arrays; 128. Values are read recursively on the stack of
    /// their thread, so that far more than 1,000 levels require a large stack.
    public var maxDepth: Int
    /// The maximum number of values added by YAML aliases and merge keys; 100,000.
    public var maxExpansion: Int
    /// The maximum number of settings of one type that variables, arguments and secret files can
    /// set, counting each path to a property; 65,536. Files alone can set the remaining ones.
    public var maxSettings = 65_536
    /// Uses the first of several equal keys instead of refusing the document. Intended for foreign
    /// JSON.
    public var allowsDuplicateKeys = false
    /// Reads blank JSON text as null, like YAML.
    public var allowsBlankText = false
    /// Records the notation of each value, so that an edit need not parse the text again.
    package var notesLayout = false
    /// Accepts comments and trailing commas in `.json` files, as in `.jsonc` files.
    public var allowsJSONComments = false
    /// Accepts TOML 1.1: inline tables on several lines and with a trailing comma, the escapes `\e`
    /// and `\xHH`, and times without seconds.
    public var allowsTOML11 = false

    /// Creates the options of this process, `standard`.
    public init() { self = Self.standard }

    private init(maxBytes: Int, maxDepth: Int, maxExpansion: Int) {
        self.maxBytes = maxBytes
        self.maxDepth = maxDepth
        self.maxExpansion = maxExpansion
    }

    /// The default options of this process for everything that it reads: documents, schemas, layers
    /// and the package's own files. Set them once, before reading anything.
    public static var standard: ReadingOptions {
        get { current.withLock { $0 } ?? builtin }
        set { current.withLock { $0 = newValue } }
    }

    /// Nil until it is set. A static mutex with an initial value of this size contains zeros if
    /// optimised by Swift 6.3.1.
    private static let current = Mutex<ReadingOptions?>(nil)

    private static var builtin: ReadingOptions {
        ReadingOptions(maxBytes: 8 << 20, maxDepth: 128, maxExpansion: 100_000)
    }
}
