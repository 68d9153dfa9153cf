#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// A text in which parts stand for values from elsewhere:
///
///     ${env:NAME}             an environment variable
///     ${file:PATH}            the text of a file
///     ${ref:/json/pointer}    another setting of the same configuration
///     ${env:NAME:-default}    with what is taken where there is none
///     $${                     the characters `${`
///
/// Every other `${` is text, since many tools have placeholders of their own.
package struct PlaceholderText: Sendable {
    package enum Part: Sendable, Equatable {
        case literal(String)
        case placeholder(Placeholder)
        /// A placeholder without its closing bracket, as it stands there.
        case unclosed(String)
    }

    package struct Placeholder: Sendable, Equatable {
        package enum Kind: String, Sendable, CaseIterable { case env, file, ref }

        package var kind: Kind
        package var argument: String
        /// May hold placeholders itself.
        package var fallback: String?
    }

    package private(set) var parts: [Part] = []

    package init(_ text: String) {
        var literal: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.first {
            if byte == Self.dollar, rest.starts(with: Self.escape) {
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

    /// The only part, where that is a placeholder: then the value is what it stands for, whatever
    /// its type.
    package var whole: Placeholder? {
        guard parts.count == 1, case .placeholder(let placeholder) = parts[0] else { return nil }
        return placeholder
    }

    /// Whether anything stands for something else.
    package var isPlain: Bool { !parts.contains { if case .literal = $0 { false } else { true } } }

    /// The text without its escapes, where nothing stands for something else.
    package var plain: String? {
        var result = ""
        for part in parts {
            guard case .literal(let literal) = part else { return nil }
            result += literal
        }
        return result
    }

    /// Whether a text may hold a placeholder or an escape: what others look like is cheaper to see.
    ///
    /// Every file is asked, so this is no loop of our own.
    package static func mayBe(in text: UnsafeRawBufferPointer) -> Bool {
        guard var rest = text.baseAddress else { return false }
        let end = rest + text.count
        while rest < end, let found = memchr(rest, Int32(dollar), end - rest) {
            rest = UnsafeRawPointer(found) + 1
            if rest < end, rest.load(as: UInt8.self) == open { return true }
        }
        return false
    }

    package static func mayBe(in text: String) -> Bool {
        var text = text
        return text.withUTF8 { mayBe(in: UnsafeRawBufferPointer($0)) }
    }

    /// The text in which placeholders and escapes stand for nothing but themselves.
    package static func escaped(_ text: String) -> String {
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

    /// The closing bracket: a default may hold further placeholders.
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
