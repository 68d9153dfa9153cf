/// The likely typing mistake behind a fault that libyaml reports later or in its own terms.
///
/// Examines the lines up to the fault. A message quotes at most one character of them, because any
/// part of a broken document may be secret.
struct YAMLMistake {
    private let lines: YAMLLines
    private let complaint: YAMLComplaint
    private let line: YAMLLines.Line
    private let above: YAMLLines.Line?

    init?(_ complaint: YAMLComplaint, in source: UnsafeRawBufferPointer) {
        self.complaint = complaint
        lines = YAMLLines(source, downTo: complaint.problemOffset)
        guard let last = lines.all.last else { return nil }
        line = last
        above = lines.all.dropLast().last { $0.hasContent }
    }

    var fault: ReadingFault? {
        if let mark = mergeConflict { return mark }
        if let mark = line.templateMark ?? above?.templateMark {
            return YAMLComplaint.template(mark)
        }
        if let character = [above, line].lazy.compactMap({ $0?.oddCharacter }).first {
            return at(character.offset, character.message)
        }
        switch complaint.problem {
        case "mapping values are not allowed in this context":
            return secondKey
        case "could not find expected ':'":
            return lines.line(at: complaint.contextOffset).flatMap(keyWithoutColon)
        case "did not find expected key", "did not find expected '-' indicator",
            "did not find expected <document start>":
            return startsLine ? lostLine : rest
        default: return nil
        }
    }

    private func at(_ offset: Int, _ message: String) -> ReadingFault {
        ReadingFault(.syntax, at: offset, message)
    }

    private var startsLine: Bool { complaint.problemOffset == line.contentStart }

    // MARK: The mistakes

    private var mergeConflict: ReadingFault? {
        lines.all.first(where: \.isConflictMarker).map { marker in
            at(
                marker.start,
                "a line of an unresolved merge conflict; keep one side and delete the lines that"
                    + " begin with '<<<<<<<', '=======' and '>>>>>>>'"
            )
        }
    }

    /// A ':' after a key and a value: on the same line, or on the line above.
    private var secondKey: ReadingFault? {
        guard line.keyColon == complaint.problemOffset, let above else { return nil }
        if let fault = keyWithoutColon(above) { return fault }
        guard line.contentStart - line.start > above.keyStart - above.start else { return nil }
        return at(
            line.contentStart,
            "indented deeper than the line above, which has a value already;"
                + " indent the keys of one object by the same number of spaces"
        )
    }

    /// A line without ": " in place of a key.
    private func keyWithoutColon(_ line: YAMLLines.Line) -> ReadingFault? {
        guard line.keyColon == nil, line.hasContent else { return nil }
        if line.isSlashComment {
            return at(line.contentStart, "a comment begins with '#', not with '//'")
        }
        if let colon = line.tightColon {
            return at(colon, "no space after the ':'; write it as in \"key: value\"")
        }
        if let sign = line.equalsSign {
            return at(sign, "'=' where ':' should be; write \"key: value\"")
        }
        return at(line.keyStart, "a key without ':' after it; check the lines below too")
    }

    /// A line whose indentation does not match any open object or array.
    private var lostLine: ReadingFault? {
        let indent = line.contentStart - line.start
        let open = lines.openIndents
        guard !open.isEmpty, !open.contains(indent) else { return misplaced }
        let least = open.dropLast().map { "\($0)" }.joined(separator: ", ")
        let expected = (least.isEmpty ? "" : least + " or ") + "\(open[open.count - 1])"
        return at(
            line.contentStart,
            "indented by \(indent) \(indent == 1 ? "space" : "spaces"), which fits no line above;"
                + " expected \(expected)"
        )
    }

    private var misplaced: ReadingFault? {
        switch line.byte(at: line.contentStart) {
        case UInt8(ascii: "}"), UInt8(ascii: "]"):
            let bracket = line.byte(at: line.contentStart) == UInt8(ascii: "}") ? "}" : "]"
            return at(line.contentStart, "a '\(bracket)' that closes nothing; remove it")
        case UInt8(ascii: "-") where complaint.problem == "did not find expected key":
            return at(
                line.contentStart,
                "an element of an array among the keys of an object;"
                    + " indent it below the key that it belongs to"
            )
        default: return nil
        }
    }

    /// Text after the end of a value: after a closing quote or bracket.
    private var rest: ReadingFault? {
        guard let before = line.byteBefore(complaint.problemOffset) else { return nil }
        if line.byte(at: complaint.problemOffset) == UInt8(ascii: ",") {
            return at(
                complaint.problemOffset,
                "a ',' after the value; only items within {} and [] are separated by commas"
            )
        }
        switch before {
        case UInt8(ascii: "'"):
            return at(
                complaint.problemOffset,
                "text after the closing quote; write a quote inside single quotes twice: ''"
            )
        case UInt8(ascii: "\""):
            return at(
                complaint.problemOffset,
                "text after the closing quote; write a quote inside double quotes as \\\""
            )
        case UInt8(ascii: "}"), UInt8(ascii: "]"):
            return at(
                complaint.problemOffset,
                "text after the closing bracket; put the whole value in quotes if it is text"
            )
        default: return nil
        }
    }
}
