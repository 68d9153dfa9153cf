import ConfigDocument
import SchemaValidation

/// The values that a step applies to: a JSON Pointer in which `*` matches every member and element.
/// The key `*` is written `~*`.
package struct MigrationPath: Sendable, Hashable {
    package enum Token: Sendable, Hashable {
        case key(String)
        case every

        /// Keys are equal if their code points are.
        package static func == (left: Token, right: Token) -> Bool {
            switch (left, right) {
            case (.key(let left), .key(let right)): left.isExactly(right)
            case (.every, .every): true
            default: false
            }
        }

        package func hash(into hasher: inout Hasher) {
            guard case .key(var key) = self else { return hasher.combine(0) }
            key.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
        }
    }

    package var tokens: [Token]

    package init(_ tokens: [Token] = []) { self.tokens = tokens }

    /// Parses the text form; nil unless it is empty or begins with `/`.
    package init?(text: String) {
        guard let pointer = DocumentPath(pointer: text) else { return nil }
        // Splits bytes, because a combining character after a slash would hide it.
        let raw = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        tokens = zip(raw.dropFirst(), pointer.tokens).map { raw, token in
            if raw.elementsEqual("*".utf8) { return .every }
            return .key(raw.elementsEqual("~*".utf8) ? "*" : token)
        }
    }

    package var parent: MigrationPath { MigrationPath(Array(tokens.dropLast())) }

    /// The last key of the path; nil for the root and for `*`.
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

extension MigrationPath {
    /// The path of the objects within which a value moves.
    package static func sharedPrefix(_ path: MigrationPath, _ other: MigrationPath) -> MigrationPath
    {
        var count = 0
        while count < min(path.tokens.count, other.tokens.count) - 1,
            path.tokens[count] == other.tokens[count]
        {
            count += 1
        }
        return MigrationPath(Array(path.tokens.prefix(count)))
    }

    /// True if values can move from one path to another: all `*`s must be in the shared prefix.
    package static func canMove(_ path: MigrationPath, to other: MigrationPath) -> Bool {
        let shared = sharedPrefix(path, other).tokens.count
        return !path.tokens.dropFirst(shared).contains(.every)
            && !other.tokens.dropFirst(shared).contains(.every)
            && !other.isInside(path) && path != other
    }
}

extension MigrationPath {
    /// The text, without its middle if the path is deeper than the default limit of documents:
    /// otherwise, the total length of all paths through a chain of definitions would be quadratic.
    package var shortened: String {
        let end = 64
        guard tokens.count > 4 * end else { return description }
        return "\(MigrationPath(Array(tokens.prefix(2 * end))))/…"
            + MigrationPath(tokens.suffix(end)).description
    }
}

extension MigrationPath: CustomStringConvertible {
    package var description: String {
        var text = ""
        for token in tokens {
            switch token {
            case .every: text += "/*"
            case .key("*"): text += "/~*"
            case .key(let key) where key.utf8.contains(where: { $0 == 0x7E || $0 == 0x2F }):
                text += DocumentPath(tokens: [key]).pointer
            case .key(let key):
                text += "/"
                text += key
            }
        }
        return text
    }
}

extension String {
    /// Compares keys as JSON does: code point by code point.
    package func isExactly(_ other: String) -> Bool {
        utf8.count == other.utf8.count && utf8.elementsEqual(other.utf8)
    }
}
