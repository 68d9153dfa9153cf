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
        default: result += singleLine(scalar)
        }
    }
    return result + "\""
}

/// Text as it is, but for what would break its line or reorder it; cut after `limit` scalars.
package func singleLine(_ text: String, limit: Int = 200) -> String {
    var result = ""
    var length = 0
    for scalar in text.unicodeScalars {
        if length == limit { return result + "…" }
        length += 1
        result += singleLine(scalar)
    }
    return result
}

private func singleLine(_ scalar: Unicode.Scalar) -> String {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned:
        "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
    default: String(scalar)
    }
}
