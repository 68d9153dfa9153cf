#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

package enum SymbolicLink {
    /// The error for a dangling link; nil for everything else.
    package static func fault(of path: String) -> String? {
        var target = [UInt8](repeating: 0, count: Int(PATH_MAX))
        let count = target.withUnsafeMutableBytes { buffer in
            buffer.withMemoryRebound(to: CChar.self) { text in
                text.baseAddress.map { readlink(path, $0, text.count) } ?? -1
            }
        }
        guard count >= 0, access(path, F_OK) != 0 else { return nil }
        if errno == ELOOP { return "is in a loop of symbolic links" }
        guard errno == ENOENT || errno == ENOTDIR else { return nil }
        let shown = String(decoding: target.prefix(count), as: UTF8.self)
        return "is a symbolic link to \(quoted(shown)), which does not exist"
    }
}
