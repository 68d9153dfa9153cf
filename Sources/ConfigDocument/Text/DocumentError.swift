/// The reason that a text is not a valid document, with its position.
public struct DocumentError: Error, Sendable, Equatable {
    /// The kind of fault, for programs that handle some of them.
    public enum Reason: Sendable {
        /// The file is missing or may not be read.
        case unreadable
        /// The text violates the grammar of its format.
        case syntax
        /// The bytes are not valid UTF-8, or contain invalid characters.
        case encoding
        /// An object contains a key twice.
        case duplicateKey
        /// The nesting exceeds `ReadingOptions.maxDepth`.
        case depth
        /// The size exceeds `ReadingOptions.maxBytes`.
        case size
        /// YAML aliases expand to more than `ReadingOptions.maxExpansion` values.
        case expansion
        /// Valid in the format, but not representable in JSON's data model: tags, `.nan`, several
        /// documents.
        case unsupported
    }

    /// The kind of fault.
    public var reason: Reason
    /// The file as the caller named it.
    public var file: String
    /// The position in the file; nil if the file could not be read at all.
    public var position: SourcePosition?
    /// The problem in words, without its position.
    public var message: String

    /// True if the text was not read to its end: it is unreadable, or exceeds a limit.
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
    /// One line in the format of compilers: `file:line:column: error: message`.
    public var description: String {
        let name = shownName(file)
        let place = position.map { "\(name):\($0.line):\($0.column)" } ?? name
        return singleLine("\(place): error: \(message)", limit: .max)
    }
}

/// A fault thrown by a reader, with an offset that is converted to a line and column only when the
/// error is reported.
package struct ReadingFault: Error {
    var reason: DocumentError.Reason
    var offset: Int
    var message: String
    /// The offset of the first of two equal keys.
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
