/// Reads JSON documents one after another into the same memory.
///
/// For services that check many documents: a `Document` owns its memory, while a reader lends its
/// memory until the next document. A reader serves one task at a time.
package struct JSONReader: ~Copyable {
    private let storage = TapeStorage()
    private var keys = KeySet()
    package var options: ReadingOptions
    /// True if comments and trailing commas are skipped.
    private let hasComments: Bool

    package init(options: ReadingOptions = ReadingOptions(), hasComments: Bool = false) {
        self.options = options
        self.hasComments = hasComments
    }

    /// Parses the bytes, and passes the tape to `body`.
    package mutating func read<Result>(
        _ bytes: UnsafeRawBufferPointer,
        named file: String = "<memory>",
        body: (TapeView) -> Result
    ) throws(DocumentError) -> Result {
        try fill(bytes, named: file)
        return body(storage.view)
    }

    /// Parses the bytes. The tape is valid until the next text is read, and while the reader
    /// exists.
    package mutating func tape(
        of bytes: UnsafeRawBufferPointer,
        named file: String = "<memory>"
    ) throws(DocumentError) -> TapeView {
        try fill(bytes, named: file)
        return storage.view
    }

    /// Parses the bytes into separate storage.
    mutating func document(
        _ bytes: UnsafeRawBufferPointer,
        named file: String
    ) throws(DocumentError) -> TapeStorage {
        try fill(bytes, named: file)
        return storage.compacted()
    }

    private mutating func fill(
        _ bytes: UnsafeRawBufferPointer,
        named file: String
    ) throws(DocumentError) {
        try options.checkSize(of: bytes, file: file)
        storage.load(bytes)
        keys.prepare(forSourceBytes: bytes.count, maxDepth: options.maxDepth)
        do throws(ReadingFault) {
            if hasComments { try JSONComments.blank(storage.source, count: bytes.count) }
            try JSONParser(storage: storage, options: options).parse(keys: keys)
        } catch {
            throw error.located(in: bytes, file: file)
        }
        if hasComments { storage.restore(bytes) }
    }
}

extension ReadingOptions {
    /// Refuses input that exceeds the size limit before reading any of it.
    func checkSize(
        of bytes: UnsafeRawBufferPointer,
        file: String
    ) throws(DocumentError) {
        let limit = min(maxBytes, Int(UInt32.max) - 1)
        guard bytes.count > limit else { return }
        throw DocumentError(
            .size,
            file: file,
            position: SourcePosition(offset: 0, line: 1, column: 1),
            message: "the text has \(bytes.count) bytes; at most \(limit) are read"
                + "; raise maxBytes, or pass --max-bytes"
        )
    }
}
