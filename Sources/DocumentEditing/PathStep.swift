import ConfigDocument

/// One step from a value to one inside it.
public enum PathStep: Sendable, Hashable {
    case key(String)
    case index(Int)
}

extension PathStep: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral {
    public init(stringLiteral value: String) { self = .key(value) }
    public init(integerLiteral value: Int) { self = .index(value) }
}

extension [PathStep] {
    /// As a JSON Pointer (RFC 6901).
    var pointer: String {
        map { step in
            switch step {
            case .index(let index): "/\(index)"
            case .key(let key):
                "/"
                    + key.split(separator: "~", omittingEmptySubsequences: false)
                    .joined(separator: "~0")
                    .split(separator: "/", omittingEmptySubsequences: false).joined(separator: "~1")
            }
        }.joined()
    }
}
