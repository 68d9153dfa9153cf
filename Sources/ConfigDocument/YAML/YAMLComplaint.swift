/// An error of libyaml, reworded with a repair.
struct YAMLComplaint {
    let problem: String
    /// The activity of libyaml when the error occurred, described from its beginning.
    let context: String
    let problemOffset: Int
    let contextOffset: Int

    func fault(in source: UnsafeRawBufferPointer) -> ReadingFault {
        YAMLMistake(self, in: source)?.fault ?? faultAsMet(in: source)
    }

    private func faultAsMet(in source: UnsafeRawBufferPointer) -> ReadingFault {
        let next = problemOffset < source.count ? source[problemOffset] : 0
        func at(_ offset: Int, _ message: String) -> ReadingFault {
            ReadingFault(.syntax, at: offset, message)
        }
        func here(_ message: String) -> ReadingFault { at(problemOffset, message) }
        let begin = SourcePosition(offset: contextOffset, in: source)
        let since = "\(begin.line):\(begin.column)"

        switch problem {
        case "found unexpected end of stream", "found unexpected document indicator":
            return at(contextOffset, "the quote that opens here is never closed")
        case "did not find expected ',' or ']'":
            return here(
                "found \(Self.name(next)) where ',' or ']' should be, in the array from \(since);"
                    + " check for a missing bracket, quote or comma above"
            )
        case "did not find expected ',' or '}'":
            return here(
                "found \(Self.name(next)) where ',' or '}' should be, in the object from \(since);"
                    + " check for a missing bracket, quote or comma above"
            )
        case "mapping values are not allowed in this context":
            return here(
                "a ':' where no key is allowed; put the text in quotes if the ':' is part of it,"
                    + " or start the key on a line of its own"
            )
        case "mapping keys are not allowed in this context":
            return here("a '?' where no key is allowed; put the text in quotes if it is part of it")
        case "block sequence entries are not allowed in this context":
            return here("a '-' where no array is allowed; start the array on a line of its own")
        case "did not find expected key":
            return here(
                "found \(Self.name(next)) where a key of the object from \(since) should be;"
                    + " check the indentation and quotes here"
            )
        case "did not find expected '-' indicator":
            return here(
                "found \(Self.name(next)) where a '-' of the array from \(since) should be;"
                    + " check the indentation here"
            )
        case "could not find expected ':'":
            return at(contextOffset, "a key without ':' after it; check the lines below too")
        case "found character that cannot start any token":
            if next == 0x09 { return here("a tab in the indentation; indent with spaces") }
            return here("a plain string cannot start with \(Self.name(next)); put it in quotes")
        case "found a tab character that violates indentation",
            "found a tab character where an indentation space is expected":
            return here("a tab in the indentation; indent with spaces")
        case "found unknown escape character":
            return here("an unknown escape; write \\\\ for a backslash, or use single quotes")
        case "did not find expected hexdecimal number":
            return at(
                problemOffset - 2,
                "\\x needs two hexadecimal digits, \\u four and \\U eight"
            )
        case "found invalid Unicode character escape code":
            return at(
                problemOffset - 2,
                "no character has this code; write one beyond U+FFFF as \\U and eight digits"
            )
        default: break
        }
        switch problem {
        case "did not find expected node content":
            return here("found \(Self.name(next)) where a value should be; quote it if it is text")
        case "found unexpected ':'":
            return here("an unexpected ':'; put the text in quotes, or a space after the ':'")
        case "did not find expected <document start>":
            return here(
                "found \(Self.name(next)) after the end of the value; check its indentation"
            )
        case "found an indentation indicator equal to 0":
            return here("the indentation of a block text must be 1 to 9")
        case "did not find expected comment or line break":
            return here(
                "found \(Self.name(next)) where only a comment or the end of the line is allowed"
            )
        case "did not find expected alphabetic or numeric character":
            if context.contains("alias") {
                return here(
                    "a value that begins with '*' must be in quotes; as an alias, it needs its anchor before it"
                )
            }
            return here(
                "expected a name of letters, digits, '-' and '_', followed by a space"
            )
        case "found undefined tag handle":
            return here("the tag's prefix is not defined by a %TAG line")
        case "found incompatible YAML document":
            return here("the %YAML line names a version other than 1.1 and 1.2")
        case "found unknown directive name", "could not find expected directive name":
            return here("a line that starts with '%' is a directive, and this one is unknown")
        default:
            let doing = context.isEmpty ? "" : " \(context) from \(since)"
            return here("not valid YAML: \(problem)\(doing)")
        }
    }

    /// The fault of a file that is a template, for its first mark.
    static func template(_ mark: (offset: Int, text: String)) -> ReadingFault {
        ReadingFault(
            .syntax,
            at: mark.offset,
            "\(mark.text) is a template: render the file first, or put the text in quotes"
        )
    }

    private static func name(_ byte: UInt8) -> String {
        switch byte {
        case 0: "the end of the text"
        case 0x20: "a space"
        case 0x09: "a tab"
        case 0x0A, 0x0D: "the end of the line"
        case 0x21...0x7E: "'\(Character(Unicode.Scalar(byte)))'"
        default: "this"
        }
    }
}
