import ConfigDocument
import JSONSchema

extension Document {
    /// The text with `<secret>` in place of secrets, wherever their values stand.
    package func text(hiding secrets: [[String]]) -> [UInt8] {
        text(hiding: [SecretPlaces(paths: secrets)])
    }

    func text(hiding secrets: [SecretPlaces]) -> [UInt8] {
        var ranges: [Range<Int>] = []
        var values: Set<ConfigValue> = []
        for index in Set(secrets.flatMap { $0.indices(in: self, withPlaceholders: false) }) {
            let cursor = Cursor(document: self, index: index)
            ranges.append(withAnchorAndTag(cursor.sourceRange))
            values.formUnion(cursor.scalars.map { ConfigValue($0) }.filter { $0 != .null })
        }
        guard !ranges.isEmpty else { return source }
        // A YAML alias stands where the value does not, and a secret may be used twice.
        ranges += root.scalars.filter { values.contains(ConfigValue($0)) }.map(\.sourceRange)
        var text = source
        var end = text.count
        // From the end, the outermost of those that are one inside another.
        for range in outermost(ranges).reversed() where range.upperBound <= end {
            text.replaceSubrange(range, with: "<secret>".utf8)
            end = range.lowerBound
        }
        return text
    }

    /// The range with what stands before a value in YAML: it may be what was meant as the value.
    private func withAnchorAndTag(_ range: Range<Int>) -> Range<Int> {
        guard format == .yaml else { return range }
        let source = storage.sourceBytes
        var start = range.lowerBound
        while let end = source[..<start].lastIndex(where: { $0 != UInt8(ascii: " ") }) {
            let begin = source[..<end].lastIndex { $0 <= 0x20 }.map { $0 + 1 } ?? 0
            guard source[begin] == UInt8(ascii: "&") || source[begin] == UInt8(ascii: "!") else {
                break
            }
            start = begin
        }
        return start..<range.upperBound
    }

    private func outermost(_ ranges: [Range<Int>]) -> [Range<Int>] {
        var result: [Range<Int>] = []
        let sorted = ranges.filter { !$0.isEmpty }
            .sorted { ($0.lowerBound, $1.upperBound) < ($1.lowerBound, $0.upperBound) }
        for range in sorted where range.lowerBound >= result.last?.upperBound ?? 0 {
            result.append(range)
        }
        return result
    }
}

extension Cursor {
    /// All values inside that are no collections.
    fileprivate var scalars: [Cursor] {
        if isObject { return members.flatMap { $0.value.scalars } }
        if isArray { return elements.flatMap(\.scalars) }
        return [self]
    }
}
