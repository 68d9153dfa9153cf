/// Finds the name that was probably meant.
package enum Suggestion {
    /// The candidate closest to a text, where one is close enough: a slip of a few keys, another
    /// case, or a text that is the beginning of just one of them.
    package static func closest(to text: String, in candidates: [String]) -> String? {
        guard !text.isEmpty, text.utf8.count <= 200 else { return nil }
        let folded = Array(text.lowercased().unicodeScalars)
        var best: (distance: Int, candidate: String)?
        for candidate in candidates.prefix(2_000) where candidate != text {
            let other = Array(candidate.lowercased().unicodeScalars)
            let limit = max(1, min(folded.count, other.count) / 3)
            guard abs(other.count - folded.count) <= limit else { continue }
            let distance = distance(folded, other, limit: limit)
            if distance <= limit, distance < best?.distance ?? .max { best = (distance, candidate) }
        }
        if let best { return best.candidate }
        guard folded.count >= 3, candidates.count <= 2_000 else { return nil }
        let continued = candidates.filter { $0.lowercased().hasPrefix(text.lowercased()) }
        return continued.count == 1 ? continued.first : nil
    }

    /// Edits between two texts: insert, remove, replace, and swap of neighbours (optimal string
    /// alignment). Gives up beyond the limit.
    private static func distance(
        _ left: [Unicode.Scalar],
        _ right: [Unicode.Scalar],
        limit: Int
    ) -> Int {
        var beforeLast: [Int] = []
        var last = Array(0...right.count)
        for (i, scalar) in left.enumerated() {
            var row = [i + 1]
            for (j, other) in right.enumerated() {
                var cost = min(last[j] + (scalar == other ? 0 : 1), last[j + 1] + 1, row[j] + 1)
                if i > 0, j > 0, scalar == right[j - 1], left[i - 1] == other {
                    cost = min(cost, beforeLast[j - 1] + 1)
                }
                row.append(cost)
            }
            if row.allSatisfy({ $0 > limit }) { return limit + 1 }
            (beforeLast, last) = (last, row)
        }
        return last[right.count]
    }
}
