/// The parts of a URI reference, with resolution against a base (RFC 3986, section 5.2).
package struct URI: Hashable, Sendable {
    package var scheme: String?
    package var authority: String?
    package var path: String
    package var query: String?
    package var fragment: String?

    /// Splits by the expression of RFC 3986, appendix B, which matches any string.
    package init(_ text: String) {
        var text = text
        self = text.withUTF8 { URI(utf8: $0) }
    }

    /// Works on bytes, because a combining character after a `#` would hide it.
    private init(utf8 text: UnsafeBufferPointer<UInt8>) {
        var rest = text[...]
        if let hash = rest.firstIndex(of: UInt8(ascii: "#")) {
            fragment = Self.string(rest[(hash + 1)...])
            rest = rest[..<hash]
        }
        if let mark = rest.firstIndex(of: UInt8(ascii: "?")) {
            query = Self.string(rest[(mark + 1)...])
            rest = rest[..<mark]
        }
        if let colon = rest.firstIndex(of: UInt8(ascii: ":")), Self.isScheme(rest[..<colon]) {
            scheme = Self.string(rest[..<colon])
            rest = rest[(colon + 1)...]
        }
        if rest.count >= 2, rest[rest.startIndex] == UInt8(ascii: "/"),
            rest[rest.startIndex + 1] == UInt8(ascii: "/")
        {
            rest = rest.dropFirst(2)
            let end = rest.firstIndex(of: UInt8(ascii: "/")) ?? rest.endIndex
            authority = Self.string(rest[..<end])
            rest = rest[end...]
        }
        path = Self.string(rest)
    }

    private typealias Bytes = Slice<UnsafeBufferPointer<UInt8>>

    private static func string(_ bytes: Bytes) -> String { String(decoding: bytes, as: UTF8.self) }

    private static func isScheme(_ text: Bytes) -> Bool {
        guard let first = text.first, isLetter(first) else { return false }
        return text.allSatisfy {
            isLetter($0) || ($0 >= 0x30 && $0 <= 0x39) || $0 == 0x2B || $0 == 0x2D || $0 == 0x2E
        }
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (byte | 0x20) >= UInt8(ascii: "a") && (byte | 0x20) <= UInt8(ascii: "z")
    }

    /// The absolute URI of a reference. In that of a file, `..` segments that lead above the root
    /// remain: without them, it would be the URI of another file.
    package func resolved(against base: URI) -> URI {
        var result = self
        result.scheme = scheme ?? base.scheme
        if scheme != nil || authority != nil {
            result.path = result.withoutDots(path)
            return result
        }
        result.authority = base.authority
        if path.isEmpty {
            result.path = base.path
            if query == nil { result.query = base.query }
        } else if path.hasPrefix("/") {
            result.path = result.withoutDots(path)
        } else {
            result.path = result.withoutDots(merge(base))
        }
        return result
    }

    private func merge(_ base: URI) -> String {
        if base.authority != nil, base.path.isEmpty { return "/" + path }
        guard let slash = base.path.lastIndex(of: "/") else { return path }
        return base.path[...slash] + path
    }

    /// Removes `.` and `..` segments (section 5.2.4).
    private func withoutDots(_ path: String) -> String {
        guard path.hasPrefix("/"), Self.hasDotSegment(path) else { return path }
        let keepsClimbs = scheme == "file"
        var output: [Substring] = []
        let segments = path.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
        for (index, segment) in segments.enumerated() {
            let isLast = index == segments.count - 1
            switch segment {
            case ".": if isLast { output.append("") }
            case "..":
                if keepsClimbs, output.last ?? ".." == ".." {
                    output.append(segment)
                } else {
                    _ = output.popLast()
                }
                if isLast { output.append("") }
            default: output.append(segment)
            }
        }
        return "/" + output.joined(separator: "/")
    }

    /// True if a segment begins with a dot, which is rare.
    private static func hasDotSegment(_ path: String) -> Bool {
        var isStart = false
        for byte in path.utf8 {
            if isStart, byte == UInt8(ascii: ".") { return true }
            isStart = byte == UInt8(ascii: "/")
        }
        return false
    }

    /// The URI without its fragment, which identifies a resource.
    package var resource: String {
        var text = ""
        if let scheme {
            text += scheme
            text += ":"
        }
        if let authority {
            text += "//"
            text += authority
        }
        text += path
        if let query {
            text += "?"
            text += query
        }
        return text
    }

    /// True if it has no parts at all.
    package var isEmpty: Bool {
        scheme == nil && authority == nil && path.isEmpty && query == nil && fragment == nil
    }

    var text: String { fragment.map { resource + "#" + $0 } ?? resource }

    /// Decodes percent-encoded bytes if they form UTF-8.
    package static func percentDecoded(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "%")) else { return text }
        var bytes: [UInt8] = []
        var rest = Substring(text).utf8
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"),
                let value = UInt8(String(Substring(rest.prefix(2))), radix: 16),
                rest.count >= 2, rest.first != UInt8(ascii: "+"), rest.first != UInt8(ascii: "-")
            {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Encodes the characters that URIs do not allow, except those beyond ASCII.
    package static func percentEncoded(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            let isPlain = scalar.value > 0x20 && !"%\"<>\\^`{|}#".unicodeScalars.contains(scalar)
            if isPlain {
                result.unicodeScalars.append(scalar)
            } else {
                let hex = String(scalar.value, radix: 16, uppercase: true)
                result += "%" + (hex.count == 1 ? "0" : "") + hex
            }
        }
        return result
    }
}
