import ConfigDocument

/// A source with replaced content of one file.
struct EditedSource: ConfigSource {
    let original: any ConfigSource
    let fileName: String
    let edited: Document

    var name: String { original.name }

    func fileNames() throws(ConfigError) -> [String] {
        let names = try original.fileNames()
        return names.contains(fileName) ? names : (names + [fileName]).sorted()
    }

    func has(_ fileName: String) -> Bool {
        fileName == self.fileName || original.has(fileName)
    }

    func path(of fileName: String) -> String { original.path(of: fileName) }

    func folder(_ name: String) -> (any ConfigSource)? { original.folder(name) }

    func document(_ fileName: String) throws(ConfigError) -> Document {
        fileName == self.fileName ? edited : try original.document(fileName)
    }
}

extension ConfigLayers {
    /// The layers with replaced content of one file of the lowest directory.
    func replacing(_ fileName: String, with document: Document) -> ConfigLayers {
        replacingSources { number, source in
            number == 0
                ? EditedSource(original: source, fileName: fileName, edited: document) : source
        }
    }
}
