import ConfigDocument
import ConfigFiles
import SchemaValidation

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// The files of one directory, without those of its subdirectories.
package struct DirectorySource: ConfigFolder {
    package let name: String

    /// True if a missing directory counts as an empty one.
    let mayBeMissing: Bool

    package init(name: String) { self.init(name: name, mayBeMissing: false) }

    init(name: String, mayBeMissing: Bool) {
        self.name = name
        self.mayBeMissing = mayBeMissing
    }

    package func fileNames() throws(ConfigError) -> [String] {
        try names { $0 != UInt8(ascii: ".") }
            .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    package func leftovers() throws(ConfigError) -> [String] {
        try names { $0 == UInt8(ascii: ".") }.filter(TemporaryName.matches)
    }

    /// The names selected by their first byte, in no particular order.
    private func names(_ isMeant: (UInt8) -> Bool) throws(ConfigError) -> [String] {
        errno = 0
        guard let directory = opendir(name) else {
            let code = errno
            if mayBeMissing, code == ENOENT, SymbolicLink.fault(of: name) == nil { return [] }
            throw unreadable(code)
        }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            guard isMeant(UInt8(bitPattern: entry.pointee.d_name.0)) else { continue }
            names.append(
                withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                    String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
                }
            )
        }
        return names
    }

    /// A dangling link exists, but cannot be read.
    package func has(_ fileName: String) -> Bool {
        var status = stat()
        return lstat(path(of: fileName), &status) == 0
    }

    package func document(_ fileName: String) throws(ConfigError) -> Document {
        try Document.read(path(of: fileName))
    }

    package func editableDocument(_ fileName: String) throws(ConfigError) -> Document {
        try Document.read(path(of: fileName), notingLayout: true)
    }

    package func diskPath(of fileName: String) -> String? { path(of: fileName) }

    /// The entry of that name, which need not be a directory: listing its files then fails.
    package func folder(_ name: String) -> (any ConfigFolder)? {
        has(name) ? DirectorySource(name: path(of: name)) : nil
    }

    private func unreadable(_ code: Int32) -> ConfigError {
        let link = SymbolicLink.fault(of: name)
        let message =
            switch code {
            case _ where link != nil: link ?? ""
            case ENOENT: "there is no such directory"
            case ENOTDIR: "it is a file; a directory is expected"
            default: "the directory cannot be read: \(String(cString: strerror(code)))"
            }
        let place = link == nil && code == ENOENT ? WorkingDirectory.hint(for: name) : nil
        var finding = Finding(message: message, suggestion: place, file: name)
        finding.isUnjudged = true
        return ConfigError(finding)
    }
}
