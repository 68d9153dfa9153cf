/// Passes other characters to libyaml in place of NEL, LS and PS: libyaml breaks lines at them, as
/// in YAML 1.1, but in YAML 1.2 (section 5.4) they are content.
///
/// Each stand-in is as long as the original, so that all offsets are preserved; and it occurs in
/// the text neither literally nor as an escape, so that restoring the original is exact.
struct YAMLStandIns {
    /// The characters at which libyaml breaks lines, besides CR and LF.
    private static let breaks: [[UInt8]] = [
        [0xC2, 0x85], [0xE2, 0x80, 0xA8], [0xE2, 0x80, 0xA9],
    ]

    /// The stand-in for each of `breaks`.
    private let standIns: [[UInt8]]

    /// Nil if the text, which is valid UTF-8, uses all candidates.
    init?(_ text: UnsafeBufferPointer<UInt8>) {
        let used = Self.characters(in: text)
        // Letters, which need no escape, and private-use characters.
        let short = (0x100...0x7FF).first { !used[$0] }
        let long = (0xE000...0xF8FF).lazy.filter { !used[$0] }.prefix(2)
        guard let short, long.count == 2 else { return nil }
        standIns = ([short] + long).map { value in
            Unicode.Scalar(UInt32(value)).map { Array("\($0)".utf8) } ?? []
        }
    }

    /// Replaces the line breaks of YAML 1.1 in a text for libyaml.
    func lend(to text: UnsafeMutableBufferPointer<UInt8>) {
        Self.replace(Self.breaks, by: standIns, in: text)
    }

    /// Restores them in text that libyaml returns.
    func takeBack(from text: UnsafeMutableBufferPointer<UInt8>) {
        Self.replace(standIns, by: Self.breaks, in: text)
    }

    private static func replace(
        _ olds: [[UInt8]],
        by news: [[UInt8]],
        in text: UnsafeMutableBufferPointer<UInt8>
    ) {
        for index in 0..<text.count where text[index] >= 0x80 {
            for (old, new) in zip(olds, news)
            where text[index] == old[0] && text[index...].starts(with: old) {
                for (offset, byte) in new.enumerated() { text[index + offset] = byte }
            }
        }
    }

    /// The characters up to U+FFFF in a text, literal or as an escape.
    private static func characters(in text: UnsafeBufferPointer<UInt8>) -> [Bool] {
        var used = [Bool](repeating: false, count: 0x1_0000)
        func byte(_ index: Int) -> Int { index < text.count ? Int(text[index]) : 0 }
        for index in 0..<text.count {
            switch text[index] {
            case 0xC0...0xDF: used[(byte(index) & 0x1F) << 6 | byte(index + 1) & 0x3F] = true
            case 0xE0...0xEF:
                let high = (byte(index) & 0x0F) << 12 | (byte(index + 1) & 0x3F) << 6
                used[high | byte(index + 2) & 0x3F] = true
            case UInt8(ascii: "u"), UInt8(ascii: "U"):
                guard index > 0, text[index - 1] == UInt8(ascii: "\\") else { continue }
                let count = text[index] == UInt8(ascii: "u") ? 4 : 8
                let digits = text[(index + 1)...].prefix(count)
                let value = Int(String(decoding: digits, as: UTF8.self), radix: 16) ?? 0
                if used.indices.contains(value) { used[value] = true }
            default: continue
            }
        }
        return used
    }
}
