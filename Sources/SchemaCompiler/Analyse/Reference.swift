import ConfigDocument
import JSONSchema

/// The name of a reference's target.
enum Reference {
    /// The last token that is a word: `#/definitions/port` → port, `common.json` → common.
    static func name(_ reference: String) -> String? {
        let parts = reference.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
        if parts.count == 2, !parts[1].isEmpty {
            let fragment = parts[1].removingPercents
            guard let pointer = JSONPointer(text: fragment) else { return fragment }
            let keywords: Set<String> = [
                "items", "properties", "additionalProperties", "allOf", "anyOf", "oneOf",
                "definitions", "$defs",
                "then", "else", "if", "not", "patternProperties",
            ]
            return pointer.tokens.last { Int($0) == nil && !keywords.contains($0) }
        }
        guard let file = parts.first?.split(separator: "/").last else { return nil }
        return String(file.split(separator: ".").first ?? file)
    }
}

extension Substring {
    fileprivate var removingPercents: String {
        var bytes: [UInt8] = []
        var rest = utf8
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"), let value = UInt8(Substring(rest.prefix(2)), radix: 16) {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
