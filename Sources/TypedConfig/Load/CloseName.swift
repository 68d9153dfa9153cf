/// Finds what was probably meant by a name that is not known.
enum CloseName {
    /// `did you mean "timeout"?` where one name is near; nil otherwise.
    static func suggestion(for name: String, among names: [String]) -> String? {
        closest(to: name, among: names).map { "did you mean \"\($0)\"?" }
    }

    /// The nearest name: within a third of its length in edits.
    static func closest(to name: String, among names: [String]) -> String? {
        let wanted = Array(name.lowercased().unicodeScalars.prefix(100))
        var best: (name: String, distance: Int)?
        for candidate in names {
            let scalars = Array(candidate.lowercased().unicodeScalars.prefix(100))
            let distance = editDistance(wanted, scalars)
            let limit = max(1, min(wanted.count, scalars.count) / 3)
            let isPrefix = wanted.count >= 3 && scalars.starts(with: wanted)
            guard distance <= limit || isPrefix else { continue }
            if best.map({ distance < $0.distance }) ?? true { best = (candidate, distance) }
        }
        return best?.name
    }

    /// Insertions, deletions, replacements and swaps of neighbours that lead from one to the other.
    private static func editDistance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
        var beforeLast: [Int] = []
        var last = Array(0...right.count)
        for (row, scalar) in left.enumerated() {
            var current = [row + 1]
            for (column, other) in right.enumerated() {
                var cost = min(last[column + 1] + 1, current[column] + 1)
                cost = min(cost, last[column] + (scalar == other ? 0 : 1))
                if row > 0, column > 0, scalar == right[column - 1], left[row - 1] == other {
                    cost = min(cost, beforeLast[column - 1] + 1)
                }
                current.append(cost)
            }
            (beforeLast, last) = (last, current)
        }
        return last[right.count]
    }
}
