#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// The chain of symbolic links from a path to the actual file.
struct LinkChain {
    /// Each link of the chain, and finally the file itself, with their folders. Replacing any of
    /// them changes the file that the path leads to.
    private(set) var places: [(folder: String, name: String)] = []

    /// The number of links that the kernel follows.
    private static let linkLimit = 40

    init(of path: String) {
        var prefix = path.hasPrefix("/") ? "/" : ""
        var rest = Self.parts(path)[...]
        var last = ""
        var links = 0
        while let part = rest.popFirst() {
            if part == ".." {
                prefix += "../"
                last = ""
                continue
            }
            if let target = Self.target(of: prefix + part), links < Self.linkLimit {
                places.append((Self.folder(prefix), part))
                links += 1
                if target.hasPrefix("/") { prefix = "/" }
                rest = (Self.parts(target) + rest)[...]
                last = ""
            } else if rest.isEmpty {
                last = part
            } else {
                prefix += part + "/"
            }
        }
        if !last.isEmpty { places.append((Self.folder(prefix), last)) }
    }

    /// The target of a link; nil for everything else.
    private static func target(of path: String) -> String? {
        var buffer = [CChar](repeating: 0, count: 4096)
        let count = readlink(path, &buffer, buffer.count)
        guard count >= 0 else { return nil }
        return String(decoding: buffer.prefix(count).map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    private static func parts(_ path: String) -> [String] {
        path.split(separator: "/").map(String.init).filter { $0 != "." }
    }

    private static func folder(_ prefix: String) -> String { prefix.isEmpty ? "." : prefix }
}
