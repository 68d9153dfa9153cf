// MARK: - JSON Pointer

extension DocumentPath {
    /// Reads a JSON Pointer; nil where the text is neither empty nor begins with `/`.
    public init?(pointer text: String) {
        guard text.isEmpty || text.utf8.first == UInt8(ascii: "/") else { return nil }
        // By bytes: a slash is one even where a combining character follows.
        let parts = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        self.init(parts.dropFirst().map { .key(Self.unescaped(Substring($0))) })
    }

    /// The path as a JSON Pointer (RFC 6901): `/servers/0/port`.
    public var pointer: String { reduce(into: "") { $0 += "/" + Self.escaped($1.token) } }

    private static func unescaped(_ token: Substring) -> String {
        guard token.utf8.contains(UInt8(ascii: "~")) else { return String(token) }
        var result = ""
        var isEscape = false
        for scalar in token.unicodeScalars {
            if isEscape {
                result.unicodeScalars.append(scalar == "1" ? "/" : "~")
                if scalar != "0", scalar != "1" { result.unicodeScalars.append(scalar) }
                isEscape = false
            } else if scalar == "~" {
                isEscape = true
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
        return isEscape ? result + "~" : result
    }

    private static func escaped(_ token: String) -> String {
        guard token.utf8.contains(where: { $0 == UInt8(ascii: "~") || $0 == UInt8(ascii: "/") })
        else {
            return token
        }
        var result = ""
        for scalar in token.unicodeScalars {
            switch scalar {
            case "~": result += "~0"
            case "/": result += "~1"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}

// MARK: - Dots and brackets

extension DocumentPath {
    /// Reads a path as people type it: a JSON Pointer where the text begins with a slash, else dots
    /// and brackets, as in `servers[0].port` or `hosts["a.b"]`.
    public init(_ text: String) {
        if text.hasPrefix("/"), let path = DocumentPath(pointer: text) {
            self = path
        } else if text.isEmpty {
            self.init()
        } else if let quoted = QuotedPath(text) {
            self = quoted.path
        } else {
            self.init(
                text.split(separator: ".", omittingEmptySubsequences: false).flatMap(Self.steps)
            )
        }
    }

    /// `ports[0][1]` is a key and two positions; brackets around anything but digits are part of
    /// the key.
    private static func steps(_ text: Substring) -> [Step] {
        var rest = text
        var positions: [Step] = []
        while rest.hasSuffix("]"), let open = rest.lastIndex(of: "[") {
            let digits = rest[rest.index(after: open)...].dropLast()
            guard !digits.isEmpty, digits.utf8.allSatisfy({ 0x30...0x39 ~= $0 }) else { break }
            positions.insert(.index(digits: String(digits)), at: 0)
            rest = rest[..<open]
        }
        return (rest.isEmpty && !positions.isEmpty ? [] : [.key(String(rest))]) + positions
    }
}

extension DocumentPath: CustomStringConvertible {
    /// The keys and positions with dots between them, for programs: `servers.0.port`.
    public var description: String { tokens.joined(separator: ".") }

    /// The dotted spelling for messages: `servers[0].port`, with quotes around keys that are not
    /// plain words.
    package var shown: String {
        var name = ValueName()
        for step in self {
            if step.isPosition, let index = step.position {
                name.add(index: index)
            } else {
                name.add(key: step.token)
            }
        }
        return name.shown ?? ""
    }
}
