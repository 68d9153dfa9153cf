/// Runs of sets one after the other from the start of the text, where none ever has to be given
/// back: `^[a-z]\w*$`, `^\d+\.\d+$`, `^.*\.md$`.
final class ClassRuns: Sendable {
    private struct Step {
        /// The bit of the run's set in `memberBits`.
        let bit: UInt8
        let set: Int
        let minimum: Int
        let maximum: Int
    }

    /// Taken from the start, each as far as it goes.
    private let head: [Step]
    /// What is between head and tail, where there is a tail.
    private let middle: Step?
    /// Taken from the end, last first; all of fixed length.
    private let tail: [Step]
    private let endsThere: Bool
    private let sets: [ScalarSet]
    /// For each byte a bit for each set that has it, or that has every code point it can begin.
    /// Continuation bytes have all bits, since they come behind a byte that was taken.
    private let memberBits: [UInt8]

    /// Nil where a run may have to be given back, or there are too many.
    init?(_ allRuns: [ClassRun], endsThere: Bool) {
        var runs = allRuns
        if !endsThere, let last = runs.last {
            // The rest of the text is free, so more than is required need not be taken.
            runs[runs.count - 1].maximum = last.minimum
            if last.minimum == 0 { runs.removeLast() }
        }
        guard runs.count <= 12, runs.allSatisfy({ !$0.set.isEmpty }) else { return nil }
        var split = runs.count
        if !Self.neverGivesBack(runs) {
            guard endsThere, let variable = runs.firstIndex(where: { !$0.isFixed }),
                runs[(variable + 1)...].allSatisfy(\.isFixed)
            else { return nil }
            split = variable
        }
        var sets: [ScalarSet] = []
        var steps: [Step] = []
        for run in runs {
            let index = sets.firstIndex(of: run.set) ?? sets.count
            if index == sets.count { sets.append(run.set) }
            guard index < 8 else { return nil }
            steps.append(
                Step(bit: 1 << index, set: index, minimum: run.minimum, maximum: run.maximum)
            )
        }
        head = Array(steps[..<split])
        middle = split < steps.count ? steps[split] : nil
        tail = steps.dropFirst(split + 1).reversed()
        self.endsThere = endsThere
        self.sets = sets
        memberBits = Self.memberBits(of: sets)
    }

    /// True when a run that could be shorter is never followed by something it could leave.
    private static func neverGivesBack(_ runs: [ClassRun]) -> Bool {
        for (index, run) in runs.enumerated() where !run.isFixed {
            for next in runs[(index + 1)...] {
                guard run.set.isDisjoint(with: next.set) else { return false }
                if next.minimum > 0 { break }
            }
        }
        return true
    }

    private static func memberBits(of sets: [ScalarSet]) -> [UInt8] {
        var bits = [UInt8](repeating: 0, count: 256)
        for byte in 0x80..<0xC0 { bits[byte] = 0xFF }
        for (index, set) in sets.enumerated() {
            let bit = UInt8(1) << index
            for span in set.spans {
                if span.low < 0x80 {
                    for byte in span.low...min(span.high, 0x7F) { bits[Int(byte)] |= bit }
                }
                for lead in UInt32(0xC2)...0xF4 {
                    let (low, high) = begun(by: lead)
                    if span.low <= low, high <= span.high { bits[Int(lead)] |= bit }
                }
            }
        }
        return bits
    }

    /// The first and the last code point whose UTF-8 begins with the byte.
    private static func begun(by lead: UInt32) -> (UInt32, UInt32) {
        switch lead {
        case 0xF0...: (max(0x10000, (lead & 7) << 18), min(0x10FFFF, (lead & 7) << 18 | 0x3FFFF))
        case 0xE0...: (max(0x800, (lead & 15) << 12), (lead & 15) << 12 | 0xFFF)
        default: ((lead & 31) << 6, (lead & 31) << 6 | 0x3F)
        }
    }

    func matches(_ text: UnsafeRawBufferPointer) -> Bool {
        memberBits.withUnsafeBufferPointer { memberBits in
            var start = 0
            for step in head {
                guard let next = take(step, from: start, to: text.count, text, memberBits) else {
                    return false
                }
                start = next
            }
            guard let middle else { return !endsThere || start == text.count }
            var end = text.count
            for step in tail {
                guard takeBackwards(step, from: start, to: &end, text) else { return false }
            }
            return take(middle, from: start, to: end, text, memberBits) == end
        }
    }

    /// Takes as much as the run allows, and gives its end; nil if that is not enough.
    @inline(__always)
    private func take(
        _ step: Step,
        from start: Int,
        to end: Int,
        _ text: UnsafeRawBufferPointer,
        _ memberBits: UnsafeBufferPointer<UInt8>
    ) -> Int? {
        var index = start
        if step.minimum <= 1, step.maximum == .max {
            while true {
                while index < end, memberBits[Int(text[index])] & step.bit != 0 { index &+= 1 }
                guard index < end, text[index] >= 0x80 else { break }
                let (scalar, length) = text.scalar(at: index)
                guard sets[step.set].contains(scalar) else { break }
                index = min(end, index &+ length)
            }
            return index == start && step.minimum == 1 ? nil : index
        }
        var count = 0
        while count < step.maximum, index < end {
            let byte = text[index]
            if byte < 0x80 {
                guard memberBits[Int(byte)] & step.bit != 0 else { break }
                index &+= 1
            } else {
                let (scalar, length) = text.scalar(at: index)
                guard sets[step.set].contains(scalar) else { break }
                index = min(end, index &+ length)
            }
            count &+= 1
        }
        return count < step.minimum ? nil : index
    }

    private func takeBackwards(
        _ step: Step,
        from start: Int,
        to end: inout Int,
        _ text: UnsafeRawBufferPointer
    ) -> Bool {
        for _ in 0..<step.minimum {
            guard end > start else { return false }
            let (scalar, length) = text.scalar(before: end)
            guard sets[step.set].contains(scalar) else { return false }
            end -= length
        }
        return end >= start
    }
}
