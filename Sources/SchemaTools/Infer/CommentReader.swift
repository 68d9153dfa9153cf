import ConfigDocument
import SchemaCompiler

/// Finds the comment above a key in a YAML file.
struct CommentReader: Sendable {
    private let source: [UInt8]

    private let mark: [UInt8]

    init(_ document: Document) {
        switch document.format.comments {
        case .none: mark = []
        case .hash: mark = Array("#".utf8)
        case .slashes: mark = Array("//".utf8)
        }
        source = mark.isEmpty ? [] : document.source
    }

    /// The comment lines directly above the key, at the same indentation; nil if there are none, or
    /// if they look like a setting that was commented out.
    func comment(above key: Cursor.Key) -> String? {
        guard !source.isEmpty else { return nil }
        // Counts only the blanks before the key, because a line may contain the whole document.
        let indent = source[..<key.cursor.sourceRange.lowerBound].reversed()
            .prefix { $0 == UInt8(ascii: " ") }.count
        var start = key.cursor.sourceRange.lowerBound - indent
        guard start == 0 || source[start - 1] == 0x0A else { return nil }
        var lines: [String] = []
        while start > 0, lines.count < 20 {
            let before = lineStart(start - 1)
            let line = source[before..<start]
            let text = line.drop { $0 == UInt8(ascii: " ") }
            guard text.starts(with: mark), line.count - text.count == indent else { break }
            lines.insert(Self.trimmed(text.drop { $0 == mark[0] }), at: 0)
            start = before
        }
        let text = lines.filter { !$0.isEmpty }.joined(separator: " ")
        if text.isEmpty || lines.contains(where: Self.isSetting) { return nil }
        return text
    }

    private static func isSetting(_ line: String) -> Bool {
        if let sign = line.firstRange(of: " = ") { return !line[..<sign.lowerBound].contains(" ") }
        guard let colon = line.firstIndex(of: ":") else { return line.hasPrefix("- ") }
        let rest = line[line.index(after: colon)...]
        return (rest.isEmpty || rest.hasPrefix(" ")) && !line[..<colon].contains(" ")
    }

    private func lineStart(_ offset: Int) -> Int {
        var index = min(offset, source.count)
        while index > 0, source[index - 1] != 0x0A { index -= 1 }
        return index
    }

    private static func trimmed(_ bytes: ArraySlice<UInt8>) -> String {
        let blanks: Set<UInt8> = [0x20, 0x09, 0x0D, 0x0A]
        var bytes = bytes.drop { blanks.contains($0) }
        while let last = bytes.last, blanks.contains(last) { bytes.removeLast() }
        return String(decoding: bytes, as: UTF8.self)
    }
}
