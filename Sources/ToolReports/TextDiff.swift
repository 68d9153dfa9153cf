/// The differing lines of two texts, in the format of `diff -u`.
package struct TextDiff {
    private let old: [Substring]
    private let new: [Substring]
    private let removed: Set<Int>
    private let inserted: Set<Int>
    private static let context = 3

    package init(_ old: [UInt8], _ new: [UInt8]) {
        self.old = Self.lines(old)
        self.new = Self.lines(new)
        var lines = LineMatch(self.old, self.new)
        lines.match()
        (removed, inserted) = (lines.removed, lines.inserted)
    }

    /// The lines of a text, without their line breaks.
    package static func lines(_ text: [UInt8]) -> [Substring] {
        var lines = String(decoding: text, as: UTF8.self)
            .split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
        if lines.last == "" { lines.removeLast() }
        return lines
    }

    private struct Line {
        var mark: Character
        var text: Substring
        var old: Int
        var new: Int
    }

    /// The lines of the diff; empty if the texts have the same lines.
    ///
    /// - Parameter isNew: whether the file did not exist before.
    package func lines(named file: String, isNew: Bool = false) -> [String] {
        let all = aligned()
        let changed = all.indices.filter { all[$0].mark != " " }
        guard !changed.isEmpty else { return [] }
        var hunks: [Range<Int>] = []
        for index in changed {
            let range =
                max(0, index - Self.context)..<min(all.count, index + Self.context + 1)
            if let last = hunks.last, last.upperBound >= range.lowerBound {
                hunks[hunks.count - 1] = last.lowerBound..<range.upperBound
            } else {
                hunks.append(range)
            }
        }
        return ["--- \(isNew ? "/dev/null" : file)", "+++ \(file)"]
            + hunks.flatMap { hunk in
                [header(all[hunk])] + all[hunk].map { "\($0.mark)\($0.text)" }
            }
    }

    private func header(_ lines: ArraySlice<Line>) -> String {
        let oldCount = lines.count { $0.mark != "+" }
        let newCount = lines.count { $0.mark != "-" }
        // An empty range has the number of the line before it.
        let oldStart = (lines.first?.old ?? 0) + min(oldCount, 1)
        let newStart = (lines.first?.new ?? 0) + min(newCount, 1)
        return "@@ -\(oldStart),\(oldCount) +\(newStart),\(newCount) @@"
    }

    private func aligned() -> [Line] {
        var lines: [Line] = []
        var (i, j) = (0, 0)
        while i < old.count || j < new.count {
            if i < old.count, removed.contains(i) {
                lines.append(Line(mark: "-", text: old[i], old: i, new: j))
                i += 1
            } else if j < new.count, inserted.contains(j) {
                lines.append(Line(mark: "+", text: new[j], old: i, new: j))
                j += 1
            } else if i < old.count, j < new.count {
                lines.append(Line(mark: " ", text: old[i], old: i, new: j))
                i += 1
                j += 1
            } else {
                break
            }
        }
        return lines
    }
}
