extension Document {
    /// Reads a text in memory.
    ///
    /// If `options` allow comments in JSON, the format of a JSON document becomes `jsonc`, so that
    /// edits keep them.
    public init(
        parsing bytes: [UInt8],
        as format: DocumentFormat,
        named name: String = "<memory>",
        options: ReadingOptions = ReadingOptions()
    ) throws(DocumentError) {
        let format = format == .json && options.allowsJSONComments ? .jsonc : format
        let result: Result<TapeStorage, DocumentError> = bytes.withUnsafeBytes { bytes in
            Result { () throws(DocumentError) in
                switch format {
                case .json, .jsonc:
                    var reader = JSONReader(options: options, hasComments: format == .jsonc)
                    return try reader.document(bytes, named: name)
                case .yaml:
                    return try YAMLReader(options: options).document(bytes, named: name)
                case .toml:
                    return try TOMLReader(options: options).document(bytes, named: name)
                }
            }
        }
        let storage = try result.get()
        storage.describe(name: name, format: format)
        self.init(storage: storage)
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

    /// Reads a file in the given format, or by default in that of its extension. An unknown
    /// extension is an error.
    ///
    /// Errors refer to the document by the path as given here, unless another name is given.
    public init(
        contentsOf path: String,
        as format: DocumentFormat? = nil,
        named name: String? = nil,
        options: ReadingOptions = ReadingOptions()
    ) throws(DocumentError) {
        let bytes = try FileReader(path: path, maxBytes: options.maxBytes).bytes()
        let format = if let format { format } else { try DocumentFormat(path: path) }
        try self.init(
            parsing: bytes,
            as: format,
            named: name ?? path,
            options: options
        )
    }
}
