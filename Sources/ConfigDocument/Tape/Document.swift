/// A text that was read: its values, and where each stands.
///
/// Immutable, and cheap to copy. `root` is the way to its values.
public struct Document: Sendable {
    package let storage: TapeStorage
    /// Tape indices of values that no message may quote, since they came from elsewhere.
    package var hidden: Set<Int> = []

    /// The name that errors call it by, usually the path that the caller gave.
    public var name: String { storage.name }
    /// The format that the text was read as.
    public var format: DocumentFormat { storage.format }

    package init(storage: TapeStorage) { self.storage = storage }

    /// The value of the whole document.
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
