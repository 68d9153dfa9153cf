#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// The paths at which something is mounted for this process.
///
/// A container platform may mount a single file. Writes to it cause no event in its directory, and a
/// file that replaces it outside the container never appears.
struct MountPoints {
    private let paths: Set<String>

    /// - Parameter table: the content of `/proc/self/mountinfo`.
    init(_ table: String) {
        var paths: Set<String> = []
        for line in table.split(separator: "\n") {
            let fields = line.split(separator: " ", maxSplits: 5)
            if fields.count > 4 { paths.insert(Self.unescaped(fields[4])) }
        }
        self.paths = paths
    }

    /// Empty where the system has no such table.
    static func current() -> MountPoints {
        guard let file = fopen("/proc/self/mountinfo", "re") else { return MountPoints("") }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 14)
        while true {
            let count = fread(&buffer, 1, buffer.count, file)
            if count == 0 { break }
            bytes += buffer[..<count]
        }
        return MountPoints(String(decoding: bytes, as: UTF8.self))
    }

    /// Blanks and line breaks are written as three octal digits.
    private static func unescaped(_ field: Substring) -> String {
        guard field.contains("\\") else { return String(field) }
        var bytes: [UInt8] = []
        var rest = Array(field.utf8)[...]
        while let byte = rest.popFirst() {
            let digits = rest.prefix(3)
            guard byte == UInt8(ascii: "\\"), digits.count == 3,
                let code = UInt8(String(decoding: digits, as: UTF8.self), radix: 8)
            else {
                bytes.append(byte)
                continue
            }
            rest = rest.dropFirst(3)
            bytes.append(code)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    func contains(_ path: String) -> Bool { paths.contains(path) }

    /// The reason to poll these files; nil if none of them is a mount point.
    func fault(of files: Set<String>) -> String? {
        if paths.isEmpty { return nil }
        let mounted = files.sorted().first { file in
            guard let path = realpath(file, nil) else { return false }
            defer { free(path) }
            return paths.contains(String(cString: path))
        }
        return mounted.map {
            "\($0) is mounted as a single file, so that its replacement outside the container is not "
                + "noticed; mount its directory instead"
        }
    }
}
