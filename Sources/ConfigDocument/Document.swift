/// A format that documents are written in.
public enum DocumentFormat: String, Sendable, CaseIterable {
    case json
    case yaml

    /// The format of a file by its extension: `.yaml` and `.yml` are YAML, all others JSON.
    public init(path: String) {
        let name = path.utf8
        self = Self.ends(name, ".yaml") || Self.ends(name, ".yml") ? .yaml : .json
    }

    /// Whether a name ends like this, in letters of either case.
    private static func ends(_ name: String.UTF8View, _ ending: StaticString) -> Bool {
        let count = ending.utf8CodeUnitCount
        guard name.count >= count else { return false }
        var index = name.index(name.endIndex, offsetBy: -count)
        for offset in 0..<count {
            let byte = name[index]
            let isCapital = byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z")
            guard ending.utf8Start[offset] == (isCapital ? byte | 0x20 : byte) else { return false }
            name.formIndex(after: &index)
        }
        return true
    }
}

/// A text that was read: its values, and where each stands.
///
/// Immutable, and cheap to copy. `root` is the way to its values.
public struct Document: Sendable {
    package let storage: TapeStorage
    /// Tape indices of values that no message may quote, since they came from elsewhere.
    package var hidden: Set<Int> = []

    /// The name that errors call it by, usually the path that the caller gave.
    public var name: String { storage.name }
    public var format: DocumentFormat { storage.format }

    /// Reads a text in memory.
    public init(
        parsing bytes: [UInt8],
        as format: DocumentFormat,
        named name: String = "<memory>",
        options: ReadingOptions = ReadingOptions()
    ) throws(DocumentError) {
        let result: Result<TapeStorage, DocumentError> = bytes.withUnsafeBytes { bytes in
            Result { () throws(DocumentError) in
                switch format {
                case .json:
                    var reader = JSONReader(options: options)
                    return try reader.document(bytes, named: name)
                case .yaml:
                    return try YAMLReader(options: options).document(bytes, named: name)
                }
            }
        }
        storage = try result.get()
        storage.describe(name: name, format: format)
    }

    /// Reads a text in memory.
    public init(
        parsing text: String,
        as format: DocumentFormat,
        named name: String = "<memory>",
        options: ReadingOptions = ReadingOptions()
    ) throws(DocumentError) {
        try self.init(parsing: Array(text.utf8), as: format, named: name, options: options)
    }

    /// Reads a file, as the format that its extension names unless one is given.
    ///
    /// Errors call the document by its path as given here, unless it is given another name.
    public init(
        contentsOf path: String,
        as format: DocumentFormat? = nil,
        named name: String? = nil,
        options: ReadingOptions = ReadingOptions()
    ) throws(DocumentError) {
        let bytes = try FileReader(path: path, maxBytes: options.maxBytes).bytes()
        try self.init(
            parsing: bytes,
            as: format ?? DocumentFormat(path: path),
            named: name ?? path,
            options: options
        )
    }

    public var root: Cursor { Cursor(document: self, index: 0) }

    /// The text that the document was read from.
    public var source: [UInt8] { Array(storage.sourceBytes) }

    /// Line and column of a byte offset.
    public func position(at offset: Int) -> SourcePosition {
        storage.position(at: offset)
    }

    /// Lends the document's memory to a closure.
    package func withTape<Result, Failure: Error>(
        _ body: (TapeView) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        defer { withExtendedLifetime(storage) {} }
        return try body(storage.view)
    }
}
