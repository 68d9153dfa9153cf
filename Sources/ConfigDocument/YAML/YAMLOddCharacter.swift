/// Characters that resemble YAML's syntax, pasted from a word processor or a web page.
struct YAMLOddCharacter {
    let offset: Int
    let message: String

    private enum Look {
        case space, nothing, quote, colon
    }

    private static let names: [(scalar: Unicode.Scalar, look: Look, name: String)] = [
        ("\u{A0}", .space, "a no-break space"),
        ("\u{2007}", .space, "a figure space"),
        ("\u{2009}", .space, "a thin space"),
        ("\u{200B}", .nothing, "a zero-width space"),
        ("\u{202F}", .space, "a narrow no-break space"),
        ("\u{2060}", .nothing, "a word joiner"),
        ("\u{3000}", .space, "an ideographic space"),
        ("\u{201C}", .quote, "a typographic quote"),
        ("\u{201D}", .quote, "a typographic quote"),
        ("\u{201E}", .quote, "a typographic quote"),
        ("\u{2018}", .quote, "a typographic quote"),
        ("\u{2019}", .quote, "a typographic quote"),
        ("\u{AB}", .quote, "a typographic quote"),
        ("\u{FF1A}", .colon, "a full-width colon"),
    ]

    private init(_ offset: Int, _ scalar: Unicode.Scalar, _ look: Look, _ name: String) {
        self.offset = offset
        let digits = String(scalar.value, radix: 16, uppercase: true)
        let code = String(repeating: "0", count: max(0, 4 - digits.count)) + digits
        let repair =
            switch look {
            case .space: "replace it with a plain space"
            case .nothing: "remove it"
            case .quote: "it quotes nothing; use a plain \" or '"
            case .colon: "write ':' and a space"
            }
        message = "\(name) (U+\(code)); \(repair)"
    }
}

extension YAMLLines.Line {
    /// The first one in a place where its plain counterpart would be syntax.
    var oddCharacter: YAMLOddCharacter? {
        YAMLOddCharacter.first(in: self)
    }
}

extension YAMLOddCharacter {
    fileprivate static func first(in line: YAMLLines.Line) -> YAMLOddCharacter? {
        let text = String(decoding: line.source[line.start..<line.end], as: UTF8.self)
        var offset = line.start
        // True if syntax is possible here: at the start of a line, and after "- ", ": ", "[" and
        // similar.
        var isOpen = true
        for scalar in text.unicodeScalars {
            if let known = names.first(where: { $0.scalar == scalar }),
                isOpen || known.look == .colon
            {
                return YAMLOddCharacter(offset, scalar, known.look, known.name)
            }
            isOpen = scalar == " " ? isOpen : ":-,[{?\"'".unicodeScalars.contains(scalar)
            offset += UTF8.width(scalar)
        }
        return nil
    }
}
