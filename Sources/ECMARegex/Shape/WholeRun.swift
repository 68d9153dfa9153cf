/// Checks that the whole text consists of a bounded number of members of one set: `^[\w.-]{1,64}$`.
///
/// A DFA would need a state for each count.
final class WholeRun: Sendable {
    private let length: LengthCheck
    private let set: ScalarSet
    /// For each byte, whether the set contains it or every code point that it can begin.
    /// Continuation bytes pass, since their lead byte was checked.
    private let isMember: [Bool]

    /// Nil if the set has so many spans that looking up a code point costs more than a DFA.
    init?(_ run: ClassRun) {
        guard run.set.spans.count(where: { $0.high >= 0x80 }) <= 8, !run.set.isEmpty else {
            return nil
        }
        length = LengthCheck(minimum: run.minimum, maximum: run.maximum)
        set = run.set
        var isMember = [Bool](repeating: false, count: 256)
        for byte in 0x80..<0xC0 { isMember[byte] = true }
        for span in set.spans {
            if span.low < 0x80 {
                for byte in span.low...min(span.high, 0x7F) { isMember[Int(byte)] = true }
            }
            for lead in UInt32(0xC2)...0xF4 {
                let (low, high) = Self.begun(by: lead)
                if span.low <= low, high <= span.high { isMember[Int(lead)] = true }
            }
        }
        self.isMember = isMember
    }

    /// The first and last code point whose UTF-8 begins with the byte.
    private static func begun(by lead: UInt32) -> (UInt32, UInt32) {
        switch lead {
        case 0xF0...: (max(0x10000, (lead & 7) << 18), min(0x10FFFF, (lead & 7) << 18 | 0x3FFFF))
        case 0xE0...: (max(0x800, (lead & 15) << 12), (lead & 15) << 12 | 0xFFF)
        default: ((lead & 31) << 6, (lead & 31) << 6 | 0x3F)
        }
    }

    func matches(_ text: UnsafeRawBufferPointer) -> Bool {
        guard length.isPossible(for: text) else { return false }
        let areMembers = isMember.withUnsafeBufferPointer { isMember in
            var index = 0
            while true {
                while index < text.count, isMember[Int(text[index])] { index &+= 1 }
                guard index < text.count else { return true }
                let (scalar, length) = text.scalar(at: index)
                guard scalar >= 0x80, set.contains(scalar) else { return false }
                index &+= length
            }
        }
        return areMembers && length.matches(text)
    }
}
