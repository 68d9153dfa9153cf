package import ConfigDocument

/// The files that configurations are read from: those of a folder, or of memory in tests.
package protocol ConfigFolder: Sendable {
    /// Its name in messages: the directory as the caller named it.
    var name: String { get }
    /// The names of all files, in the order of their bytes.
    func fileNames() throws(ConfigError) -> [String]
    /// The names of files that crashed writers have left. Throws as `fileNames` does.
    func leftovers() throws(ConfigError) -> [String]
    /// True if a file of that name exists; does not list the others.
    func has(_ fileName: String) -> Bool
    /// The name of a file in messages.
    func path(of fileName: String) -> String
    func document(_ fileName: String) throws(ConfigError) -> Document
    /// The same for a file that is about to be edited, with its layout if possible.
    func editableDocument(_ fileName: String) throws(ConfigError) -> Document
    /// The path of a file on disk; nil if it is not on disk.
    func diskPath(of fileName: String) -> String?
    /// The files of a subdirectory; nil if it does not exist.
    func folder(_ name: String) -> (any ConfigFolder)?
}

extension ConfigFolder {
    package func leftovers() throws(ConfigError) -> [String] {
        _ = try fileNames()
        return []
    }

    package func editableDocument(_ fileName: String) throws(ConfigError) -> Document {
        try document(fileName)
    }

    package func diskPath(of fileName: String) -> String? { nil }

    package func path(of fileName: String) -> String {
        name.hasSuffix("/") || name.isEmpty ? name + fileName : "\(name)/\(fileName)"
    }

    package func folder(_ name: String) -> (any ConfigFolder)? { nil }
}
