/// How far two texts are from each other, for hints about slips of the keyboard.
package enum EditDistance {
    /// The characters to insert, remove, replace, or swap with their neighbour (optimal string
    /// alignment). Gives up beyond the limit.
    package static func between(
        _ left: [Unicode.Scalar],
        _ right: [Unicode.Scalar],
        limit: Int
    ) -> Int {
        guard abs(left.count - right.count) <= limit else { return limit + 1 }
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
