package import ConfigDocument

/// The files that configurations are read from: those of a folder, or of memory in tests.
package protocol ConfigFolder: Sendable {
    /// What messages call it: the folder as the caller named it.
    var name: String { get }
    /// The names of all files, in the order of their bytes.
    func fileNames() throws(ConfigError) -> [String]
    /// The names of files that crashed writers have left. Throws as `fileNames` does.
    func leftovers() throws(ConfigError) -> [String]
    /// Whether there is a file of that name, without listing the others.
    func has(_ fileName: String) -> Bool
    /// What messages call a file of this source.
    func path(of fileName: String) -> String
    func document(_ fileName: String) throws(ConfigError) -> Document
    /// The same of a file that is about to be edited, with its layout noted where that can be.
    func editableDocument(_ fileName: String) throws(ConfigError) -> Document
    /// Where a file of this source is on the disk; nil for one that is not on any.
    func diskPath(of fileName: String) -> String?
    /// The files of a folder inside this one; nil where there is none.
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
