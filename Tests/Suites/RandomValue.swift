package import ConfigDocument

/// Values as unlike each other as possible, with strings that formats are known to stumble over.
package struct RandomValue {
    package var generator: SeededGenerator

    package init(generator: SeededGenerator) { self.generator = generator }

    package mutating func value(depth: Int = 4) -> DocumentValue {
        switch Int.random(in: 0..<(depth > 0 ? 13 : 9), using: &generator) {
        case 0: return .null
        case 1: return .bool(.random(using: &generator))
        case 2: return .int(.random(in: -1000...1000, using: &generator))
        case 3: return .int(.random(in: .min ... .max, using: &generator))
        case 4: return .double(Double(bitPattern: generator.next()).finiteOrZero)
        case 5: return .double(Double(Int.random(in: -999...999, using: &generator)) / 8)
        case 6:
            return .number(
                ["1e400", "123456789012345678901234567890", "-0.1000000000000000000001"]
                    .randomElement(using: &generator) ?? "1"
            )
        case 7, 8: return .string(string())
        case 9, 10:
            return .array(
                (0..<Int.random(in: 0...4, using: &generator)).map { _ in value(depth: depth - 1) }
            )
        default:
            var object = DocumentObject()
            for _ in 0..<Int.random(in: 0...5, using: &generator) {
                object[string()] = value(depth: depth - 1)
            }
            return .object(object)
        }
    }

    package mutating func string() -> String {
        switch Int.random(in: 0..<6, using: &generator) {
        case 0: return Self.awkward.randomElement(using: &generator) ?? ""
        case 1:
            return ["a", "host", "port", "name-2", "x_y"].randomElement(using: &generator) ?? ""
        case 2:
            // A few awkward ones joined, over several lines too.
            return (0..<3).map { _ in Self.awkward.randomElement(using: &generator) ?? "" }
                .joined(separator: ["", " ", "\n", "\n\n"].randomElement(using: &generator) ?? "")
        case 3:
            let letters = Array(
                " \t\n\r:#-?,[]{}&*!|>'\"%@`~<=aé\u{85}\u{2028}\u{FEFF}\u{202E}\u{7F}\u{0}1.0😀\\/"
                    .unicodeScalars
            )
            var text = ""
            for _ in 0..<Int.random(in: 0...12, using: &generator) {
                text.unicodeScalars.append(letters.randomElement(using: &generator) ?? "a")
            }
            return text
        case 4:
            var text = ""
            for _ in 0..<Int.random(in: 0...6, using: &generator) {
                if let scalar = Unicode.Scalar(UInt32.random(in: 0...0x10FFFF, using: &generator)) {
                    text.unicodeScalars.append(scalar)
                }
            }
            return text
        default:
            return String(repeating: "long ", count: Int.random(in: 0...300, using: &generator))
        }
    }

    package static let awkward = [
        "", " ", "no", "on", "Yes", "y", "null", "Null", "~", "true", "FALSE", "1", "-1", "+1",
        "0x1F",
        "0o7", "0b1", "1_000", "1:20", "2001-01-01", "2001-12-14t21:59:43.10-05:00", ".inf",
        "-.INF", ".nan", "1.5", "1e3",
        "1.", ".5", "<<", "=", "-", "--", "---", "...", "--- a", "- a", "-a", "? a", "?", ": a",
        "a:", "a: b",
        "a:b", "a #b", "a#b", "# a", "#", "[a]", "{a}", "a, b", "&a", "*a", "!a", "|", ">", "'a'",
        "\"a\"", "it's",
        "say \"hi\"", "C:\\dir", "%a", "@a", "`a`", " a", "a ", "\ta", "a\t", "a\tb", "\na", "a\n",
        "a\n\n", "a\nb",
        "a\n  b\n", "  a\nb", "a\n\nb\n", "\n", "\n\n", " \n", "a\n ", "a\n \nb", "a\r\nb", "a\rb",
        "\u{0}",
        "\u{1B}[0m", "\u{85}", "\u{2028}", "\u{FEFF}a", "\u{202E}abc", "\u{FFFE}", "é", "日本", "😀",
        "a\u{A0}b", "👩‍👧",
        "1.2.3", "10.0.0.1", "a\n\tb", "\ta\nb", "a: |\n  b", "key: value\nother: 1\n",
        "#!/bin/sh\nset -e\n", "a\u{7F}",
        "e\u{301}", "{{ template }}", "${VAR}", "http://a:80/?b#c", "a]b", "x,y",
    ]
}

extension Double {
    fileprivate var finiteOrZero: Double { isFinite ? self : 0 }
}
