/// The starts of the lines of a text. Finding a position takes one search, however many positions
/// are requested and however long a line is.
struct LineTable: Sendable {
    private let lineStarts: [Int]
    /// The number of code points before each stretch of `stretch` bytes.
    private let counts: [Int]

    private static let stretch = 1_024

    init(_ source: UnsafeRawBufferPointer) {
        var lineStarts = [source.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0]
        for index in 0..<source.count where source[index] == 0x0A || source[index] == 0x0D {
            if source[index] == 0x0D, index + 1 < source.count, source[index + 1] == 0x0A {
                continue
            }
            lineStarts.append(index + 1)
        }
        self.lineStarts = lineStarts
        var counts: [Int] = []
        var count = 0
        for start in stride(from: 0, to: source.count, by: Self.stretch) {
            counts.append(count)
            let end = min(start + Self.stretch, source.count)
            count += UTF8Check.scalarCount(UnsafeRawBufferPointer(rebasing: source[start..<end]))
        }
        self.counts = counts
    }

    /// - Parameter source: the text that the table was created from.
    func position(at offset: Int, in source: UnsafeRawBufferPointer) -> SourcePosition {
        let offset = min(max(offset, 0), source.count)
        var low = 0
        var high = lineStarts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if lineStarts[middle] <= offset { low = middle } else { high = middle }
        }
        let column =
            scalars(before: offset, in: source)
            - scalars(before: min(lineStarts[low], offset), in: source) + 1
        return SourcePosition(offset: offset, line: low + 1, column: column)
    }

    private func scalars(before offset: Int, in source: UnsafeRawBufferPointer) -> Int {
        guard !counts.isEmpty else { return 0 }
        let number = min(offset / Self.stretch, counts.count - 1)
        let rest = source[number * Self.stretch..<offset]
        return counts[number] + UTF8Check.scalarCount(UnsafeRawBufferPointer(rebasing: rest))
    }
}
