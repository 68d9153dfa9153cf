#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// The names of files that exist only during a write: `.typed-config-0123456789abcdef.tmp`.
///
/// They are created under the folder's lock, so one that exists while the lock is free was left by
/// a crash.
package enum TemporaryName {
    private static let prefix = ".typed-config-"
    private static let suffix = ".tmp"

    static func random() -> String {
        let digits = String(UInt64.random(in: .min ... .max), radix: 16)
        return prefix + String(repeating: "0", count: 16 - digits.count) + digits + suffix
    }

    package static func matches(_ name: String) -> Bool {
        guard name.hasPrefix(prefix), name.hasSuffix(suffix) else { return false }
        let digits = name.utf8.dropFirst(prefix.utf8.count).dropLast(suffix.utf8.count)
        return digits.count == 16
            && digits.allSatisfy { 0x30...0x39 ~= $0 || 0x61...0x66 ~= $0 }
    }

    /// The temporary files in a folder.
    static func inFolder(_ folder: borrowing Descriptor) -> [String] {
        // A separate descriptor, since the read position belongs to the open folder.
        guard let list = try? Descriptor(".", in: folder.number, O_RDONLY | O_DIRECTORY),
            let number = try? systemCall({ fcntl(list.number, F_DUPFD_CLOEXEC, 0) })
        else { return [] }
        guard let directory = fdopendir(number) else {
            _ = Descriptor(number)
            return []
        }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            // Rejects most names by their first byte.
            guard entry.pointee.d_name.0 == 0x2E else { continue }
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if matches(name) { names.append(name) }
        }
        return names
    }
}
