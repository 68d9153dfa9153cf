import ConfigDocument
import DocumentEditing
import SchemaValidation

/// The values of a document that a step is about: a JSON Pointer in which `*` stands for every
/// member and element. A key that is called `*` is written `~*`.
package struct MigrationPath: Sendable, Hashable {
    package enum Token: Sendable, Hashable {
        case key(String)
        case every

        /// Keys are the same where their code points are.
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

    /// Reads the text form; nil where it is neither empty nor begins with `/`.
    package init?(text: String) {
        guard let pointer = JSONPointer(text: text) else { return nil }
        // By bytes: a slash is one even where a combining character follows.
        let raw = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        tokens = zip(raw.dropFirst(), pointer.tokens).map { raw, token in
            if raw.elementsEqual("*".utf8) { return .every }
            return .key(raw.elementsEqual("~*".utf8) ? "*" : token)
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

extension MigrationPath {
    /// The text, without the middle of a path that is deeper than documents are read unless
    /// `maxDepth` is raised: all paths through a chain of definitions would be the square of it.
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
                text += JSONPointer([key]).description
            case .key(let key):
                text += "/"
                text += key
            }
        }
        return text
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
