/// Text from a document as messages quote it: escaped, so that it cannot break the line or reorder
/// it on a terminal, and cut when long.
package func quoted(_ text: String, limit: Int = 80) -> String {
    var result = "\""
    var length = 0
    for scalar in text.unicodeScalars {
        if length == limit { return result + "…\"" }
        length += 1
        switch scalar {
        case "\"", "\\": result += "\\\(scalar)"
        case "\n": result += "\\n"
        case "\r": result += "\\r"
        case "\t": result += "\\t"
        default:
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned:
                result += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
            default: result.unicodeScalars.append(scalar)
            }
        }
    }
    return result + "\""
}
