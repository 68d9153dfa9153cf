#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// A text with placeholders for values from elsewhere:
///
///     ${env:NAME}             an environment variable
///     ${file:PATH}            the text of a file
///     ${ref:/json/pointer}    another setting of the same configuration
///     ${env:NAME:-default}    with a default
///     $${                     the characters `${`
///
/// In the notation of compose files, these are variables as well, and `$$` is the character `$`:
///
///     $NAME  ${NAME}          an environment variable
///     ${NAME:-text}           the text if the variable is unset or empty; with `-`, if it is unset
///     ${NAME:?text}           an error with the text in that case
///     ${NAME:+text}           the text if the variable is set, otherwise nothing
///
/// Every other `${` is literal, because many tools have placeholders of their own; `hasLookalike`
/// detects those that denote variables elsewhere.
package struct PlaceholderText: Sendable {
    package enum Part: Sendable, Equatable {
        case literal(String)
        case placeholder(Placeholder)
        /// A placeholder without its closing bracket, as written.
        case unclosed(String)
    }

    package struct Placeholder: Sendable, Equatable {
        package enum Kind: String, Sendable, CaseIterable { case env, file, ref }

        package var kind: Kind
        package var argument: String
        /// The default, which may itself contain placeholders.
        package var fallback: String?
        /// The operator of a compose file after the name of a variable.
        package var choice: Choice?
        /// True if it is written without a kind, as in compose files.
        package var isShort = false
    }

    package struct Choice: Sendable, Equatable {
        package enum Kind: UInt8, Sendable {
            case fallback = 0x2D
            case message = 0x3F
            case replacement = 0x2B
        }

        package var kind: Kind
        /// True if an empty variable counts as unset.
        package var countsEmpty: Bool
        package var text: String
    }

    package private(set) var parts: [Part] = []
    /// True if it contains `${NAME}` or is `$NAME`, which shells, compose files and other tools
    /// replace.
    package private(set) var hasLookalike = false

    package init(_ text: String, _ style: PlaceholderStyle = .named) {
        var literal: [UInt8] = []
        var rest = Array(text.utf8)[...]
        hasLookalike = style == .named && Self.isVariable(rest)
        let lastClose = rest.lastIndex(of: Self.close) ?? 0
        while let byte = rest.first {
            if style == .named, !hasLookalike, rest.startIndex < lastClose,
                Self.isLookalike(rest)
            {
                hasLookalike = true
            }
            if byte == Self.dollar, style == .compose, rest.dropFirst().first == Self.dollar {
                literal.append(Self.dollar)
                rest.removeFirst(2)
            } else if style == .compose, let short = Self.shortPlaceholder(rest) {
                flush(&literal)
                parts.append(short.part)
                rest = rest.dropFirst(short.count)
            } else if byte == Self.dollar, rest.starts(with: Self.escape) {
                literal += [Self.dollar, Self.open]
                rest.removeFirst(3)
            } else if byte == Self.dollar, let kind = Self.kind(rest) {
                flush(&literal)
                rest.removeFirst(3 + kind.rawValue.utf8.count)
                guard let end = Self.end(of: rest) else {
                    parts.append(.unclosed("${\(kind.rawValue):"))
                    return
                }
                let inside = String(decoding: rest[..<end], as: UTF8.self)
                parts.append(.placeholder(Self.placeholder(kind, inside)))
                rest = rest[(end + 1)...]
            } else {
                literal.append(byte)
                rest.removeFirst()
            }
        }
        flush(&literal)
    }

    /// The only part, if that is a placeholder: the value then has the type of the replacement.
    package var whole: Placeholder? {
        guard parts.count == 1, case .placeholder(let placeholder) = parts[0] else { return nil }
        return placeholder
    }

    /// True if the text contains no placeholders.
    package var isPlain: Bool { !parts.contains { if case .literal = $0 { false } else { true } } }

    /// The text without its escapes; nil if it contains placeholders.
    package var plain: String? {
        var result = ""
        for part in parts {
            guard case .literal(let literal) = part else { return nil }
            result += literal
        }
        return result
    }

    /// True if a text may contain a placeholder, an escape or a lookalike. It may return true for a
    /// text without any, because the exact check is slower.
    ///
    /// Called for every file, and therefore based on `memchr` instead of a loop.
    package static func mayBe(
        in text: UnsafeRawBufferPointer,
        _ style: PlaceholderStyle = .named
    ) -> Bool {
        guard var rest = text.baseAddress else { return false }
        let end = rest + text.count
        while rest < end, let found = memchr(rest, Int32(dollar), end - rest) {
            rest = UnsafeRawPointer(found) + 1
            if style == .compose { return true }
            if rest < end, mayFollow(rest.load(as: UInt8.self)) { return true }
        }
        return false
    }

    /// True if a byte after a dollar sign may continue `${` or `$NAME`.
    private static func mayFollow(_ byte: UInt8) -> Bool {
        byte == open || byte == UInt8(ascii: "_") || 0x41...0x5A ~= byte
    }

    package static func mayBe(in text: String, _ style: PlaceholderStyle = .named) -> Bool {
        var text = text
        return text.withUTF8 { mayBe(in: UnsafeRawBufferPointer($0), style) }
    }

    /// The text with its placeholders and escapes escaped, so that they are literal.
    package static func escaped(_ text: String, _ style: PlaceholderStyle = .named) -> String {
        if style == .compose { return text.replacing("$", with: "$$") }
        guard mayBe(in: text) else { return text }
        var result: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.first {
            if byte == dollar, rest.starts(with: escape) || kind(rest) != nil {
                result.append(dollar)
            }
            if rest.starts(with: escape) {
                result += escape
                rest.removeFirst(3)
            } else {
                result.append(byte)
                rest.removeFirst()
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    // MARK: Syntax

    private static let dollar = UInt8(ascii: "$")
    private static let open = UInt8(ascii: "{")
    private static let close = UInt8(ascii: "}")
    private static let escape = Array("$${".utf8)

    private mutating func flush(_ literal: inout [UInt8]) {
        if !literal.isEmpty { parts.append(.literal(String(decoding: literal, as: UTF8.self))) }
        literal = []
    }

    private static func kind(_ text: ArraySlice<UInt8>) -> Placeholder.Kind? {
        Placeholder.Kind.allCases.first { text.starts(with: Array("${\($0.rawValue):".utf8)) }
    }

    /// A placeholder in compose notation, and its length; nil if none begins here.
    private static func shortPlaceholder(_ text: ArraySlice<UInt8>) -> (part: Part, count: Int)? {
        guard text.first == dollar, kind(text) == nil else { return nil }
        let hasBrackets = text.dropFirst().first == open
        let inside = text.dropFirst(hasBrackets ? 2 : 1)
        let name = inside.prefix(while: isWord)
        guard let first = name.first, !(0x30...0x39 ~= first) else { return nil }
        var placeholder = Placeholder(kind: .env, argument: String(decoding: name, as: UTF8.self))
        placeholder.isShort = true
        guard hasBrackets else { return (.placeholder(placeholder), name.count + 1) }
        let rest = inside[name.endIndex...]
        // Another notation, such as ${NAME//a/b} of a shell, is literal.
        let isKnown = rest.isEmpty || rest.first == close || choiceKind(rest) != nil
        guard isKnown else { return nil }
        guard let close = Self.end(of: inside) else { return (.unclosed("${"), text.count) }
        placeholder.choice = choice(rest[..<close])
        return (.placeholder(placeholder), close + 1 - text.startIndex)
    }

    private static func choice(_ text: ArraySlice<UInt8>) -> Choice? {
        choiceKind(text).map { kind, countsEmpty in
            let rest = text.dropFirst(countsEmpty ? 2 : 1)
            return Choice(
                kind: kind,
                countsEmpty: countsEmpty,
                text: String(decoding: rest, as: UTF8.self)
            )
        }
    }

    /// The operator at the start of a text.
    private static func choiceKind(
        _ text: ArraySlice<UInt8>
    ) -> (kind: Choice.Kind, countsEmpty: Bool)? {
        let countsEmpty = text.first == UInt8(ascii: ":")
        let byte = (countsEmpty ? text.dropFirst() : text).first
        return byte.flatMap(Choice.Kind.init).map { ($0, countsEmpty) }
    }

    /// `${NAME}`, optionally with the operators that compose files allow after a name, if a closing
    /// bracket follows.
    private static func isLookalike(_ text: ArraySlice<UInt8>) -> Bool {
        guard text.starts(with: [dollar, open]) else { return false }
        let inside = text.dropFirst(2)
        let name = inside.prefix(while: isWord)
        guard let first = name.first, !(0x30...0x39 ~= first) else { return false }
        let rest = inside.dropFirst(name.count)
        return rest.first == close || choiceKind(rest) != nil
    }

    /// Exactly `$NAME`, in upper case.
    private static func isVariable(_ text: ArraySlice<UInt8>) -> Bool {
        guard text.first == dollar, text.count > 2, let first = text.dropFirst().first else {
            return false
        }
        return !(0x30...0x39 ~= first)
            && text.dropFirst().allSatisfy { isWord($0) && !(0x61...0x7A ~= $0) }
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "_"): true
        default: false
        }
    }

    /// The closing bracket; a default may contain further placeholders.
    private static func end(of text: ArraySlice<UInt8>) -> Int? {
        var depth = 0
        var previous: UInt8 = 0
        for index in text.indices {
            if text[index] == open, previous == dollar { depth += 1 }
            if text[index] == close {
                if depth == 0 { return index }
                depth -= 1
            }
            previous = text[index]
        }
        return nil
    }

    private static func placeholder(_ kind: Placeholder.Kind, _ text: String) -> Placeholder {
        guard let separator = text.firstRange(of: ":-") else {
            return Placeholder(kind: kind, argument: text, fallback: nil)
        }
        return Placeholder(
            kind: kind,
            argument: String(text[..<separator.lowerBound]),
            fallback: String(text[separator.upperBound...])
        )
    }
}
