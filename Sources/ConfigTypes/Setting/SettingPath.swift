import ConfigDocument
import SchemaValidation

/// The path of a setting as people type it: `server.ports[0]`, or a JSON Pointer.
public struct SettingPath: Sendable, Hashable {
    /// Keys of objects and positions in arrays, outermost first.
    public var tokens: [String] {
        didSet { positions = [] }
    }
    /// The indexes of tokens that were in brackets, and so cannot be keys.
    package private(set) var positions: Set<Int> = []
    /// True if it was written with dots and brackets.
    private var isDotted = false

    /// Creates a path from keys and positions, outermost first.
    public init(tokens: [String]) { self.tokens = tokens }

    package init(_ tokens: [String]) { self.tokens = tokens }

    package init(tokens: [String], positions: Set<Int>) {
        self.tokens = tokens
        self.positions = positions
    }

    /// The path of a member of the value.
    package func appending(_ key: String) -> SettingPath {
        SettingPath(tokens: tokens + [key], positions: positions)
    }

    /// The path of an element of the value.
    package func appending(_ index: Int) -> SettingPath {
        SettingPath(tokens: tokens + ["\(index)"], positions: positions.union([tokens.count]))
    }

    /// The path of an enclosing value, given by the number of its tokens.
    package func prefix(_ count: Int) -> SettingPath {
        SettingPath(tokens: Array(tokens.prefix(count)), positions: positions.filter { $0 < count })
    }

    /// Parses a path: a JSON Pointer if the text begins with a slash, else dots and brackets.
    public init(_ text: String) {
        if text.hasPrefix("/"), let pointer = JSONPointer(text: text) {
            tokens = pointer.tokens
            return
        }
        tokens = []
        isDotted = true
        guard !text.isEmpty else { return }
        var positions: Set<Int> = []
        if let quoted = QuotedPath(text) {
            (tokens, self.positions) = (quoted.tokens, quoted.positions)
            return
        }
        for part in text.split(separator: ".", omittingEmptySubsequences: false) {
            let (key, inBrackets) = Self.parts(part)
            if let key { tokens.append(key) }
            positions.formUnion(tokens.count..<tokens.count + inBrackets.count)
            tokens += inBrackets
        }
        self.positions = positions
    }

    /// `ports[0][1]` is a key and two positions; brackets around anything but digits are part of
    /// the key.
    private static func parts(_ text: Substring) -> (key: String?, positions: [String]) {
        var rest = text
        var positions: [String] = []
        while rest.hasSuffix("]"), let open = rest.lastIndex(of: "[") {
            let digits = rest[rest.index(after: open)...].dropLast()
            guard !digits.isEmpty, digits.utf8.allSatisfy({ 0x30...0x39 ~= $0 }) else { break }
            positions.insert(String(digits), at: 0)
            rest = rest[..<open]
        }
        return (rest.isEmpty && !positions.isEmpty ? nil : String(rest), positions)
    }
}

extension SettingPath: CustomStringConvertible {
    /// The dotted form.
    public var description: String { tokens.joined(separator: ".") }

    /// The dotted form for messages and findings: with quotes around keys that are not plain words,
    /// and positions in brackets.
    package var shown: String {
        var name = ValueName()
        for (depth, token) in tokens.enumerated() {
            if positions.contains(depth), let index = Int(token) {
                name.add(index: index)
            } else {
                name.add(key: token)
            }
        }
        return name.shown ?? ""
    }
}

extension SettingPath {
    /// Rejects a key such as `tags[-1]` that is not in the document: it was meant as an index.
    package func checkBrackets(in value: DocumentValue, _ name: String) throws(ConfigError) {
        guard isDotted else { return }
        for (depth, token) in tokens.enumerated() where token.hasSuffix("]") {
            guard let open = token.lastIndex(of: "["),
                (try? value.setting(at: SettingPath(Array(tokens[...depth])), in: name)) == nil
            else { continue }
            let pointer = JSONPointer(Array(tokens[...depth])).description
            throw ConfigError(
                Finding(
                    message: "\(quoted(String(token[open...]))) is not an index",
                    suggestion: "write a whole number such as [0], or the JSON Pointer"
                        + " \(singleLine(pointer)) for a key of this name",
                    file: name
                )
            )
        }
    }
}

extension DocumentValue {
    /// The indexes of path tokens that are positions in arrays.
    package func positions(along path: [String]) -> Set<Int> {
        Set(path.indices.filter { self[tokens: Array(path[..<$0])]?.array != nil })
    }

    /// The value at a path.
    ///
    /// - Throws: if it does not exist, with the key that was probably intended.
    public func setting(
        at path: SettingPath,
        in name: String
    ) throws(ConfigError) -> DocumentValue {
        var value = self
        for (depth, token) in path.tokens.enumerated() {
            guard let next = value[token] ?? Int(token).flatMap({ value[$0] }) else {
                let before = path.tokens[..<depth].joined(separator: ".")
                let place = before.isEmpty ? "the document" : quoted(before)
                throw ConfigError(
                    Finding(
                        message: "there is no setting \(quoted(token)) in \(place)",
                        suggestion: Suggestion.didYouMean(
                            token,
                            among: value.object?.keys ?? []
                        ),
                        file: name
                    )
                )
            }
            value = next
        }
        return value
    }
}
