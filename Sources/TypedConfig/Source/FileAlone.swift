import ConfigDocument
import ConfigFiles
import ConfigTypes
import SchemaValidation

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// One file of any name as the folder of one configuration.
struct FileAlone: ConfigFolder {
    /// The path; nil where none was named.
    let file: String?
    let configuration: String
    /// True if a missing file is ignored.
    var mayBeMissing = false

    var name: String { file ?? "" }

    func fileNames() throws(ConfigError) -> [String] { fileName.map { has($0) ? [$0] : [] } ?? [] }

    /// The name that a file of the configuration has in a folder.
    var fileName: String? {
        guard let file else { return nil }
        // Another ending is refused when the file is read.
        let ending = DocumentFormat.stem(of: file).map { file.dropFirst($0.stem.count) }
        return configuration + (ending ?? ".yaml")
    }

    /// True for a file that was named even if it does not exist: then it cannot be read.
    func has(_ fileName: String) -> Bool {
        fileName == self.fileName && (!mayBeMissing || isThere)
    }

    func path(of fileName: String) -> String { name }

    func document(_ fileName: String) throws(ConfigError) -> Document {
        try Document.read(name)
    }

    func editableDocument(_ fileName: String) throws(ConfigError) -> Document {
        try Document.read(name, notingLayout: true)
    }

    /// Of the file alone: nothing else of its folder belongs to the system.
    func diskPath(of fileName: String) -> String? { fileName.isEmpty ? nil : file }

    /// True if the file, or a link in its place, exists.
    private var isThere: Bool {
        var status = stat()
        return file.map { lstat($0, &status) == 0 } ?? false
    }
}
