import ConfigDocument

/// Writes a value as JSON text without spaces: how programs store constants.
enum CompactJSON {
    static func text(of cursor: Cursor) -> String {
        var text = ""
        write(cursor, to: &text)
        return text
    }

    private static func write(_ cursor: Cursor, to text: inout String) {
        switch cursor.kind {
        case .null: text += "null"
        case .true: text += "true"
        case .false: text += "false"
        case .integer:
            // YAML writes 0x1F and +1, which JSON does not.
            text += cursor.int.map { "\($0)" } ?? "0"
        case .double, .decimal: text += cursor.lexeme ?? "0"
        case .string: write(cursor.string ?? "", to: &text)
        case .array:
            text += "["
            for (position, element) in cursor.elements.enumerated() {
                if position > 0 { text += "," }
                write(element, to: &text)
            }
            text += "]"
        case .object:
            text += "{"
            for (position, member) in cursor.members.enumerated() {
                if position > 0 { text += "," }
                write(member.key.text, to: &text)
                text += ":"
                write(member.value, to: &text)
            }
            text += "}"
        case .key, .end: break
        }
    }

    static func write(_ string: String, to text: inout String) {
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
