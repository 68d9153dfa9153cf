/// The text of a Package.swift, parsed into calls, arrays and labels only: enough to add an element
/// where a person would.
struct ManifestText {
    private(set) var bytes: [UInt8]

    init(_ text: String) { bytes = Array(text.utf8) }

    var text: String { String(decoding: bytes, as: UTF8.self) }

    struct Argument {
        /// Nil for an argument without a label, and for an array element.
        var label: String?
        /// The range from the label to the end of the value, without surrounding white space.
        var range: Range<Int>
        var value: Range<Int>
    }

    /// The arguments of the first call of a function, and the offset of its opening parenthesis.
    func call(_ name: String, in range: Range<Int>? = nil) -> (open: Int, arguments: [Argument])? {
        let range = range ?? bytes.indices
        let wanted = Array((name + "(").utf8)
        var index = range.lowerBound
        while index < range.upperBound {
            if let end = skipped(from: index) {
                index = end
            } else if bytes[index...].starts(with: wanted), !isName(at: index - 1) {
                let open = index + wanted.count - 1
                return (open, elements(after: open))
            } else {
                index += 1
            }
        }
        return nil
    }

    /// The elements between a bracket and its closing bracket, separated by commas.
    func elements(after open: Int) -> [Argument] {
        var (found, depth) = ([Argument](), 0)
        var (start, colon, index) = (open + 1, Int?.none, open + 1)
        func finish(at end: Int) {
            let range = trimmed(start..<end)
            if range.isEmpty { return }
            let value = colon.map { trimmed($0 + 1..<end) } ?? range
            let label = colon.map { self.text(of: trimmed(start..<$0)) }
            found.append(Argument(label: label, range: range, value: value))
        }
        while index < bytes.count {
            if let end = skipped(from: index) {
                index = end
                continue
            }
            switch bytes[index] {
            case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
            case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
                if depth == 0 {
                    finish(at: index)
                    return found
                }
                depth -= 1
            case UInt8(ascii: ",") where depth == 0:
                finish(at: index)
                (start, colon) = (index + 1, nil)
            case UInt8(ascii: ":") where depth == 0 && colon == nil: colon = index
            default: break
            }
            index += 1
        }
        return found
    }

    func text(of range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

    /// The indentation of the line at an offset.
    func indent(at offset: Int) -> String {
        let start = bytes[..<offset].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        let blanks = bytes[start...].prefix { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
        return String(decoding: blanks, as: UTF8.self)
    }

    mutating func insert(_ text: String, at offset: Int) {
        bytes.insert(contentsOf: Array(text.utf8), at: offset)
    }

    /// Adds an element at the end of an array, with the indentation of the existing elements.
    mutating func append(_ element: String, toArray array: Range<Int>) {
        let elements = elements(after: array.lowerBound)
        let close = array.upperBound - 1
        guard let last = elements.last else {
            let indent = indent(at: array.lowerBound)
            let text = "\n\(indent)    \(element),\n\(indent)"
            bytes.replaceSubrange(array.lowerBound + 1..<close, with: Array(text.utf8))
            return
        }
        let isOnLines = bytes[array.lowerBound..<last.range.lowerBound].contains(UInt8(ascii: "\n"))
        let separator = isOnLines ? ",\n\(indent(at: last.range.lowerBound))" : ", "
        let rest = bytes[last.range.upperBound..<close]
        let comma = rest.firstIndex(of: UInt8(ascii: ","))
        if isOnLines, let comma {
            insert("\(separator.dropFirst())\(element),", at: comma + 1)
        } else {
            insert(separator + element, at: last.range.upperBound)
        }
    }

    // MARK: Bytes

    private func isName(at index: Int) -> Bool {
        guard bytes.indices.contains(index) else { return false }
        switch bytes[index] {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
            return true
        default: return false
        }
    }

    private func trimmed(_ range: Range<Int>) -> Range<Int> {
        var range = range
        var end = range.lowerBound
        var index = range.lowerBound
        var start: Int?
        // Comments around an element are not part of it.
        while index < range.upperBound {
            if let next = skippedComment(from: index) {
                index = min(next, range.upperBound)
                continue
            }
            let next = skipped(from: index) ?? index + 1
            if !Self.isBlank(bytes[index]) {
                start = start ?? index
                end = min(next, range.upperBound)
            }
            index = next
        }
        range = (start ?? range.lowerBound)..<max(end, start ?? range.lowerBound)
        return range
    }

    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
    }

    /// The end of a comment or string literal that begins at an offset; nil if none does.
    private func skipped(from index: Int) -> Int? {
        skippedComment(from: index) ?? skippedString(from: index)
    }

    private func skippedComment(from index: Int) -> Int? {
        let rest = bytes[index...]
        if rest.starts(with: Array("//".utf8)) {
            return rest.firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
        }
        guard rest.starts(with: Array("/*".utf8)) else { return nil }
        var (depth, index) = (0, index)
        while index + 1 < bytes.count {
            switch (bytes[index], bytes[index + 1]) {
            case (UInt8(ascii: "/"), UInt8(ascii: "*")): (depth, index) = (depth + 1, index + 2)
            case (UInt8(ascii: "*"), UInt8(ascii: "/")):
                (depth, index) = (depth - 1, index + 2)
                if depth == 0 { return index }
            default: index += 1
            }
        }
        return bytes.count
    }

    /// Raw strings are rare in manifests; their content is read like that of other strings.
    private func skippedString(from index: Int) -> Int? {
        guard bytes[index] == UInt8(ascii: "\"") else { return nil }
        let triple = Array("\"\"\"".utf8)
        let quote = bytes[index...].starts(with: triple) ? triple : [UInt8(ascii: "\"")]
        var index = index + quote.count
        while index < bytes.count {
            if bytes[index] == UInt8(ascii: "\\") {
                index += 2
            } else if bytes[index...].starts(with: quote) {
                return index + quote.count
            } else {
                index += 1
            }
        }
        return bytes.count
    }
}
