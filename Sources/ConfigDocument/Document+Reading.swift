extension Document {
    /// Reads a text in memory.
    ///
    /// JSON in which `options` allow comments is `jsonc` from here on, so that edits keep them.
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

    /// Reads a file, as the format that its ending names unless one is given. Another ending is an
    /// error.
    ///
    /// Errors call the document by its path as given here, unless it is given another name.
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
