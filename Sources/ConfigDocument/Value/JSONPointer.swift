/// A path to a value in a document (RFC 6901).
public struct JSONPointer: Sendable, Hashable {
    /// The keys and positions of the path, unescaped, outermost first.
    public var tokens: [String]

    /// Creates a pointer from keys and positions; without any, it points to the whole document.
    public init(_ tokens: [String] = []) { self.tokens = tokens }

    /// Parses the string form; nil if it is neither empty nor begins with `/`.
    public init?(text: String) {
        guard text.isEmpty || text.utf8.first == UInt8(ascii: "/") else { return nil }
        // Split by bytes, because a combining character may follow a slash.
        let parts = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        tokens = parts.dropFirst().map { Self.unescaped(Substring($0)) }
    }

    public static func / (pointer: JSONPointer, token: String) -> JSONPointer {
        JSONPointer(pointer.tokens + [token])
    }

    /// The value in a document; nil if there is none.
    public func value(in cursor: Cursor) -> Cursor? {
        var cursor = cursor
        for token in tokens {
            guard let next = Self.step(token, in: cursor) else { return nil }
            cursor = next
        }
        return cursor
    }

    package static func step(_ token: String, in cursor: Cursor) -> Cursor? {
        guard cursor.isArray else { return cursor[token] }
        return position(token).flatMap { cursor[$0] }
    }

    /// The array position given by a token: digits without a leading zero.
    package static func position(_ token: String) -> Int? {
        let digits = token.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
        guard digits, token == "0" || !token.hasPrefix("0") else { return nil }
        return Int(token)
    }

    static func unescaped(_ token: Substring) -> String {
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

    static func escaped(_ token: String) -> String {
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

extension JSONPointer: CustomStringConvertible {
    public var description: String {
        tokens.reduce(into: "") { $0 += "/" + Self.escaped($1) }
    }
}
