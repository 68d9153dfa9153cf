/// Reads YAML 1.2 (core schema) to a tape, from libyaml's events.
package struct YAMLReader {
    let options: ReadingOptions

    package init(options: ReadingOptions) { self.options = options }

    func document(
        _ bytes: UnsafeRawBufferPointer,
        named file: String
    ) throws(DocumentError) -> TapeStorage {
        try options.checkSize(of: bytes, file: file)
        let storage = TapeStorage()
        storage.load(bytes)
        do throws(ReadingFault) {
            var composer = try YAMLComposer(storage: storage, options: options)
            try composer.compose()
            if options.notesLayout { storage.note(composer.notes) }
        } catch {
            throw error.located(in: bytes, file: file)
        }
        return storage
    }

    /// Reads a source that is known to be valid, and records the notation of each value.
    package func layout(of source: [UInt8]) throws(DocumentError) -> SourceLayout? {
        var options = options
        options.notesLayout = true
        let document = try Document(parsing: source, as: .yaml, options: options)
        return SourceLayout(notedIn: document.storage)
    }
}
