/// Why a text is no document, and where.
public struct DocumentError: Error, Sendable, Equatable {
    /// The kind of fault, for programs that handle some of them.
    public enum Reason: Sendable {
        /// The file is missing or may not be read.
        case unreadable
        /// The text breaks the grammar of its format.
        case syntax
        /// The bytes are not UTF-8, or stand for no character.
        case encoding
        /// A key is given twice in one object.
        case duplicateKey
        /// Nesting beyond `ReadingOptions.maxDepth`.
        case depth
        /// More bytes than `ReadingOptions.maxBytes`.
        case size
        /// YAML aliases that expand to more than `ReadingOptions.maxExpansion` values.
        case expansion
        /// Legal in the format, but without a value in JSON's data model: tags, `.nan`, many documents.
        case unsupported
    }

    /// The kind of fault.
    public var reason: Reason
    /// The file, as it was named by the caller.
    public var file: String
    /// Where in the file; nil when the file could not be read at all.
    public var position: SourcePosition?
    /// The problem in words, without the place.
    public var message: String

    /// Whether the text was not looked at to its end: it could not be read, or is beyond a limit.
    public var isUnjudged: Bool {
        switch reason {
        case .unreadable, .depth, .size, .expansion: true
        case .syntax, .encoding, .duplicateKey, .unsupported: false
        }
    }

    package init(
        _ reason: Reason,
        file: String,
        position: SourcePosition? = nil,
        message: String
    ) {
        self.reason = reason
        self.file = file
        self.position = position
        self.message = message
    }
}

extension DocumentError: CustomStringConvertible {
    /// One line as compilers print it: `file:line:column: error: message`.
    public var description: String {
        let name = shownName(file)
        let place = position.map { "\(name):\($0.line):\($0.column)" } ?? name
        return singleLine("\(place): error: \(message)", limit: .max)
    }
}

/// A fault as a reader throws it: with an offset, which becomes a line and column only when the
/// error is reported.
package struct ReadingFault: Error {
    var reason: DocumentError.Reason
    var offset: Int
    var message: String
    /// Where the first of two equal keys stands.
    var firstOffset: Int?

    init(_ reason: DocumentError.Reason, at offset: Int, _ message: String, first: Int? = nil) {
        self.reason = reason
        self.offset = offset
        self.message = message
        firstOffset = first
    }

    func located(in source: UnsafeRawBufferPointer, file: String) -> DocumentError {
        var message = message
        if let firstOffset {
            let first = SourcePosition(offset: firstOffset, in: source)
            message += " at \(first.line):\(first.column)"
        }
        return DocumentError(
            reason,
            file: file,
            position: SourcePosition(offset: offset, in: source),
            message: message
        )
    }
}
