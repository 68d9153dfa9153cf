#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// Reads whole files within a limit; its errors suggest a repair.
///
/// All checks use the descriptor of the file, so that the checked file and the read one are the
/// same even if the path is replaced meanwhile.
struct FileReader {
    let path: String
    let maxBytes: Int

    func bytes() throws(DocumentError) -> [UInt8] {
        if holdsZero(path) { throw fault(.unreadable, "a path cannot contain a NUL byte") }
        // Without O_NONBLOCK, opening a pipe would wait for its writer.
        let descriptor = Self.retrying { open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK) }
        guard descriptor >= 0 else { throw openFault(errno) }
        defer { close(descriptor) }
        let size = try checkedSize(of: descriptor)
        return try read(descriptor, expecting: size)
    }

    /// True if the path contains a NUL byte, which would end it.
    private func holdsZero(_ path: String) -> Bool {
        var path = path
        return path.withUTF8 { bytes in
            bytes.baseAddress.map { memchr($0, 0, bytes.count) != nil } ?? false
        }
    }

    /// The size of a regular file within the limit.
    private func checkedSize(of descriptor: Int32) throws(DocumentError) -> Int {
        var status = stat()
        guard Self.retrying({ fstat(descriptor, &status) }) == 0 else {
            throw fault(.unreadable, "cannot be read: \(Self.text(of: errno))")
        }
        switch status.st_mode & S_IFMT {
        case S_IFREG: break
        case S_IFDIR: throw fault(.unreadable, "is a directory; name a file in it")
        default: throw fault(.unreadable, "is not a regular file")
        }
        let size = Int(status.st_size)
        if size > maxBytes { throw tooLarge("has \(size) bytes") }
        return size
    }

    /// Reads to the end of the file, whose size may have changed since.
    private func read(_ descriptor: Int32, expecting size: Int) throws(DocumentError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: size + 1)
        var count = 0
        while true {
            let room = bytes.count - count
            let got = bytes.withUnsafeMutableBytes { buffer in
                Self.retrying {
                    systemRead(descriptor, buffer.baseAddress.map { $0 + count }, room)
                }
            }
            if got < 0 { throw fault(.unreadable, "cannot be read: \(Self.text(of: errno))") }
            if got == 0 { break }
            count += got
            if count > maxBytes {
                throw tooLarge("grew beyond \(maxBytes) bytes while it was being read")
            }
            // A regular file that returns all its bytes when more were requested has ended.
            if count == size, size > 0 { break }
            if count == bytes.count {
                bytes.append(contentsOf: repeatElement(0, count: max(4096, count)))
            }
        }
        bytes.removeLast(bytes.count - count)
        return bytes
    }

    /// Repeats a system call that was interrupted by a signal.
    private static func retrying<Result: SignedInteger>(_ call: () -> Result) -> Result {
        while true {
            let result = call()
            if result != -1 || errno != EINTR { return result }
        }
    }

    // MARK: Errors

    private func fault(_ reason: DocumentError.Reason, _ message: String) -> DocumentError {
        DocumentError(reason, file: path, message: message)
    }

    private func tooLarge(_ finding: String) -> DocumentError {
        fault(
            .size,
            "\(finding); at most \(maxBytes) are read; raise maxBytes, or pass --max-bytes"
        )
    }

    private func openFault(_ code: Int32) -> DocumentError {
        if let link = SymbolicLink.fault(of: path) { return fault(.unreadable, link) }
        return switch code {
        // The name had bytes that a text cannot hold, so that they were replaced.
        case ENOENT where path.unicodeScalars.contains("\u{FFFD}"):
            fault(.unreadable, "cannot be opened: its name is not UTF-8; rename it")
        case ENOENT: fault(.unreadable, "no such file" + CloseNames(of: path).hint)
        case EACCES, EPERM: fault(.unreadable, "permission denied; the process may not read it")
        case ENOTDIR: fault(.unreadable, "a part of the path is a file, not a directory")
        case ENAMETOOLONG: fault(.unreadable, "the path is too long")
        case ENXIO: fault(.unreadable, "is not a regular file")
        default: fault(.unreadable, "cannot be opened: \(Self.text(of: code))")
        }
    }

    private static func text(of code: Int32) -> String {
        strerror(code).map { String(cString: $0) } ?? "error \(code)"
    }
}

private func systemRead(_ descriptor: Int32, _ buffer: UnsafeMutableRawPointer?, _ count: Int)
    -> Int
{
    read(descriptor, buffer, count)
}
