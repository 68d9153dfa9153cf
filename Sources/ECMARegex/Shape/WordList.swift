/// Compares the whole text with a few words.
final class WordList: Sendable {
    /// The words, sorted by length and concatenated.
    private let bytes: [UInt8]
    /// The start of each length's words in `bytes`; one entry more than there are lengths.
    private let starts: [UInt32]

    /// Nil if the words are too long or too many for a table by length.
    init?(_ words: [[UInt8]]) {
        guard words.count <= 64, let longest = words.map(\.count).max(), longest < 256 else {
            return nil
        }
        var bytes: [UInt8] = []
        var starts: [UInt32] = []
        for length in 0...longest {
            starts.append(UInt32(bytes.count))
            let ofLength = Set(words.filter { $0.count == length })
            guard length > 0 else {
                // The empty word has no bytes; an unused byte marks its presence.
                if !ofLength.isEmpty { bytes.append(0) }
                continue
            }
            for word in ofLength.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
                bytes.append(contentsOf: word)
            }
        }
        starts.append(UInt32(bytes.count))
        self.bytes = bytes
        self.starts = starts
    }

    func matches(_ text: UnsafeRawBufferPointer) -> Bool {
        let length = text.count
        guard length + 1 < starts.count else { return false }
        var start = Int(starts[length])
        let end = Int(starts[length + 1])
        if length == 0 { return start != end }
        return bytes.withUnsafeBytes { bytes in
            while start < end {
                let word = UnsafeRawBufferPointer(rebasing: bytes[start..<start + length])
                if text.equals(word, at: 0) { return true }
                start += length
            }
            return false
        }
    }
}
