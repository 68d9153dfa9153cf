#if canImport(Darwin)
    package import Darwin
#elseif canImport(Glibc)
    package import Glibc
#elseif canImport(Musl)
    package import Musl
#endif

/// Repeats a system call that a signal interrupted.
///
/// - Throws: the `errno` of one that failed.
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

    /// The text that the system has for it.
    package static func text(of code: Int32) -> String {
        strerror(code).map { String(cString: $0) } ?? "error \(code)"
    }
}

/// An open file or folder, which is closed when the value goes.
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
        // The path would end at a NUL.
        if path.utf8.contains(0) { throw SystemFault(code: EINVAL) }
        number = try systemCall { openat(folder, path, flags | O_CLOEXEC, mode) }
    }

    /// Closes the file where that may still fail: some file systems write only then.
    consuming func close() throws(SystemFault) {
        let number = number
        discard self
        // After EINTR the descriptor is gone all the same.
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

    /// Everything from the beginning to the end.
    ///
    /// - Throws: `EFBIG` for more than `maxBytes`.
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
            // Nothing was written and nothing is said to be wrong: that would never end.
            guard count > 0 else { throw SystemFault(code: EIO) }
            start += count
        }
    }

    /// Waits until the disk has what was written.
    package func synchronise() throws(SystemFault) {
        #if canImport(Darwin)
            // `fsync` leaves the data in the drive's own cache there.
            if fcntl(number, F_FULLFSYNC) == 0 { return }
        #endif
        // A failed one is never tried again: the kernel has dropped what it could not write.
        guard fsync(number) == 0 else { throw SystemFault(code: errno) }
    }
}

private func systemClose(_ number: Int32) -> Int32 { close(number) }
