import ConfigDocument
import JSONSchema

/// The values of a document that a step is about: a JSON Pointer in which `*` stands for every
/// member and element. A key that is called `*` is written `~*`.
package struct MigrationPath: Sendable, Hashable {
    package enum Token: Sendable, Hashable {
        case key(String)
        case every
    }

    package var tokens: [Token]

    package init(_ tokens: [Token] = []) { self.tokens = tokens }

    /// Reads the text form; nil where it is neither empty nor begins with `/`.
    package init?(text: String) {
        guard let pointer = JSONPointer(text: text) else { return nil }
        let raw = text.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
        tokens = zip(raw, pointer.tokens).map { raw, token in
            switch raw {
            case "*": .every
            case "~*": .key("*")
            default: .key(token)
            }
        }
    }

    package var parent: MigrationPath { MigrationPath(Array(tokens.dropLast())) }

    /// The name that the path ends in; nil for the root and for `*`.
    package var key: String? {
        guard case .key(let key)? = tokens.last else { return nil }
        return key
    }

    package func appending(_ token: Token) -> MigrationPath { MigrationPath(tokens + [token]) }

    package func replacingKey(_ key: String) -> MigrationPath { parent.appending(.key(key)) }

    package func isInside(_ other: MigrationPath) -> Bool {
        tokens.count > other.tokens.count && tokens.starts(with: other.tokens)
    }
}

extension MigrationPath: CustomStringConvertible {
    package var description: String {
        tokens.map { token in
            switch token {
            case .every: "/*"
            case .key("*"): "/~*"
            case .key(let key): JSONPointer([key]).description
            }
        }.joined()
    }
}

extension [PathStep] {
    /// As a JSON Pointer.
    package var location: String {
        JSONPointer(
            map { step in
                switch step {
                case .key(let key): key
                case .index(let index): "\(index)"
                }
            }
        ).description
    }
}
