/// Inserts text into Swift source: one function for each kind of place. Text from a schema is never
/// inserted in another way.
package enum SwiftText {
    /// A name from `Naming/`, in backticks if it is a keyword.
    static func identifier(_ name: String) -> String {
        ReservedNames.keywords.contains(name) ? "`\(name)`" : name
    }

    /// A name after a dot, with backticks only if it has a special meaning there.
    static func member(_ name: String) -> String {
        ["init", "self", "Type", "Protocol", "_"].contains(name) ? "`\(name)`" : name
    }

    /// A name as an argument label; Swift accepts all keywords except three as labels.
    static func label(_ name: String) -> String {
        ["inout", "let", "var"].contains(name) ? "`\(name)`" : name
    }

    /// A case after a dot, with its type if an enclosing optional has a case of that name.
    static func enumCase(_ name: String, of type: @autoclosure () -> String?) -> String {
        let path = name == "none" || name == "some" ? type() ?? "" : ""
        return "\(path).\(member(name))"
    }

    /// A literal for exactly this `Double`, without compiler warnings.
    static func literal(_ number: Double) -> String {
        if number.isSubnormal {
            let sign = number < 0 ? "-" : ""
            return "\(sign)0x\(String(number.significandBitPattern, radix: 16))p-1074"
        }
        let isWhole = number == number.rounded() && abs(number) < 1e15
        let isNegativeZero = number == 0 && number.sign == .minus
        return isWhole && !isNegativeZero ? grouped("\(Int(number))") : "\(number)"
    }

    /// The digits of a whole number, in groups of three if there are at least seven.
    static func grouped(_ number: String) -> String {
        let digits = number.drop { $0 == "-" }
        guard digits.count > 6, digits.allSatisfy(\.isNumber) else { return number }
        var groups: [Substring] = []
        var rest = digits
        while !rest.isEmpty {
            groups.append(rest.suffix(3))
            rest = rest.dropLast(3)
        }
        return number.prefix(number.count - digits.count)
            + groups.reversed().joined(separator: "_")
    }

    /// A string literal, including quotes. All characters that are not plainly visible are escaped
    /// by their code.
    package static func literal(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case " "..."~": result.unicodeScalars.append(scalar)
            default:
                if isVisible(scalar) {
                    result.unicodeScalars.append(scalar)
                } else {
                    result += number(scalar)
                }
            }
        }
        return result + "\""
    }

    /// The lines of a comment, without the slashes. Every character that any tool may regard as a
    /// line break ends a line, so that no text escapes from the comment.
    package static func commentLines(_ text: String, width: Int) -> [String] {
        var lines: [String] = []
        var line = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\n", "\r", "\u{0B}", "\u{0C}", "\u{85}", "\u{2028}", "\u{2029}":
                lines.append(line)
                line = ""
            case "\t": line += "    "
            default:
                if isVisible(scalar) {
                    line.unicodeScalars.append(scalar)
                } else {
                    line += number(scalar)
                }
            }
        }
        lines.append(line)
        return paragraphs(lines).flatMap { wrapped($0, width: width) }
    }

    private static func number(_ scalar: Unicode.Scalar) -> String {
        "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
    }

    private static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII { return scalar.value >= 0x20 && scalar.value != 0x7F }
        if scalar.properties.isDefaultIgnorableCodePoint || scalar.properties.isBidiControl {
            return false
        }
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .spaceSeparator, .surrogate,
            .privateUse, .unassigned:
            return false
        default: return true
        }
    }

    /// Removes empty lines at both ends and trailing blanks, and merges consecutive empty lines.
    private static func paragraphs(_ lines: [String]) -> [String] {
        var result: [String] = []
        for line in lines {
            var line = Substring(line)
            while line.last == " " { line.removeLast() }
            if line.isEmpty, result.last?.isEmpty ?? true { continue }
            result.append(String(line))
        }
        if result.last?.isEmpty == true { result.removeLast() }
        return result
    }

    private static func wrapped(_ line: String, width: Int) -> [String] {
        guard line.utf8.count > width else { return [line] }
        let indent = String(line.prefix { $0 == " " })
        var lines: [String] = []
        var current = indent
        var length = indent.count
        for word in line.split(separator: " ") {
            let count = word.count
            if length > indent.count, length + 1 + count > width {
                lines.append(current)
                current = indent
                length = indent.count
            }
            if length > indent.count {
                current += " "
                length += 1
            }
            current += word
            length += count
        }
        lines.append(current)
        return lines
    }
}
