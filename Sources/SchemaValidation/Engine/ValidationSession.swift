public import ConfigDocument

/// Validates one JSON text after another, from bytes to verdict, reusing its memory.
///
/// For tools and services that process many documents: a `Document` owns its memory, while a
/// session reuses it, so a warm session allocates nothing. It only decides; call
/// `ValidationProgram.findings(in:)` for the reasons of a refusal. A session serves one task at a
/// time.
///
/// ```swift
/// var session = ValidationSession(program)
/// for body in bodies where try session.accepts(body) { … }
/// ```
public struct ValidationSession: ~Copyable {
    /// The program that documents are checked with.
    public let program: ValidationProgram
    private var reader: JSONReader

    /// - Parameter options: the limits for reading.
    public init(_ program: ValidationProgram, options: ReadingOptions = ReadingOptions()) {
        self.program = program
        reader = JSONReader(options: options)
    }

    /// True if a JSON text is valid. Throws if it is not JSON or exceeds the limits for reading.
    public mutating func accepts(_ text: UnsafeRawBufferPointer) throws(DocumentError) -> Bool {
        program.accepts(try reader.tape(of: text))
    }

    /// True if a JSON text is valid. Throws if it is not JSON or exceeds the limits for reading.
    public mutating func accepts(_ text: [UInt8]) throws(DocumentError) -> Bool {
        let result: Result<Bool, DocumentError> = text.withUnsafeBytes { text in
            Result { () throws(DocumentError) in try accepts(text) }
        }
        return try result.get()
    }
}
