/// Operations on paths as text, without access to the file system.
package enum FilePath {
    static func name(_ path: String) -> String {
        String(path.split(separator: "/").last ?? "")
    }

    /// The directory of a path; `.` if it has none.
    package static func folder(_ path: String) -> String {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
        if parts.isEmpty { return "." }
        let folder = parts.joined(separator: "/")
        return folder.isEmpty ? "/" : folder
    }

    package static func joined(_ folder: String, _ name: String) -> String {
        if name.hasPrefix("/") || folder == "." || folder.isEmpty { return name }
        return folder.hasSuffix("/") ? folder + name : folder + "/" + name
    }

    /// The path without `.`, and without `..` after a name.
    static func withoutDots(_ path: String) -> String {
        var parts: [Substring] = []
        for part in path.split(separator: "/") where part != "." {
            if part == "..", let last = parts.last, last != ".." {
                parts.removeLast()
            } else {
                parts.append(part)
            }
        }
        if path.hasPrefix("/") { return "/" + parts.drop { $0 == ".." }.joined(separator: "/") }
        return parts.isEmpty ? "." : parts.joined(separator: "/")
    }

    /// A name for each of several directories by its canonical path: the path relative to their
    /// common ancestor, or, if that is only `/`, as many of its last parts as distinguish it.
    static func distinctNames(of folders: [String]) -> [String: String] {
        let parts = Dictionary(folders.map { ($0, $0.split(separator: "/")) }) { first, _ in first }
        var shared = parts.values.first ?? []
        for other in parts.values {
            let count = zip(shared, other).prefix { $0 == $1 }.count
            shared = Array(shared.prefix(count))
        }
        if !shared.isEmpty {
            return parts.mapValues { $0.dropFirst(shared.count).joined(separator: "/") }
        }
        var count = 1
        while Set(parts.values.map { $0.suffix(count) }).count < parts.count { count += 1 }
        return parts.mapValues { $0.suffix(count).joined(separator: "/") }
    }

    /// True if a canonical path is a directory or inside it.
    static func contains(_ folder: String, _ path: String) -> Bool {
        path == folder || folder == "/" || path.hasPrefix(folder + "/")
    }

    /// The URI of a canonical path.
    static func uri(_ path: String) -> String {
        var result = "file://"
        for byte in path.utf8 {
            let isPlain =
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
                || (0x61...0x7A).contains(byte)
                || "/-_.~+@,=".utf8.contains(byte)
            if isPlain {
                result.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                let hex = String(byte, radix: 16, uppercase: true)
                result += "%" + (hex.count == 1 ? "0" : "") + hex
            }
        }
        return result
    }
}
