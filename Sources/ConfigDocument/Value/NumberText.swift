/// The syntax of numbers in JSON (RFC 8259, section 6), which is narrower than YAML's.
package enum NumberText {
    /// The number in JSON syntax: `+.5` becomes `0.5`, `007` becomes `7` and `1.` becomes `1`; JSON
    /// numbers are unchanged. Nil if the text is not a decimal number.
    package static func json(_ text: String) -> String? {
        var rest = Substring(text).utf8
        var sign = ""
        if let first = rest.first, first == UInt8(ascii: "+") || first == UInt8(ascii: "-") {
            sign = first == UInt8(ascii: "-") ? "-" : ""
            rest.removeFirst()
        }
        var whole = digits(&rest)
        var fraction = Substring("").utf8
        if rest.first == UInt8(ascii: ".") {
            rest.removeFirst()
            fraction = digits(&rest)
        }
        guard !whole.isEmpty || !fraction.isEmpty else { return nil }
        guard let exponent = exponent(&rest), rest.isEmpty else { return nil }
        while whole.count > 1, whole.first == UInt8(ascii: "0") { whole.removeFirst() }
        let point = fraction.isEmpty ? "" : "."
        return
            "\(sign)\(whole.isEmpty ? "0" : Substring(whole))\(point)\(Substring(fraction))\(exponent)"
    }

    private static func digits(_ rest: inout Substring.UTF8View) -> Substring.UTF8View {
        // Bound: a byte below that of 0 becomes one above 9.
        let digits = rest.prefix { $0 &- UInt8(ascii: "0") <= 9 }
        rest = rest.dropFirst(digits.count)
        return digits
    }

    /// The exponent with its letter; empty if there is none, nil if it has no digits.
    private static func exponent(_ rest: inout Substring.UTF8View) -> String? {
        guard let letter = rest.first, letter | 0x20 == UInt8(ascii: "e") else { return "" }
        let start = rest
        rest.removeFirst()
        if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") { rest.removeFirst() }
        let digits = digits(&rest)
        return digits.isEmpty ? nil : String(Substring(start.dropLast(rest.count)))
    }

    /// The shortest text that parses to this double, with a point, so that readers of YAML 1.1
    /// recognise it as a number too. Nil if it is not finite.
    package static func json(_ double: Double) -> String? {
        guard double.isFinite else { return nil }
        let text = "\(double)"
        guard !text.utf8.contains(UInt8(ascii: ".")) else { return text }
        let mantissa = text.prefix { $0 != "e" }
        return "\(mantissa).0\(text.dropFirst(mantissa.count))"
    }
}
