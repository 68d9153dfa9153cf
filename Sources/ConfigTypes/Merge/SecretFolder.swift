import ConfigDocument
import SchemaValidation

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A folder of files with one value each: `/run/secrets`, systemd credentials, or a mounted
/// Kubernetes secret, where each name is a link to `..data/NAME` and `..data` is itself a link.
///
/// Links may lead anywhere inside the folder, but not outside. A path is resolved first and then
/// opened component by component without following links, so that a link that is replaced meanwhile
/// is not followed.
package struct SecretFolder: Sendable {
    package let path: String
    let permissions: WorldReadableSecrets

    package init(
        path: String,
        permissions: WorldReadableSecrets
    ) {
        self.path = path
        self.permissions = permissions
    }

    package struct Content {
        package var text: String
        /// The path of the file for messages.
        package var path: String
        package var warning: Finding?
    }

    package var exists: Bool { access(path, F_OK) == 0 }

    /// The names of its files, and of the files in some of its folders, relative to it.
    ///
    /// Names that begin with two dots are those of a mounted volume, not of secrets.
    ///
    /// - Parameters:
    ///   - folders: the folders that are listed, too.
    ///   - unlisted: the names to try in a folder that cannot be listed, although some of its files
    ///     may be readable; the argument ends with `/`, or is empty.
    package func files(in folders: Set<String>, unlisted: (String) -> [String]) -> [String] {
        var files: [String] = []
        list("", folders, unlisted, &files)
        return files
    }

    private func list(
        _ start: String,
        _ folders: Set<String>,
        _ unlisted: (String) -> [String],
        _ files: inout [String]
    ) {
        guard let entries = Self.entries(of: start.isEmpty ? path : "\(path)/\(start)") else {
            files += unlisted(start)
            return
        }
        for entry in entries {
            let name = start + entry
            if folders.contains(name), isFolder(name) {
                list(name + "/", folders, unlisted, &files)
            } else {
                files.append(name)
            }
        }
    }

    package func isFolder(_ name: String) -> Bool {
        var status = stat()
        return stat("\(path)/\(name)", &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    private static func entries(of path: String) -> [String]? {
        guard let directory = opendir(path) else { return nil }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != ".", !name.hasPrefix("..") { names.append(name) }
        }
        return names
    }

    /// The text of a file without the final line break; nil if the file does not exist.
    ///
    /// - Parameter name: relative to the folder.
    /// - Throws: if the file is outside of the folder, cannot be read, is not text, or is
    ///   world-readable although that is refused.
    package func content(of name: String) throws(ConfigError) -> Content? {
        let shown = path.hasSuffix("/") ? path + name : "\(path)/\(name)"
        guard !name.utf8.contains(0), let file = Self.realPath(shown) else {
            // A dangling link is an error, a missing name is not.
            if errno == ENOENT || errno == ENOTDIR {
                var status = stat()
                if lstat(shown, &status) != 0 { return nil }
            }
            throw refusal(shown, "cannot be read: \(Self.text(of: errno))")
        }
        guard let root = Self.realPath(path), file.hasPrefix(root == "/" ? "/" : root + "/") else {
            throw refusal(shown, "leads out of its directory \(path)", "put the file itself there")
        }
        let parts = file.dropFirst(root.utf8.count).split(separator: "/").map(String.init)
        let descriptor = Self.open(parts, in: root)
        guard descriptor >= 0 else {
            throw refusal(shown, "cannot be read: \(Self.text(of: errno))")
        }
        defer { close(descriptor) }
        let warning = try check(descriptor, shown)
        return Content(text: try text(of: descriptor, shown), path: shown, warning: warning)
    }

    /// The text of a file that was named by its path; a link may lead to any other folder.
    package static func content(
        ofFile path: String,
        permissions: WorldReadableSecrets
    ) throws(ConfigError) -> Content? {
        let (folder, name) = divided(path)
        if let real = realPath(path), let root = realPath(folder),
            !real.hasPrefix(root == "/" ? "/" : root + "/")
        {
            let (folder, name) = divided(real)
            return try SecretFolder(path: folder, permissions: permissions).content(of: name)
        }
        return try SecretFolder(path: folder, permissions: permissions).content(of: name)
    }

    private static func divided(_ path: String) -> (folder: String, name: String) {
        guard let slash = path.lastIndex(of: "/") else { return (".", path) }
        let folder = slash == path.startIndex ? "/" : String(path[..<slash])
        return (folder, String(path[slash...].dropFirst()))
    }

    private static func open(_ parts: [String], in root: String) -> Int32 {
        var folder = systemOpen(root, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        for (index, part) in parts.enumerated() where folder >= 0 {
            let isLast = index == parts.count - 1
            let flags = O_RDONLY | O_NOFOLLOW | O_CLOEXEC | (isLast ? O_NONBLOCK : O_DIRECTORY)
            let next = openat(folder, part, flags)
            let code = errno
            close(folder)
            errno = code
            folder = next
        }
        return folder
    }

    private func check(_ descriptor: Int32, _ shown: String) throws(ConfigError) -> Finding? {
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw refusal(shown, "is not a regular file")
        }
        guard status.st_mode & S_IROTH != 0, permissions != .allowed else { return nil }
        let isMounted = SecretVolume(folder: path).holds(descriptor, status)
        let error =
            isMounted
            ? refusal(
                shown,
                "everybody in this container can read this secret",
                "set defaultMode: 0400 for the volume (Kubernetes), or mode: 0400 for the secret (Docker)"
            ) : refusal(shown, "everybody can read this secret", "chmod o-r \(shown)")
        if permissions == .refused, !isMounted { throw error }
        var warning = error.findings.first
        warning?.severity = .warning
        return warning
    }

    private func text(of descriptor: Int32, _ shown: String) throws(ConfigError) -> String {
        let most = ReadingOptions.standard.maxBytes
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = read(descriptor, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else {
                throw refusal(shown, "cannot be read: \(Self.text(of: errno))")
            }
            if count == 0 { break }
            bytes += buffer[..<count]
            if bytes.count > most {
                var error = refusal(
                    shown,
                    "has more than \(most) bytes",
                    "raise maxBytes, or pass --max-bytes"
                )
                error.findings[0].isUnjudged = true
                throw error
            }
        }
        if bytes.last == 0x0A { bytes.removeLast() }
        if bytes.last == 0x0D { bytes.removeLast() }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw refusal(shown, "is not text in UTF-8")
        }
        return text
    }

    private func refusal(_ file: String, _ message: String, _ suggestion: String? = nil)
        -> ConfigError
    {
        ConfigError(Finding(message: message, suggestion: suggestion, file: file))
    }

    private static func realPath(_ path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    private static func text(of code: Int32) -> String { String(cString: strerror(code)) }
}

private func systemOpen(_ path: String, _ flags: Int32) -> Int32 { open(path, flags) }
