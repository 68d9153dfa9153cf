/// The members or elements of a value that were evaluated: a stack of bit sets, one for each schema
/// with `unevaluated…` and each branch entered.
struct EvaluationStack {
    private var words: [UInt64] = []
    /// Start of each record in `words`.
    private var starts: [Int] = []

    /// Opens an empty record for `count` members, and returns its start.
    mutating func push(count: Int) -> Int {
        starts.append(words.count)
        words.append(contentsOf: repeatElement(0, count: (count + 63) / 64))
        return starts[starts.count - 1]
    }

    /// Opens an empty record for the same value as another record.
    mutating func push(like record: Int) -> Int {
        let width = width(of: record)
        starts.append(words.count)
        words.append(contentsOf: repeatElement(0, count: width))
        return starts[starts.count - 1]
    }

    /// Closes the innermost record, and adds its marks to another one if there is one.
    mutating func pop(into record: Int?) {
        guard let start = starts.popLast() else { return }
        if let record {
            for index in start..<words.count { words[record + index - start] |= words[index] }
        }
        words.removeLast(words.count - start)
    }

    /// The width of a record in words.
    private func width(of record: Int) -> Int {
        let position = starts.lastIndex(of: record) ?? starts.count - 1
        return (position + 1 < starts.count ? starts[position + 1] : words.count) - record
    }

    /// The marks of the innermost record.
    var innermost: [UInt64] { starts.last.map { Array(words[$0...]) } ?? [] }

    /// Adds marks for the same value to a record.
    mutating func add(_ marks: [UInt64], to record: Int) {
        for index in marks.indices { words[record + index] |= marks[index] }
    }

    mutating func mark(_ ordinal: Int, in record: Int) {
        words[record + ordinal / 64] |= 1 << UInt64(ordinal % 64)
    }

    func isMarked(_ ordinal: Int, in record: Int) -> Bool {
        words[record + ordinal / 64] & (1 << UInt64(ordinal % 64)) != 0
    }
}
