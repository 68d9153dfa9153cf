/// Faults, described with a repair. A message quotes at most one character of the text, because any
/// part of a broken document may be secret.
extension TOMLParser {
    func describe(_ offset: Int) -> String {
        guard offset < count else { return "the end of the text" }
        return switch source[offset] {
        case 0x21...0x7E: "'\(Character(Unicode.Scalar(source[offset])))'"
        case 0x20: "a space"
        case 0x09: "a tab"
        case 0x0A, 0x0D: "the end of the line"
        case 0x80...: "a character beyond ASCII"
        default: "byte 0x\(String(source[offset], radix: 16, uppercase: true))"
        }
    }

    private func at(_ offset: Int, _ message: String) -> ReadingFault {
        ReadingFault(.syntax, at: offset, message)
    }

    func control(in place: String) -> ReadingFault {
        source[position] == 0x0D
            ? at(position, "a carriage return without a line feed in \(place)")
            : at(position, "a control character in \(place); remove it, or write it as an escape")
    }

    // MARK: Keys

    func noKey() -> ReadingFault {
        switch source[position] {
        case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "="):
            if isConflictMarker {
                return at(
                    position,
                    "a line of an unresolved merge conflict; keep one side and delete the lines that"
                        + " begin with '<<<<<<<', '=======' and '>>>>>>>'"
                )
            }
            return source[position] == UInt8(ascii: "=")
                ? at(position, "a key is missing before the '='") : needsQuotes
        case UInt8(ascii: "/") where source[position &+ 1] == UInt8(ascii: "/"):
            return at(position, "a comment begins with '#', not with '//'")
        case UInt8(ascii: "."), UInt8(ascii: "]"), UInt8(ascii: ","), UInt8(ascii: "}"):
            return at(position, "found \(describe(position)) where a key should be")
        case UInt8(ascii: "{"):
            return at(
                position,
                "found '{' where a key should be; if the text is JSON, end the file's name in .json"
            )
        case 0x21...0x7E, 0x80...: return needsQuotes
        default: return at(position, "found \(describe(position)) where a key should be")
        }
    }

    private var needsQuotes: ReadingFault {
        at(
            position,
            "found \(describe(position)) where a key should be; put a key in quotes if it has other"
                + " characters than letters, digits, '_' and '-'"
        )
    }

    private var isConflictMarker: Bool {
        (1..<7).allSatisfy { source[position &+ $0] == source[position] }
    }

    func longKey(_ start: Int) -> ReadingFault {
        ReadingFault(.size, at: start, "a key longer than \(TapeEntry.maxLength) bytes")
    }

    func noEqualsSign(behind start: Int) -> ReadingFault {
        switch source[position] {
        case UInt8(ascii: ":"):
            return at(position, "':' where '=' should be; write \"key = value\"")
        case 0x0A, 0x0D, 0:
            return at(start, "a key without '=' after it; write \"key = value\"")
        default:
            return at(
                position,
                "found \(describe(position)) where '=' should be; put a key in quotes if it has"
                    + " other characters than letters, digits, '_' and '-'"
            )
        }
    }

    func unclosedHeader(_ isArray: Bool) -> ReadingFault {
        let bracket = isArray ? "']]'" : "']'"
        return at(
            position,
            "found \(describe(position)) where \(bracket) should be, at the end of the header"
        )
    }

    // MARK: Values

    func noValue() -> ReadingFault { noValue(at: position) }

    func noValue(at offset: Int) -> ReadingFault {
        let word = self.word(at: offset)
        switch word {
        case "null", "nil", "None", "NULL", "Null":
            return at(offset, "TOML has no null; remove the key")
        case "inf", "nan": return notFinite(word, offset)
        case "True", "TRUE", "False", "FALSE":
            return at(offset, "a Boolean in capital letters; write true or false")
        default: break
        }
        switch source[offset] {
        case 0x0A, 0x0D, 0, UInt8(ascii: "#"):
            return at(offset, "a key without a value; write \"\" for an empty string")
        case UInt8(ascii: "."):
            return at(offset, "a number needs a digit before its '.'")
        case UInt8(ascii: ","), UInt8(ascii: "]"), UInt8(ascii: "}"):
            return at(offset, "found \(describe(offset)) where a value should be")
        default:
            return at(
                offset,
                "found \(describe(offset)) where a value should be; put text in quotes"
            )
        }
    }

    private func notFinite(_ word: String, _ offset: Int) -> ReadingFault {
        ReadingFault(
            .unsupported,
            at: offset,
            "\(word) has no JSON value; quote it if you mean a string"
        )
    }

    /// - Parameter first: the position behind the sign.
    func noNumber(at first: Int) -> ReadingFault {
        if ["inf", "nan"].contains(word(at: first)) {
            let sign = source[position] == UInt8(ascii: "-") ? "-" : "+"
            return notFinite(sign + word(at: first), position)
        }
        if source[first] == UInt8(ascii: ".") {
            return at(first, "a number needs a digit before its '.'")
        }
        return at(position, "a number needs a digit after its sign; put text in quotes")
    }

    /// The letters at an offset, at most six.
    private func word(at offset: Int) -> String {
        var end = offset
        while end &- offset < 6, Self.isBare(source[end]) { end &+= 1 }
        return String(
            decoding: UnsafeRawBufferPointer(start: source + offset, count: end &- offset),
            as: UTF8.self
        )
    }

    func strayUnderscore(at offset: Int) -> ReadingFault {
        at(offset, "an underscore in a number must stand between two digits")
    }

    func textInNumber(at offset: Int) -> ReadingFault {
        at(offset, "found \(describe(offset)) in a number; put text in quotes")
    }

    func brokenString(at offset: Int) -> ReadingFault {
        guard offset < count, source[offset] != 0x0A,
            source[offset] != 0x0D || source[offset &+ 1] != 0x0A
        else {
            return at(
                position,
                "the string has no closing quote on its line; use three quotes for several lines"
            )
        }
        return at(
            offset,
            "a control character in a string; write it in double quotes as an escape such as \\u001F"
        )
    }

    func behindStatement(_ what: StaticString) -> ReadingFault {
        switch source[position] {
        case UInt8(ascii: ","):
            return at(
                position,
                "a ',' after \(what); only items within [] and {} are separated by commas"
            )
        case 0x0D: return control(in: "the text")
        case UInt8(ascii: ";"): return at(position, "a ';' after \(what); remove it")
        case 0..<0x20, 0x7F: return control(in: "the text")
        default:
            return at(
                position,
                "found \(describe(position)) after \(what); start the next key on a line of its own"
            )
        }
    }

    // MARK: Brackets

    func trailingComma() -> ReadingFault {
        at(position, "found '}' after a comma; remove the comma")
    }

    func brokenTable() -> ReadingFault {
        at(
            position,
            "a table in braces must end on its line; write it below a header of its own, as [table]"
        )
    }

    func noComma(in container: Int) -> ReadingFault {
        let isArray = tree.containers[container].role == .inlineArray
        let node = tree.nodes[Int(tree.containers[container].node)]
        let start = SourcePosition(offset: node.value.offset, in: storage.sourceBytes)
        if !isArray, source[position] == 0x0A || source[position] == 0x0D {
            return brokenTable()
        }
        return at(
            position,
            "found \(describe(position)) where ',' or '\(isArray ? "]" : "}")' should be, in the"
                + " \(isArray ? "array" : "table") from \(start.line):\(start.column)"
        )
    }

    // MARK: Twice

    /// A key that already has a value.
    func again(_ key: TapeEntry, _ member: Int, isHeader: Bool = false) -> ReadingFault {
        let offset = storage.view.sourceRange(key).lowerBound
        let first = mention(of: member)
        guard isHeader else {
            return ReadingFault(
                .duplicateKey,
                at: offset,
                "this key is already defined",
                first: first
            )
        }
        let message =
            switch role(of: member) {
            case .header, .implied: "this table already has a header"
            case .dotted: "this table is already defined by dotted keys"
            case .tables: "this is an array of tables, so its headers need [[ and ]]; the first is"
            case .inlineArray: "this key already has an array in brackets"
            case .inlineTable: "this key already has a table in braces"
            case .scalar: "this key already has a value"
            }
        return ReadingFault(.duplicateKey, at: offset, message, first: first)
    }

    /// A key in the path of another, whose value cannot receive members here.
    func closed(_ key: TapeEntry, _ member: Int) -> ReadingFault {
        let message =
            switch role(of: member) {
            case .scalar: "this key is not a table; it already has a value"
            case .inlineArray: "an array in brackets cannot be added to; this one is"
            case .inlineTable: "a table in braces cannot be added to; this one is"
            case .header, .implied: "this table has a header; put the key below it,"
            case .tables:
                "this is an array of tables; put the key below one of its headers, the first of which is"
            case .dotted: "this table is already defined by dotted keys elsewhere,"
            }
        return ReadingFault(
            .duplicateKey,
            at: storage.view.sourceRange(key).lowerBound,
            message,
            first: mention(of: member)
        )
    }

    private func role(of member: Int) -> TOMLPlace.Role {
        let node = tree.nodes[member]
        return node.isContainer ? tree.containers[node.container].role : .scalar
    }

    /// The place of a member, or of a table's header.
    private func mention(of member: Int) -> Int {
        role(of: member) == .header
            ? Int(tree.nodes[member].start)
            : storage.view.sourceRange(tree.nodes[member].key).lowerBound
    }
}
