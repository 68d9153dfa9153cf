public import ConfigDocument

/// Checks one JSON text after another, from bytes to verdict, in memory that is used again.
///
/// For tools and services that see many documents: a `Document` owns its memory, a session keeps
/// the memory of the text before, so that a warm session allocates nothing. It answers yes or no;
/// ask `ValidationProgram.findings(in:)` what is wrong with a text that was refused. A session
/// serves one task at a time.
///
/// ```swift
/// var session = ValidationSession(program)
/// for body in bodies where try session.accepts(body) { … }
/// ```
public struct ValidationSession: ~Copyable {
    public let program: ValidationProgram
    private var reader: JSONReader

    /// - Parameter options: the limits within which texts are read.
    public init(_ program: ValidationProgram, options: ReadingOptions = ReadingOptions()) {
        self.program = program
        reader = JSONReader(options: options)
    }

    /// Whether a text is valid. Throws where it is no JSON, or beyond the limits of reading.
    public mutating func accepts(_ text: UnsafeRawBufferPointer) throws(DocumentError) -> Bool {
        program.accepts(try reader.tape(of: text))
    }

    /// Whether a text is valid. Throws where it is no JSON, or beyond the limits of reading.
    public mutating func accepts(_ text: [UInt8]) throws(DocumentError) -> Bool {
        let result: Result<Bool, DocumentError> = text.withUnsafeBytes { text in
            Result { () throws(DocumentError) in try accepts(text) }
        }
        return try result.get()
    }
}
