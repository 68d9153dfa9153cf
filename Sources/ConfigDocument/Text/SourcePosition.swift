/// A position in a source text.
public struct SourcePosition: Sendable, Hashable {
    /// The number of bytes before it.
    public var offset: Int
    /// The line, from 1. Lines end in LF, CR LF or CR.
    public var line: Int
    /// The column, from 1, in code points.
    public var column: Int

    package init(offset: Int, line: Int, column: Int) {
        self.offset = offset
        self.line = line
        self.column = column
    }

    /// Counts lines up to the offset, for the single error of a text that could not be read.
    package init(offset: Int, in source: UnsafeRawBufferPointer) {
        let end = min(max(offset, 0), source.count)
        var line = 1
        var lineStart = source.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        for index in 0..<end {
            let byte = source[index]
            let endsLine =
                byte == 0x0A
                || (byte == 0x0D && (index + 1 == source.count || source[index + 1] != 0x0A))
            if endsLine {
                line += 1
                lineStart = index + 1
            }
        }
        lineStart = min(lineStart, end)
        self.offset = end
        self.line = line
        column =
            UTF8Check.scalarCount(UnsafeRawBufferPointer(rebasing: source[lineStart..<end])) + 1
    }
}
