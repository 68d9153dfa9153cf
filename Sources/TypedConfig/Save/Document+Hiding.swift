import ConfigDocument
import ConfigTypes
import DocumentEditing
import SchemaValidation

extension Document {
    /// The text with `<secret>` in place of every occurrence of a secret value.
    package func text(hiding secrets: [DocumentPath]) -> [UInt8] {
        text(hiding: [SecretPlaces(paths: secrets)])
    }

    /// - Parameter other: the document before a change; comments may still contain its secrets.
    func text(hiding secrets: [SecretPlaces], and other: Document? = nil) -> [UInt8] {
        var ranges: [Range<Int>] = []
        var values: Set<DocumentValue> = []
        for cursor in cursors(of: secrets) {
            ranges.append(withAnchorAndTag(cursor.sourceRange))
            values.formUnion(cursor.scalars.map { DocumentValue($0) }.filter { $0 != .null })
        }
        // The value of a YAML alias is elsewhere in the text, and a secret may be used twice.
        ranges += root.scalars.filter { values.contains(DocumentValue($0)) }.map(\.sourceRange)
        let source = source
        let comments = Set(commentRanges(ofSecrets: secrets, and: other))
        var text: [UInt8] = []
        var start = 0
        // Of nested ranges, only the outermost.
        for range in outermost(ranges + comments) where range.upperBound <= source.count {
            let mark = comments.contains(range) ? hiddenComment : "<secret>"
            text += source[start..<range.lowerBound] + Array(mark.utf8)
            start = range.upperBound
        }
        return text + source[start...]
    }

    private func cursors(of secrets: [SecretPlaces]) -> [Cursor] {
        Set(secrets.flatMap { $0.indices(in: self, withPlaceholders: false) })
            .map { Cursor(document: self, index: $0) }
    }

    // MARK: Comments

    /// The text shown in place of a comment that may contain a secret.
    private var hiddenComment: String {
        format.comments == .slashes ? "// <comment>" : "# <comment>"
    }

    /// The ranges of comments that may contain a secret: comments beside a secret, on the lines
    /// directly above and below it, and comments that contain a secret value or look like a secret.
    private func commentRanges(
        ofSecrets secrets: [SecretPlaces],
        and other: Document? = nil
    ) -> [Range<Int>] {
        let comments = commentRanges()
        guard !comments.isEmpty else { return [] }
        let source = source
        let cursors = cursors(of: secrets)
        let texts = ContainedTexts(secretTexts(secrets) + (other?.secretTexts(secrets) ?? []))
        var lines: Set<Int> = []
        for cursor in cursors {
            let range = cursor.sourceRange
            let first = line(range.lowerBound)
            lines.formUnion(first...max(first, line(max(range.lowerBound, range.upperBound - 1))))
        }
        let beside = withNeighbours(lines, comments)
        return comments.filter { range in
            beside.contains(line(range.lowerBound))
                || texts.isAny(in: source[range])
                || SecretName.isInside(comment: String(decoding: source[range], as: UTF8.self))
        }
    }

    /// The texts of secrets that are too long to appear in comments by chance.
    private func secretTexts(_ secrets: [SecretPlaces]) -> [[UInt8]] {
        let source = source
        return cursors(of: secrets).flatMap(\.scalars).compactMap { scalar in
            let text = scalar.string.map { Array($0.utf8) } ?? Array(source[scalar.sourceRange])
            return text.count < 4 ? nil : text
        }
    }

    private func line(_ offset: Int) -> Int { position(at: offset).line }

    /// The lines, extended by adjacent lines that contain only a comment.
    private func withNeighbours(_ lines: Set<Int>, _ comments: [Range<Int>]) -> Set<Int> {
        let source = source
        let bare = comments.filter { range in
            source[..<range.lowerBound].reversed().prefix { $0 != 0x0A && $0 != 0x0D }
                .allSatisfy { $0 == 0x20 || $0 == 0x09 }
        }
        let bareLines = Set(bare.map { line($0.lowerBound) })
        var all = lines
        for start in lines {
            for step in [-1, 1] {
                var next = start + step
                while bareLines.contains(next), all.insert(next).inserted { next += step }
            }
        }
        return all
    }

    /// The range extended by the anchor and tag before a YAML value: either may be a mistyped
    /// value.
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
    /// All nested values that are not collections.
    fileprivate var scalars: [Cursor] {
        if isObject { return members.flatMap { $0.value.scalars } }
        if isArray { return elements.flatMap(\.scalars) }
        return [self]
    }
}
