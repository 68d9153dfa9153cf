#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// The base of relative paths, which a program started elsewhere resolves differently.
package enum WorkingDirectory {
    /// `the working directory is /srv/app`, to be appended to the message about a missing file; nil
    /// for a path that does not depend on it.
    package static func hint(for path: String) -> String? {
        if path.hasPrefix("/") { return nil }
        guard let buffer = getcwd(nil, 0) else { return nil }
        defer { free(buffer) }
        return "the working directory is \(CloseNames.quotedPath(String(cString: buffer)))"
    }
}
