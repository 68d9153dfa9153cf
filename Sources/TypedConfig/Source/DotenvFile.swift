import ConfigDocument
import ConfigFiles
import ConfigTypes
import SchemaValidation

/// The text of a `.env` file, in the notation that python-dotenv, dotenv and godotenv agree on:
///
///     # a comment
///     export APP_HTTP_HOST=localhost   # behind a blank, another
///     APP_HTTP_TITLE="line one\nline two # no comment"
///     APP_HTTP_PATTERN='as it is, $HOME and \n too'
///
/// - An unquoted value ends at a `#` after a blank, and has no blanks around it.
/// - In double quotes, `\n`, `\r`, `\t`, `\"`, `\\` and `\$` are escapes, and the text may have
///   several lines. In single quotes, only `\'` and `\\` are escapes.
/// - Nothing is replaced: `$NAME` is literal.
/// - If a name occurs twice, the last line counts. Names may contain dots and hyphens.
struct DotenvFile {
    struct Variable {
        var name: String
        var text: String
        var position: SourcePosition
    }

    private(set) var variables: [String: Variable] = [:]
    private(set) var faults: [Finding] = []
    private let path: String
    private var rest: ArraySlice<UInt8>
    private var line = 1
    private var lineStart = 0

    init(_ bytes: [UInt8], named path: String) {
        self.path = path
        rest = bytes.starts(with: Self.byteOrderMark) ? bytes.dropFirst(3) : bytes[...]
        while !rest.isEmpty { readLine() }
    }

    // MARK: Lines

    private mutating func readLine() {
        skipBlanks()
        defer { skipLine() }
        guard let first = rest.first, !Self.isLineEnd(first), first != Self.hash else { return }
        let start = position
        let word = Array("export".utf8)
        if rest.starts(with: word), rest.dropFirst(word.count).first.map(Self.isBlank) == true {
            rest = rest.dropFirst(word.count)
            skipBlanks()
        }
        let name = takeName()
        skipBlanks()
        guard rest.first == UInt8(ascii: "=") else { return fault("expected NAME=VALUE", start) }
        guard Self.isName(name) else {
            // The line is not quoted: it may be part of a secret whose quotes are missing.
            return fault("this is not a variable name", start)
        }
        rest = rest.dropFirst()
        guard let bytes = readValue(start) else { return }
        guard let text = String(validating: bytes, as: UTF8.self), !bytes.contains(0) else {
            return fault("the value of \(name) is not text in UTF-8", start)
        }
        variables[name] = Variable(name: name, text: text, position: start)
    }

    /// True if the other tools accept the name; one with a dot or hyphen is of another program.
    private static func isName(_ name: String) -> Bool {
        EnvironmentName.isPortable(String(name.map { $0 == "." || $0 == "-" ? "_" : $0 }))
    }

    private mutating func takeName() -> String {
        let name = rest.prefix {
            !Self.isLineEnd($0) && !Self.isBlank($0) && $0 != UInt8(ascii: "=") && $0 != Self.hash
        }
        rest = rest[name.endIndex...]
        return String(decoding: name, as: UTF8.self)
    }

    /// - Returns: nil, with a finding, if quotes are not closed or are followed by text. The
    ///   finding does not quote the value, which may be a secret.
    private mutating func readValue(_ start: SourcePosition) -> [UInt8]? {
        let hasBlank = rest.first.map(Self.isBlank) ?? false
        skipBlanks()
        guard let quote = rest.first, quote == Self.double || quote == Self.single else {
            return readUnquoted(behindBlank: hasBlank)
        }
        rest = rest.dropFirst()
        let before = (rest, line, lineStart)
        guard let text = readQuoted(quote) else {
            // The following lines are read as if there were no quotes.
            (rest, line, lineStart) = before
            fault("the quotes of this value are not closed", start)
            return nil
        }
        let end = position
        skipBlanks()
        guard rest.first.map({ Self.isLineEnd($0) || $0 == Self.hash }) ?? true else {
            fault("there is more text after the quotes of this value", end)
            return nil
        }
        return text
    }

    private mutating func readUnquoted(behindBlank: Bool) -> [UInt8] {
        var text: [UInt8] = []
        while let byte = rest.first, !Self.isLineEnd(byte) {
            if byte == Self.hash, text.last.map(Self.isBlank) ?? behindBlank { break }
            text.append(byte)
            rest = rest.dropFirst()
        }
        while text.last.map(Self.isBlank) == true { text.removeLast() }
        return text
    }

    private mutating func readQuoted(_ quote: UInt8) -> [UInt8]? {
        var text: [UInt8] = []
        while let byte = rest.popFirst() {
            if byte == quote { return text }
            if byte == UInt8(ascii: "\\"),
                let escaped = rest.first.flatMap({ Self.escape($0, quote) })
            {
                text.append(escaped)
                rest = rest.dropFirst()
                continue
            }
            // Line breaks of other systems are normalised.
            let isPair = byte == Self.carriageReturn && rest.first == Self.lineFeed
            if !isPair { text.append(byte == Self.carriageReturn ? Self.lineFeed : byte) }
            if Self.isLineEnd(byte), !isPair { startLine() }
        }
        return nil
    }

    /// The meaning of a character after a backslash; nil if both are literal.
    private static func escape(_ byte: UInt8, _ quote: UInt8) -> UInt8? {
        if byte == UInt8(ascii: "\\") || byte == quote { return byte }
        guard quote == double else { return nil }
        switch byte {
        case UInt8(ascii: "n"): return lineFeed
        case UInt8(ascii: "r"): return carriageReturn
        case UInt8(ascii: "t"): return 0x09
        case UInt8(ascii: "$"): return byte
        default: return nil
        }
    }

    // MARK: Bytes

    private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
    private static let hash = UInt8(ascii: "#")
    private static let double = UInt8(ascii: "\"")
    private static let single = UInt8(ascii: "'")
    private static let lineFeed: UInt8 = 0x0A
    private static let carriageReturn: UInt8 = 0x0D

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

    private static func isLineEnd(_ byte: UInt8) -> Bool {
        byte == lineFeed || byte == carriageReturn
    }

    private var position: SourcePosition {
        // Bound: a place in an array.
        SourcePosition(
            offset: rest.startIndex,
            line: line,
            column: rest.startIndex - lineStart + 1
        )
    }

    private mutating func skipBlanks() { rest = rest.drop(while: Self.isBlank) }

    private mutating func skipLine() {
        rest = rest.drop { !Self.isLineEnd($0) }
        guard let end = rest.popFirst() else { return }
        if end == Self.carriageReturn, rest.first == Self.lineFeed { rest = rest.dropFirst() }
        startLine()
    }

    private mutating func startLine() {
        // Bound: a file has fewer lines than bytes.
        line += 1
        lineStart = rest.startIndex
    }

    private mutating func fault(_ message: String, _ position: SourcePosition) {
        faults.append(Finding(message: message, file: path, position: position))
    }
}

extension DotenvFile {
    /// - Returns: nil if the file does not exist, which is common.
    init?(path: String) throws(ConfigError) {
        do throws(FileError) {
            guard let bytes = try DurableFile(path).readUnlocked() else { return nil }
            self.init(bytes, named: path)
        } catch {
            throw ConfigError(Finding(message: error.message, file: path))
        }
    }
}
