#if canImport(Darwin)
    package import Darwin
#elseif canImport(Glibc)
    package import Glibc
#elseif canImport(Musl)
    package import Musl
#endif

/// Makes a system call, repeating it if a signal interrupts it.
///
/// - Throws: the `errno` of a failure.
@discardableResult
package func systemCall<Result: SignedInteger>(_ call: () -> Result) throws(SystemFault) -> Result {
    while true {
        let result = call()
        if result >= 0 { return result }
        if errno != EINTR { throw SystemFault(code: errno) }
    }
}

/// A system call that failed.
package struct SystemFault: Error {
    package let code: Int32

    package init(code: Int32) { self.code = code }

    /// The system's message for an error number.
    package static func text(of code: Int32) -> String {
        strerror(code).map { String(cString: $0) } ?? "error \(code)"
    }
}

/// An open file or folder, closed when the value is destroyed.
package struct Descriptor: ~Copyable {
    package let number: Int32

    package init(_ number: Int32) { self.number = number }

    /// Opens a path, relative to a folder unless it is absolute.
    package init(
        _ path: String,
        in folder: Int32 = AT_FDCWD,
        _ flags: Int32,
        mode: mode_t = 0
    ) throws(SystemFault) {
        // The C string would end at the NUL.
        if path.utf8.contains(0) { throw SystemFault(code: EINVAL) }
        number = try systemCall { openat(folder, path, flags | O_CLOEXEC, mode) }
    }

    /// Closes the file and reports errors: some file systems write only now.
    consuming func close() throws(SystemFault) {
        let number = number
        discard self
        // After EINTR the descriptor is closed all the same.
        guard systemClose(number) == 0 || errno == EINTR else { throw SystemFault(code: errno) }
    }

    deinit { _ = systemClose(number) }
}

extension Descriptor {
    package func status() throws(SystemFault) -> stat {
        var status = stat()
        try systemCall { fstat(number, &status) }
        return status
    }

    /// False for a device, a pipe and the like, which have no content of a known length.
    ///
    /// - Throws: `EISDIR` for a folder.
    func isRegularFile() throws(SystemFault) -> Bool {
        switch try status().st_mode & S_IFMT {
        case S_IFREG: return true
        case S_IFDIR: throw SystemFault(code: EISDIR)
        default: return false
        }
    }

    /// Reads the whole file.
    ///
    /// - Throws: `EFBIG` if it has more than `maxBytes`.
    package func readAll(maxBytes: Int) throws(SystemFault) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: min(Int(try status().st_size), maxBytes) + 1)
        var count = 0
        while true {
            let got = try bytes.withUnsafeMutableBytes { buffer in
                let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[count...])
                return Result { () throws(SystemFault) in
                    try systemCall { pread(number, rest.baseAddress, rest.count, off_t(count)) }
                }
            }.get()
            if got == 0 { break }
            count += got
            if count > maxBytes { throw SystemFault(code: EFBIG) }
            if count == bytes.count {
                bytes.append(contentsOf: repeatElement(0, count: max(4096, count)))
            }
        }
        bytes.removeLast(bytes.count - count)
        return bytes
    }

    package func writeAll(_ bytes: [UInt8]) throws(SystemFault) {
        var start = 0
        while start < bytes.count {
            let count = try bytes.withUnsafeBytes { buffer in
                let rest = UnsafeRawBufferPointer(rebasing: buffer[start...])
                return Result { () throws(SystemFault) in
                    try systemCall { write(number, rest.baseAddress, rest.count) }
                }
            }.get()
            // Nothing written and no error reported: retrying might never end.
            guard count > 0 else { throw SystemFault(code: EIO) }
            start += count
        }
    }

    /// Waits until all written data is on disk.
    package func synchronise() throws(SystemFault) {
        #if canImport(Darwin)
            // On Darwin, `fsync` leaves the data in the drive's cache.
            if fcntl(number, F_FULLFSYNC) == 0 { return }
        #endif
        // Never retried after a failure: the kernel has discarded the data that it could not write.
        guard fsync(number) == 0 else { throw SystemFault(code: errno) }
    }
}

private func systemClose(_ number: Int32) -> Int32 { close(number) }
