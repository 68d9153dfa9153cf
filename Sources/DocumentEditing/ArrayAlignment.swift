package import ConfigDocument

/// An alignment of two arrays: which elements stay, change in place, are removed or are inserted,
/// so that as many as possible keep their lines.
package struct ArrayAlignment {
    /// For each old element, the index of the new one that replaces it; nil if it is removed.
    package private(set) var partners: [Int?]
    /// The new elements to insert after each old one; the first entry is for the start of the
    /// array.
    private(set) var insertions: [[Int]]

    /// Elements of arrays that need more comparisons than this are paired by position.
    private static let comparisonLimit = 40_000

    package init(old: [DocumentValue], new: [DocumentValue]) {
        partners = Array(repeating: nil, count: old.count)
        insertions = Array(repeating: [], count: old.count + 1)
        var prefix = 0
        while prefix < min(old.count, new.count), old[prefix] == new[prefix] {
            partners[prefix] = prefix
            prefix += 1
        }
        var suffix = 0
        while suffix < min(old.count, new.count) - prefix,
            old[old.count - 1 - suffix] == new[new.count - 1 - suffix]
        {
            partners[old.count - 1 - suffix] = new.count - 1 - suffix
            suffix += 1
        }
        let oldMiddle = prefix..<old.count - suffix
        let newMiddle = prefix..<new.count - suffix
        if oldMiddle.count * newMiddle.count > Self.comparisonLimit {
            pair(oldMiddle, newMiddle)
        } else {
            align(old, oldMiddle, new, newMiddle)
        }
    }

    /// Pairs elements in order; remaining ones at the end are removed or inserted.
    private mutating func pair(_ old: Range<Int>, _ new: Range<Int>) {
        let count = min(old.count, new.count)
        for offset in 0..<count { partners[old.lowerBound + offset] = new.lowerBound + offset }
        insertions[old.lowerBound + count] += Array(new.dropFirst(count))
    }

    /// Keeps a longest common subsequence, and pairs the elements in between.
    private mutating func align(
        _ old: [DocumentValue],
        _ oldRange: Range<Int>,
        _ new: [DocumentValue],
        _ newRange: Range<Int>
    ) {
        var lengths = Array(
            repeating: Array(repeating: 0, count: newRange.count + 1),
            count: oldRange.count + 1
        )
        var isEqual = Array(
            repeating: Array(repeating: false, count: newRange.count),
            count: oldRange.count
        )
        for row in (0..<oldRange.count).reversed() {
            for column in (0..<newRange.count).reversed() {
                isEqual[row][column] =
                    old[oldRange.lowerBound + row] == new[newRange.lowerBound + column]
                lengths[row][column] =
                    isEqual[row][column]
                    ? lengths[row + 1][column + 1] + 1
                    : max(lengths[row + 1][column], lengths[row][column + 1])
            }
        }
        var (row, column) = (0, 0)
        var (oldGap, newGap) = (oldRange.lowerBound, newRange.lowerBound)
        while row < oldRange.count, column < newRange.count {
            if isEqual[row][column] {
                pair(oldGap..<oldRange.lowerBound + row, newGap..<newRange.lowerBound + column)
                partners[oldRange.lowerBound + row] = newRange.lowerBound + column
                row += 1
                column += 1
                (oldGap, newGap) = (oldRange.lowerBound + row, newRange.lowerBound + column)
            } else if lengths[row + 1][column] >= lengths[row][column + 1] {
                row += 1
            } else {
                column += 1
            }
        }
        pair(oldGap..<oldRange.upperBound, newGap..<newRange.upperBound)
    }
}
