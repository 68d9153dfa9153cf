import ConfigDocument

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The file system calls for loading and writing.
package enum FileSystem {
    /// The reason that a call failed, as the system describes it: `No such file or directory`.
    package struct Failure: Error, Sendable {
        package var path: String
        package var reason: String
        package let isMissing: Bool
        /// True if the file exceeds the maximum size.
        package private(set) var isTooLarge = false

        fileprivate init(_ path: String) {
            self.path = path
            isMissing = errno == ENOENT || errno == ENOTDIR
            reason = String(cString: strerror(errno))
        }

        fileprivate init(_ path: String, largerThan bytes: Int) {
            self.path = path
            isMissing = false
            isTooLarge = true
            reason = "it has more than \(bytes) bytes; raise maxBytes, or pass --max-bytes"
        }
    }

    /// The whole content of a file, up to the maximum size of documents.
    package static func read(_ path: String) throws(Failure) -> [UInt8] {
        let most = ReadingOptions.standard.maxBytes
        let bytes = try read(path, maxBytes: most)
        if bytes.count > most { throw Failure(path, largerThan: most) }
        return bytes
    }

    /// The beginning of a file: one byte more than `maxBytes` if it is longer.
    package static func read(_ path: String, maxBytes: Int) throws(Failure) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Failure(path) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw Failure(path) }
        if status.st_mode & S_IFMT == S_IFDIR {
            errno = EISDIR
            throw Failure(path)
        }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while bytes.count <= maxBytes {
            let count = buffer.withUnsafeMutableBytes { Self.read(descriptor, $0) }
            if count < 0 {
                if errno == EINTR { continue }
                throw Failure(path)
            }
            if count == 0 { break }
            bytes.append(contentsOf: buffer[0..<count])
        }
        return bytes
    }

    private static func read(_ descriptor: Int32, _ buffer: UnsafeMutableRawBufferPointer) -> Int {
        #if canImport(Glibc)
            Glibc.read(descriptor, buffer.baseAddress, buffer.count)
        #elseif canImport(Musl)
            Musl.read(descriptor, buffer.baseAddress, buffer.count)
        #else
            Darwin.read(descriptor, buffer.baseAddress, buffer.count)
        #endif
    }

    package static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    package static func isFile(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    }

    /// The path of the file that a path leads into: `api.yaml` of `api.yaml#/components/schemas/Pet`.
    static func pathWithoutFragment(_ path: String) -> String {
        guard let start = path.firstIndex(of: "#"), !isFile(path) else { return path }
        return String(path[..<start])
    }

    package static func isSymbolicLink(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
    }

    /// The names in a directory, sorted by their bytes.
    package static func names(in folder: String) throws(Failure) -> [String] {
        guard let stream = opendir(folder) else { throw Failure(folder) }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// The path without links, `.` and `..`; nil if the file does not exist.
    package static func canonicalPath(_ path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    /// The target of a symbolic link; nil if the path is not a link.
    package static func linkTarget(_ path: String) -> String? {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
        let count = readlink(path, &buffer, buffer.count)
        return count < 0
            ? nil
            : String(decoding: buffer.prefix(count).map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    package static func makeLink(_ path: String, to target: String) throws(Failure) {
        guard symlink(target, path) == 0 else { throw Failure(path) }
    }

    package static func remove(_ path: String) throws(Failure) {
        guard unlink(path) == 0 else { throw Failure(path) }
    }

    /// Creates a directory and its ancestors.
    package static func makeFolder(_ path: String) throws(Failure) {
        var prefix = path.hasPrefix("/") ? "" : "."
        for part in path.split(separator: "/") {
            prefix += "/" + part
            if mkdir(prefix, 0o777) != 0, errno != EEXIST || !isFolder(prefix) {
                throw Failure(path)
            }
        }
    }

    /// Replaces a file atomically: a reader sees either the old or the new content.
    package static func write(_ text: String, to path: String) throws(Failure) {
        let temporary = "\(path).\(getpid()).tmp"
        let descriptor = open(
            temporary,
            O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
            0o666
        )
        guard descriptor >= 0 else { throw Failure(path) }
        var text = text
        let isWritten = text.withUTF8 { bytes in
            var rest = UnsafeRawBufferPointer(bytes)
            while !rest.isEmpty {
                let count = write(descriptor, rest)
                if count < 0, errno == EINTR { continue }
                if count <= 0 { return false }
                rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count))
            }
            return true
        }
        guard isWritten, close(descriptor) == 0, rename(temporary, path) == 0 else {
            let failure = Failure(path)
            unlink(temporary)
            throw failure
        }
    }

    private static func write(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
        #if canImport(Glibc)
            Glibc.write(descriptor, bytes.baseAddress, bytes.count)
        #elseif canImport(Musl)
            Musl.write(descriptor, bytes.baseAddress, bytes.count)
        #else
            Darwin.write(descriptor, bytes.baseAddress, bytes.count)
        #endif
    }
}
