/// A parsed text: its values, with their positions.
///
/// Immutable and cheap to copy. Access its values through `root`.
public struct Document: Sendable {
    package let storage: TapeStorage
    /// Nil for most documents: cursors copy it with the document.
    private var background: Background?

    /// The name of the document in errors, usually the path that the caller gave.
    public var name: String { storage.name }
    /// The format in which the text was read.
    public var format: DocumentFormat { storage.format }

    package init(storage: TapeStorage) { self.storage = storage }

    /// The value of the whole document.
    public var root: Cursor { Cursor(document: self, index: 0) }

    /// The text that the document was read from.
    public var source: [UInt8] { Array(storage.sourceBytes) }

    /// The line and column of a byte offset.
    public func position(at offset: Int) -> SourcePosition {
        storage.position(at: offset)
    }

    /// Passes the memory of the document to a closure.
    package func withTape<Result, Failure: Error>(
        _ body: (TapeView) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        defer { withExtendedLifetime(storage) {} }
        return try body(storage.view)
    }
}

extension Document {
    /// What is known of a document whose values come from elsewhere.
    private final class Background: Sendable {
        let hidden: Set<Int>
        let areOfOneFile: OneFile?

        init(hidden: Set<Int>, areOfOneFile: OneFile?) {
            (self.hidden, self.areOfOneFile) = (hidden, areOfOneFile)
        }
    }

    /// True if two members of the object at a tape index come from one file.
    package typealias OneFile = @Sendable (_ object: Int, _ key: String, _ other: String) -> Bool

    /// The tape indexes of values that messages must not quote, because they come from elsewhere.
    package var hidden: Set<Int> {
        get { background?.hidden ?? [] }
        set { setBackground(newValue, areOfOneFile) }
    }

    /// Nil if the document itself is a file.
    package var areOfOneFile: OneFile? {
        get { background?.areOfOneFile }
        set { setBackground(hidden, newValue) }
    }

    private mutating func setBackground(_ hidden: Set<Int>, _ areOfOneFile: OneFile?) {
        let isFile = hidden.isEmpty && areOfOneFile == nil
        background = isFile ? nil : Background(hidden: hidden, areOfOneFile: areOfOneFile)
    }
}
