/// A table of the next state for every state and class of code points.
///
/// A state is the index of its row in the table, so a step is one addition and one load. The table
/// includes the search for the start of a match, and a verdict ends the run at once. Text is read
/// byte by byte; code points from 128 on are decoded only if the pattern distinguishes them.
final class DFA: Sendable {
    /// The rows before the first real state; a step to one of them ends the fast loop.
    enum SpecialRow {
        static let dead: UInt32 = 0
        static let accept: UInt32 = 1
        /// The next byte begins a code point that must be decoded.
        static let wide: UInt32 = 2
        static let count: UInt32 = 3
    }

    private let cells: [UInt32]
    /// The column of each byte. If code points are not decoded, continuation bytes get a column
    /// that changes nothing.
    private let columns: [UInt16]
    private let wide: WideClasses
    private let initial: UInt32
    private let endColumn: UInt32
    private let lastSpecial: UInt32
    let stateCount: Int

    /// - Parameters:
    ///   - cells: Rows of `alphabet.classCount` columns, one for continuation or wide bytes and one
    ///     for the end of the text; entries are row starts.
    init(cells: [UInt32], initial: UInt32, alphabet: Alphabet) {
        let stride = UInt32(alphabet.classCount + 2)
        self.cells = cells
        self.initial = initial
        wide = alphabet.wide
        endColumn = stride - 1
        lastSpecial = (SpecialRow.count - 1) * stride
        stateCount = cells.count / Int(stride) - Int(SpecialRow.count)
        let other = UInt16(alphabet.classCount)
        columns =
            alphabet.ascii + [UInt16](repeating: other, count: 64)
            + [UInt16](repeating: alphabet.wide.uniform ?? other, count: 64)
    }

    func matches(_ text: UnsafeRawBufferPointer) -> Bool {
        columns.withUnsafeBufferPointer { columns in
            cells.withUnsafeBufferPointer { cells in
                var state = initial
                var index = 0
                let count = text.count
                while index < count {
                    let next = cells[Int(state &+ UInt32(columns[Int(text[index])]))]
                    if next > lastSpecial {
                        index &+= 1
                        if next != state {
                            state = next
                            continue
                        }
                        // While the state stays the same, steps do not depend on each other.
                        while index < count,
                            cells[Int(state &+ UInt32(columns[Int(text[index])]))] == state
                        {
                            index &+= 1
                        }
                        continue
                    }
                    guard next == lastSpecial else { return next != SpecialRow.dead }
                    let (scalar, length) = text.scalar(at: index)
                    state = cells[Int(state &+ UInt32(wide.classOf(scalar)))]
                    if state < lastSpecial { return state != SpecialRow.dead }
                    index &+= length
                }
                return cells[Int(state &+ endColumn)] != SpecialRow.dead
            }
        }
    }
}
