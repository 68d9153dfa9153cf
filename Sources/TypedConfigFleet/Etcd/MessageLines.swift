/// Puts lines together from pieces of any size. The gateway ends each message with a newline, except
/// an error at the end of a stream.
struct MessageLines {
    private var rest: [UInt8] = []

    /// - Returns: the lines that this piece completes.
    mutating func add(_ piece: some Collection<UInt8>) -> [[UInt8]] {
        var lines: [[UInt8]] = []
        for part in piece.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
            if part.offset > 0 {
                if !rest.isEmpty { lines.append(rest) }
                rest = []
            }
            rest += part.element
        }
        return lines
    }

    /// The last line, if it has no newline.
    mutating func finish() -> [UInt8]? {
        defer { rest = [] }
        return rest.isEmpty ? nil : rest
    }
}
