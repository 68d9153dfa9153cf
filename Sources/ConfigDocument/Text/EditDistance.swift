/// The distance between two texts, for suggestions about typing errors.
package enum EditDistance {
    /// The number of characters to insert, remove, replace, or swap with their neighbour (optimal
    /// string alignment). Gives up beyond the limit, so it compares at most `left.count × (2 ×
    /// limit + 1)` pairs.
    package static func between(
        _ left: [Unicode.Scalar],
        _ right: [Unicode.Scalar],
        limit: Int
    ) -> Int {
        guard abs(left.count - right.count) <= limit else { return limit + 1 }
        var beforeLast = [Int](repeating: limit + 1, count: right.count + 1)
        var row = beforeLast
        var last = (0...right.count).map { min($0, limit + 1) }
        for i in 1..<(left.count + 1) {
            let (first, end) = (max(1, i - limit), min(right.count, i + limit) + 1)
            row[first - 1] = first == 1 ? min(i, limit + 1) : limit + 1
            var least = row[first - 1]
            for j in first..<max(first, end) {
                let isSame = left[i - 1] == right[j - 1]
                var cost = min(last[j - 1] + (isSame ? 0 : 1), last[j] + 1, row[j - 1] + 1)
                if i > 1, j > 1, left[i - 1] == right[j - 2], left[i - 2] == right[j - 1] {
                    cost = min(cost, beforeLast[j - 2] + 1)
                }
                row[j] = cost
                least = min(least, cost)
            }
            // The next row extends one position further.
            if end <= right.count { row[end] = limit + 1 }
            if least > limit { return limit + 1 }
            (beforeLast, last, row) = (last, row, beforeLast)
        }
        return min(last[right.count], limit + 1)
    }
}
