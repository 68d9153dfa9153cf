import SchemaValidation

/// The parts of an absolute URI (RFC 3986), still percent-encoded.
///
/// Use `URL(string: uri.description)` for Foundation's type.
public struct URI: ConfigText {
    /// The name of the format in messages.
    public static let expectation = "a URI, such as https://example.com/"

    public let description: String
    /// The scheme, without the colon.
    public let scheme: String
    /// The part before `@`; nil if there is none.
    public let userInfo: String?
    /// The host; empty for `file:///…`, nil for `mailto:…`.
    public let host: String?
    /// The port; nil if there is none.
    public let port: Int?
    /// The path as written, with its percent-encoding; it may be empty.
    public let path: String
    /// The part after `?` as written; nil if there is none.
    public let query: String?
    /// The part after `#` as written; nil if there is none.
    public let fragment: String?

    /// Nil if the string is not a URI with a scheme (RFC 3986, section 3).
    public init?(_ text: String) {
        guard Format.uri.accepts(text) else { return nil }
        let parts = SchemaValidation.URI(text)
        guard let scheme = parts.scheme else { return nil }
        description = text
        self.scheme = scheme
        (path, query, fragment) = (parts.path, parts.query, parts.fragment)
        guard let authority = parts.authority else {
            (userInfo, host, port) = (nil, nil, nil)
            return
        }
        var rest = Substring(authority)
        var userInfo: String?
        if let at = rest.firstIndex(of: "@") {
            userInfo = String(rest[..<at])
            rest = rest[rest.index(after: at)...]
        }
        self.userInfo = userInfo
        // The colons of an IPv6 address are inside brackets.
        let colon = rest.lastIndex { $0 == ":" || $0 == "]" }
        if let colon, rest[colon] == ":" {
            port = Int(rest[rest.index(after: colon)...])
            rest = rest[..<colon]
        } else {
            port = nil
        }
        host = String(rest)
    }
}
