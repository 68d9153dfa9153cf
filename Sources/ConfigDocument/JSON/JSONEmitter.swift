/// Writes values as JSON (RFC 8259) that parses to an equal value.
public struct JSONEmitter: Sendable {
    /// The number of spaces for each level; nil writes one line, without spaces or final newline.
    public var indent: Int?

    /// - Parameter indent: the number of spaces for each level; nil writes one line.
    public init(indent: Int? = 2) {
        self.indent = indent
    }

    /// A value on one line with spaces, for people: in messages, and in YAML's flow style.
    package static func line(_ value: DocumentValue) -> String {
        var output = JSONOutput(indent: nil)
        output.isSpaced = true
        output.write(value, level: 0)
        return String(decoding: output.bytes, as: UTF8.self)
    }

    /// The bytes of a value in UTF-8; the order of members is preserved.
    public func emit(_ value: DocumentValue) -> [UInt8] {
        var output = JSONOutput(indent: indent)
        output.write(value, level: 0)
        return output.finished()
    }

    /// Numbers are written as in the document.
    public func emit(_ cursor: Cursor) -> [UInt8] {
        var output = JSONOutput(indent: indent)
        output.write(cursor, level: 0)
        return output.finished()
    }
}

/// The output of JSON text.
package struct JSONOutput {
    package private(set) var bytes: [UInt8] = []
    private let indent: Int?
    /// The text between lines and before each of them, for text inserted into an existing document.
    package var lineBreak: [UInt8] = [0x0A]
    package var linePrefix: [UInt8] = []
    package var indentUnit: [UInt8]
    /// True if a space follows each comma and colon on a single line.
    package var isSpaced = false

    package init(indent: Int?) {
        self.indent = indent
        indentUnit = Array(repeating: 0x20, count: max(0, indent ?? 0))
    }

    func finished() -> [UInt8] { indent == nil ? bytes : bytes + lineBreak }

    package mutating func write(_ value: DocumentValue, level: Int) {
        switch value {
        case .null: put("null")
        case .bool(let value): put(value ? "true" : "false")
        case .int(let value): put("\(value)")
        case .double(let value): put(NumberText.json(value) ?? "null")
        case .number(let text): writeNumber(text)
        case .string(let text): writeString(text)
        case .array(let elements):
            writeList(elements, level: level, open: "[", close: "]") { output, element in
                output.write(element, level: level + 1)
            }
        case .object(let object):
            writeObject(object.members, level: level) { output, value in
                output.write(value, level: level + 1)
            }
        }
    }

    /// An object whose values are written by a closure.
    package mutating func writeObject<Value>(
        _ members: [(key: String, value: Value)],
        level: Int,
        write: (inout JSONOutput, Value) -> Void
    ) {
        writeList(members, level: level, open: "{", close: "}") { output, member in
            output.writeKey(member.key)
            write(&output, member.value)
        }
    }

    package mutating func write(_ cursor: Cursor, level: Int) {
        switch cursor.kind {
        case .null, .key, .end: put("null")
        case .true: put("true")
        case .false: put("false")
        case .integer:
            let lexeme = cursor.lexeme ?? ""
            put(NumberText.json(lexeme) ?? cursor.int.map { "\($0)" } ?? "null")
        case .double, .decimal: writeNumber(cursor.lexeme ?? "null")
        case .string: writeString(cursor.text)
        case .array:
            writeList(cursor.elements, level: level, open: "[", close: "]") { output, element in
                output.write(element, level: level + 1)
            }
        case .object:
            writeList(cursor.members, level: level, open: "{", close: "}") { output, member in
                output.writeKey(member.key.text)
                output.write(member.value, level: level + 1)
            }
        }
    }

    private mutating func writeList<Element>(
        _ elements: [Element],
        level: Int,
        open: String,
        close: String,
        write: (inout JSONOutput, Element) -> Void
    ) {
        put(open)
        for (index, element) in elements.enumerated() {
            if index > 0 { put(isSpaced ? ", " : ",") }
            startLine(level: level + 1)
            write(&self, element)
        }
        if !elements.isEmpty { startLine(level: level) }
        put(close)
    }

    private mutating func startLine(level: Int) {
        guard indent != nil else { return }
        bytes += lineBreak
        bytes += linePrefix
        for _ in 0..<level { bytes += indentUnit }
    }

    mutating func writeKey(_ key: String) {
        writeString(key)
        put(indent == nil && !isSpaced ? ":" : ": ")
    }

    /// A text that is not a number, which only a value created in code can contain, is written as a
    /// string.
    private mutating func writeNumber(_ text: String) {
        if let number = NumberText.json(text) { put(number) } else { writeString(text) }
    }

    /// A string as a literal.
    package static func literal(_ text: String) -> String {
        var output = JSONOutput(indent: nil)
        output.writeString(text)
        return String(decoding: output.bytes, as: UTF8.self)
    }

    /// Characters that would be invisible or reorder the text are escaped.
    package mutating func writeString(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        defer { bytes.append(UInt8(ascii: "\"")) }
        if text.utf8.allSatisfy(Self.isPlain) { return put(text) }
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": put("\\\"")
            case "\\": put("\\\\")
            case "\n": put("\\n")
            case "\r": put("\\r")
            case "\t": put("\\t")
            case "\u{8}": put("\\b")
            case "\u{C}": put("\\f")
            case _ where scalar.isASCII && scalar.value >= 0x20 && scalar.value < 0x7F:
                bytes.append(UInt8(truncatingIfNeeded: scalar.value))
            case _ where VisibleText.contains(scalar): bytes += UTF8.encode(scalar) ?? .init()
            default: for unit in UTF16.encode(scalar) ?? .init() { put("\\u\(Self.hex(unit))") }
            }
        }
    }

    /// True for ASCII that needs no escape.
    private static func isPlain(_ byte: UInt8) -> Bool {
        byte >= 0x20 && byte < 0x7F && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
    }

    private static func hex(_ unit: UInt16) -> String {
        let digits = String(unit, radix: 16)
        return String(repeating: "0", count: 4 - digits.count) + digits
    }

    private mutating func put(_ text: String) {
        var text = text
        text.withUTF8 { bytes.append(contentsOf: $0) }
    }
}
