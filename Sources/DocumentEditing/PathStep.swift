package import ConfigDocument

/// One step from a value to a value inside it.
public enum PathStep: Sendable, Hashable {
    case key(String)
    case index(Int)
}

extension PathStep: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral {
    public init(stringLiteral value: String) { self = .key(value) }
    public init(integerLiteral value: Int) { self = .index(value) }
}

extension PathStep {
    /// The token in a JSON Pointer, which does not distinguish keys from positions.
    package var token: String {
        switch self {
        case .key(let key): key
        case .index(let index): "\(index)"
        }
    }
}

extension [PathStep] {
    /// The path as a JSON Pointer (RFC 6901).
    package var pointer: JSONPointer { JSONPointer(map(\.token)) }
}
