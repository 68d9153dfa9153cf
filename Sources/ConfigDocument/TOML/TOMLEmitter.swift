/// Writes values as TOML 1.0 that parses to an equal value: scalars first, then a table for each
/// object.
package struct TOMLEmitter: Sendable {
    package init() {}

    package func emit(_ value: DocumentValue) -> [UInt8] {
        var output = TOMLOutput()
        if case .object(let object) = value {
            output.writeBody(object, path: [])
        } else {
            // A statement without a key is invalid in every document.
            output.writeStatement("", value)
        }
        return output.bytes
    }

    /// The reason that TOML cannot represent a value, with the path of the part concerned; nil if
    /// it can.
    static func reason(against value: DocumentValue) -> String? {
        guard case .object = value else { return "a TOML document is a table, not a single value" }
        return nullPath(in: value).map { path in
            "TOML has no null, and \(ValueName(of: path, in: value).shown ?? "the value") is null"
        }
    }

    private static func nullPath(in value: DocumentValue) -> [String]? {
        switch value {
        case .null: return []
        case .double(let double): return double.isFinite ? nil : []
        case .array(let elements):
            for (index, element) in elements.enumerated() {
                if let path = nullPath(in: element) { return ["\(index)"] + path }
            }
        case .object(let object):
            for member in object.members {
                if let path = nullPath(in: member.value) { return [member.key] + path }
            }
        default: break
        }
        return nil
    }
}

/// The output of TOML text.
package struct TOMLOutput {
    package private(set) var bytes: [UInt8] = []
    private let lineBreak: [UInt8]

    /// The maximum width of an array on a single line.
    private static let width = 80

    package init(lineBreak: [UInt8] = [0x0A]) { self.lineBreak = lineBreak }

    // MARK: Tables

    /// The members of a table: first those that are statements, then the tables.
    package mutating func writeBody(_ object: DocumentObject, path: [String]) {
        for (key, value) in object.members where !Self.isTable(value) {
            writeStatement(TOMLText.key(key), value)
        }
        for (key, value) in object.members where Self.isTable(value) {
            writeTable(value, path: path + [key])
        }
    }

    /// True if a member has a header of its own: objects, and arrays that contain only objects.
    package static func isTable(_ value: DocumentValue) -> Bool {
        switch value {
        case .object: true
        case .array(let elements): !elements.isEmpty && elements.allSatisfy { $0.object != nil }
        default: false
        }
    }

    /// An object, or an array of objects, below headers.
    package mutating func writeTable(_ value: DocumentValue, path: [String]) {
        let name = TOMLText.path(path)
        switch value {
        case .object(let object):
            let isImplied = !object.isEmpty && object.members.allSatisfy { Self.isTable($0.value) }
            if !isImplied { writeHeader("[\(name)]") }
            writeBody(object, path: path)
        case .array(let elements):
            for case .object(let object) in elements {
                writeHeader("[[\(name)]]")
                writeBody(object, path: path)
            }
        default: break
        }
    }

    private mutating func writeHeader(_ header: String) {
        if !bytes.isEmpty { endLine() }
        put(header)
        endLine()
    }

    /// `key = value` on one or more lines.
    ///
    /// - Parameter key: the key as written, with dots and quotes.
    package mutating func writeStatement(_ key: String, _ value: DocumentValue) {
        put("\(key) = ")
        writeValue(value, column: key.utf8.count + 3)
        endLine()
    }

    package mutating func endLine() { bytes += lineBreak }

    // MARK: Values

    /// The value of a statement, on one or more lines.
    package mutating func writeValue(_ value: DocumentValue, column: Int) {
        switch value {
        case .string(let text) where text.utf8.contains(0x0A):
            put(TOMLText.lines(text, lineBreak: String(decoding: lineBreak, as: UTF8.self)))
        case .array(let elements): writeArray(elements, column: column, indent: 0)
        default: writeInline(value)
        }
    }

    private mutating func writeArray(_ elements: [DocumentValue], column: Int, indent: Int) {
        var line = TOMLOutput()
        line.writeInline(.array(elements))
        guard column + line.bytes.count > Self.width, !elements.isEmpty else {
            bytes += line.bytes
            return
        }
        put("[")
        for element in elements {
            bytes += lineBreak + [UInt8](repeating: 0x20, count: indent + 2)
            if case .array(let inner) = element {
                writeArray(inner, column: indent + 2, indent: indent + 2)
            } else {
                writeInline(element)
            }
            put(",")
        }
        bytes += lineBreak + [UInt8](repeating: 0x20, count: indent)
        put("]")
    }

    /// A value on one line.
    package mutating func writeInline(_ value: DocumentValue) {
        switch value {
        case .null: put("null")
        case .bool(let value): put(value ? "true" : "false")
        case .int(let value): put("\(value)")
        case .double(let value): put(NumberText.json(value) ?? "null")
        // A text that is not a number, which only a value created in code can contain, is written
        // as a string.
        case .number(let text): put(NumberText.json(text) ?? TOMLText.string(text))
        case .string(let text): put(TOMLText.string(text))
        case .array(let elements):
            put("[")
            for (index, element) in elements.enumerated() {
                if index > 0 { put(", ") }
                writeInline(element)
            }
            put("]")
        case .object(let object):
            put(object.isEmpty ? "{" : "{ ")
            for (index, member) in object.members.enumerated() {
                if index > 0 { put(", ") }
                put("\(TOMLText.key(member.key)) = ")
                writeInline(member.value)
            }
            put(object.isEmpty ? "}" : " }")
        }
    }

    private mutating func put(_ text: String) { bytes += text.utf8 }
}
