import ConfigDocument
import JSONSchema

extension Document {
    /// The text with `<secret>` in place of secrets, wherever their values stand.
    func text(hiding secrets: [[String]]) -> [UInt8] {
        guard !secrets.isEmpty else { return source }
        var ranges: [Range<Int>] = []
        var values: Set<ConfigValue> = []
        for path in secrets {
            guard let cursor = JSONPointer(path).value(in: root) else { continue }
            ranges.append(cursor.sourceRange)
            values.formUnion(cursor.scalars.map { ConfigValue($0) })
        }
        // A YAML alias stands where the value does not, and a secret may be used twice.
        ranges += root.scalars.filter { values.contains(ConfigValue($0)) }.map(\.sourceRange)
        var text = source
        var end = text.count
        for range in ranges.sorted(by: { $0.lowerBound > $1.lowerBound })
        where range.upperBound <= end && !range.isEmpty {
            text.replaceSubrange(range, with: "<secret>".utf8)
            end = range.lowerBound
        }
        return text
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
