#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Recognises files that contain nothing but comments, from their first bytes.
struct BlankText {
    /// The number of bytes to examine; longer comments are not worth the time.
    private static let longest = 64 << 10

    private var isInComment = false
    /// The number of dashes or dots at the start of a line so far: a document marker.
    private var marks = 0
    private(set) var isBlank = true

    static func isIn(file path: String) -> Bool {
        guard
            let file = try? Descriptor(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        else { return false }
        var text = BlankText()
        var bytes = [UInt8](repeating: 0, count: 4096)
        var total = 0
        while text.isBlank, total < longest {
            let count = read(file.number, &bytes, bytes.count)
            if count <= 0 { return count == 0 }
            text.add(bytes.prefix(count))
            // Bound: at most `longest` and one buffer.
            total += count
        }
        return false
    }

    mutating func add(_ bytes: ArraySlice<UInt8>) {
        for byte in bytes where isBlank { add(byte) }
    }

    private mutating func add(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\n"), UInt8(ascii: "\r"): (isInComment, marks) = (false, 0)
        case _ where isInComment: break
        case UInt8(ascii: "#"): isInComment = true
        case UInt8(ascii: " "), UInt8(ascii: "\t"), 0xEF, 0xBB, 0xBF: break
        case UInt8(ascii: "-") where marks < 3, UInt8(ascii: ".") where marks < 3: marks += 1
        default: isBlank = false
        }
    }
}
