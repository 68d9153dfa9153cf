package import ConfigDocument

/// Writes a value as JSON without whitespace, the format of constants in programs.
package enum CompactJSON {
    /// Walks along the tape without recursion, since constants may nest deeply.
    package static func text(of cursor: Cursor) -> String {
        let view = cursor.document.storage.view
        var text = ""
        var index = cursor.index
        let end = view.next(after: cursor.index)
        while index < end {
            let entry = view[index]
            if needsComma(before: entry, text) { text += "," }
            switch entry.kind {
            case .null: text += "null"
            case .true: text += "true"
            case .false: text += "false"
            // YAML allows 0x1F and +1, which are not JSON.
            case .integer: text += "\(entry.integer)"
            case .double, .decimal:
                text += Cursor(document: cursor.document, index: index).lexeme ?? "0"
            case .string: write(String(decoding: view.text(entry), as: UTF8.self), to: &text)
            case .key:
                write(String(decoding: view.text(entry), as: UTF8.self), to: &text)
                text += ":"
            case .array: text += "["
            case .object: text += "{"
            case .end: text += view[Int(truncatingIfNeeded: entry.body)].kind == .array ? "]" : "}"
            }
            index += 1
        }
        return text
    }

    /// A value after a complete one is the next member or element, unless it closes a container.
    private static func needsComma(before entry: TapeEntry, _ text: String) -> Bool {
        guard entry.kind != .end, let last = text.utf8.last else { return false }
        return last != UInt8(ascii: "[") && last != UInt8(ascii: "{") && last != UInt8(ascii: ":")
    }

    package static func write(_ string: String, to text: inout String) {
        text += "\""
        for scalar in string.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\u{0}"..<"\u{20}":
                let digits = String(scalar.value, radix: 16)
                text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: text.unicodeScalars.append(scalar)
            }
        }
        text += "\""
    }
}
