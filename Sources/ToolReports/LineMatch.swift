/// Matches the lines of two texts: common lines at both ends, lines that occur once in both and in
/// the same order, and between these the result of a search for the smallest change. If that search
/// would take too long, because its time is quadratic in the number of differing lines, the lines
/// count as replaced.
package struct LineMatch {
    private let old: [Substring]
    private let new: [Substring]
    package private(set) var removed: Set<Int> = []
    package private(set) var inserted: Set<Int> = []
    private static let longestSearch = 1_000

    package init(_ old: [Substring], _ new: [Substring]) {
        (self.old, self.new) = (old, new)
    }

    package mutating func match() {
        let (old, new) = trimmed(0..<old.count, 0..<new.count)
        var (i, j) = (old.lowerBound, new.lowerBound)
        for anchor in anchors(old, new) + [(old.upperBound, new.upperBound)] {
            search(i..<anchor.old, j..<anchor.new)
            (i, j) = (anchor.old + 1, anchor.new + 1)
        }
    }

    private func trimmed(_ old: Range<Int>, _ new: Range<Int>) -> (Range<Int>, Range<Int>) {
        let start = zip(old, new).prefix { self.old[$0] == self.new[$1] }.count
        let (old, new) = (old.dropFirst(start), new.dropFirst(start))
        let end = zip(old.reversed(), new.reversed()).prefix { self.old[$0] == self.new[$1] }.count
        return (old.dropLast(end), new.dropLast(end))
    }

    /// The longest sequence of lines that occur once in each text and in the same order.
    private func anchors(_ old: Range<Int>, _ new: Range<Int>) -> [(old: Int, new: Int)] {
        let (once, others) = (Self.once(self.old, old), Self.once(self.new, new))
        let pairs = once.compactMap { line, i in others[line].map { (old: i, new: $0) } }
            .sorted { $0.old < $1.old }
        // The last pair of the best sequence of each length, and the predecessor of each pair.
        var ends: [Int] = []
        var before = [Int?](repeating: nil, count: pairs.count)
        for (number, pair) in pairs.enumerated() {
            var (low, high) = (0, ends.count)
            while low < high {
                let middle = (low + high) / 2
                if pairs[ends[middle]].new < pair.new { low = middle + 1 } else { high = middle }
            }
            before[number] = low > 0 ? ends[low - 1] : nil
            if low == ends.count { ends.append(number) } else { ends[low] = number }
        }
        var row: [(old: Int, new: Int)] = []
        var next = ends.last
        while let number = next {
            row.append(pairs[number])
            next = before[number]
        }
        return row.reversed()
    }

    private static func once(_ lines: [Substring], _ range: Range<Int>) -> [Substring: Int] {
        var places: [Substring: Int] = [:]
        var repeated: Set<Substring> = []
        for index in range where places.updateValue(index, forKey: lines[index]) != nil {
            repeated.insert(lines[index])
        }
        return places.filter { !repeated.contains($0.key) }
    }

    private mutating func search(_ old: Range<Int>, _ new: Range<Int>) {
        guard !old.isEmpty, !new.isEmpty, old.count + new.count <= Self.longestSearch else {
            removed.formUnion(old)
            inserted.formUnion(new)
            return
        }
        for change in self.new[new].difference(from: self.old[old]) {
            switch change {
            case .remove(let offset, _, _): removed.insert(old.lowerBound + offset)
            case .insert(let offset, _, _): inserted.insert(new.lowerBound + offset)
            }
        }
    }
}
