/// Reads TOML to a tape. Dates and times become strings in RFC 3339 format.
package struct TOMLReader {
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
            var parser = TOMLParser(storage: storage, options: options)
            try parser.parse()
            parser.writeTape()
        } catch {
            throw error.located(in: bytes, file: file)
        }
        return storage
    }

    /// Reads a source that is known to be valid, and records the notation of each value.
    package func layout(of source: [UInt8]) throws(ReadingFault) -> SourceLayout {
        let storage = TapeStorage()
        source.withUnsafeBytes { storage.load($0) }
        var parser = TOMLParser(storage: storage, options: options)
        try parser.parse()
        parser.writeTape()
        return SourceLayout(toml: storage, places: parser.places())
    }
}
