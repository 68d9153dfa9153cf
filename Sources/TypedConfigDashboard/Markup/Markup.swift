import ConfigDocument

/// A piece of HTML. Interpolated text is escaped; interpolated markup is not.
///
///     let row: Markup = "<td>\(finding.message)</td>"
///
/// No page can therefore forget to escape text from a file.
package struct Markup: Sendable, ExpressibleByStringInterpolation {
    package private(set) var html: String

    package init(stringLiteral value: String) { html = value }

    package init(stringInterpolation: StringInterpolation) { html = stringInterpolation.html }

    package struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var html = ""

        package init(literalCapacity: Int, interpolationCount: Int) {
            html.reserveCapacity(literalCapacity + interpolationCount * 16)
        }

        package mutating func appendLiteral(_ literal: String) { html += literal }

        package mutating func appendInterpolation(_ text: some StringProtocol) {
            html += Markup.escaped(text)
        }

        package mutating func appendInterpolation(_ number: Int) { html += String(number) }

        package mutating func appendInterpolation(_ piece: Markup) { html += piece.html }

        package mutating func appendInterpolation(_ pieces: [Markup]) {
            for piece in pieces { html += piece.html }
        }
    }

    /// Safe in text and in quoted attributes. Characters that change the order or appearance of
    /// their neighbours are shown by their number.
    static func escaped(_ text: some StringProtocol) -> String {
        var html = ""
        for scalar in printable(String(text)).unicodeScalars {
            switch scalar {
            case "&": html += "&amp;"
            case "<": html += "&lt;"
            case ">": html += "&gt;"
            case "\"": html += "&quot;"
            case "'": html += "&#39;"
            case "\n": html += "&#10;"
            default: html.unicodeScalars.append(scalar)
            }
        }
        return html
    }
}
