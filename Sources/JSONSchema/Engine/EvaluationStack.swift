/// Which members or elements of a value were evaluated: bit sets, one above the other, as schemas
/// with `unevaluated…` and their branches are entered.
struct EvaluationStack {
    private var words: [UInt64] = []
    /// Start of each record in `words`.
    private var starts: [Int] = []

    /// Opens an empty record for that many members, and returns its place.
    mutating func push(count: Int) -> Int {
        starts.append(words.count)
        words.append(contentsOf: repeatElement(0, count: (count + 63) / 64))
        return starts[starts.count - 1]
    }

    /// Opens an empty record for the same value as another.
    mutating func push(like record: Int) -> Int {
        let position = starts.lastIndex(of: record) ?? starts.count - 1
        let end = position + 1 < starts.count ? starts[position + 1] : words.count
        starts.append(words.count)
        words.append(contentsOf: repeatElement(0, count: end - record))
        return starts[starts.count - 1]
    }

    /// Closes the innermost record, and adds its marks to another one.
    mutating func pop(into record: Int?) {
        guard let start = starts.popLast() else { return }
        if let record {
            for index in start..<words.count { words[record + index - start] |= words[index] }
        }
        words.removeLast(words.count - start)
    }

    mutating func mark(_ ordinal: Int, in record: Int) {
        words[record + ordinal / 64] |= 1 << UInt64(ordinal % 64)
    }

    func isMarked(_ ordinal: Int, in record: Int) -> Bool {
        words[record + ordinal / 64] & (1 << UInt64(ordinal % 64)) != 0
    }
}
