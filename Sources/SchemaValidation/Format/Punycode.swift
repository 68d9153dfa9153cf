/// Punycode, RFC 3492: the part of an A-label after "xn--".
///
/// Labels are at most 63 octets, so the quadratic time of inserting does not matter.
enum Punycode {
    private static let base = 36
    private static let firstCode = 0x80
    private static let delimiter: UInt8 = 0x2D
    /// More than any number in a label: its length times the highest code point.
    private static let numberLimit: Int64 = 1 << 27
    /// The weight of a digit is at most 35 times the number formed by the digits before it.
    private static let weightLimit = numberLimit * 35

    /// The code points encoded by `text`, which is in lower case; nil if it is not Punycode.
    ///
    /// Only output of `encode` can be decoded, so a label need not be encoded again to check that
    /// it is in canonical form, as RFC 5891, section 5.4, requires.
    static func decode(_ text: [UInt8]) -> [Unicode.Scalar]? {
        var scalars: [Unicode.Scalar] = []
        var digits = text[...]
        if let end = text.lastIndex(of: delimiter), end > 0 {
            scalars = text[..<end].map { Unicode.Scalar($0) }
            digits = text[(end + 1)...]
        }
        var code = firstCode
        var position = 0
        var bias = Bias()
        while !digits.isEmpty {
            guard let delta = takeNumber(from: &digits, bias: bias) else { return nil }
            let count = scalars.count + 1
            bias.adapt(to: delta, codePoints: count)
            position += delta
            code += position / count
            position %= count
            guard code <= 0x10FFFF, let scalar = Unicode.Scalar(UInt32(code)) else { return nil }
            scalars.insert(scalar, at: position)
            position += 1
        }
        return scalars
    }

    /// Takes one number in digits of varying weight, lowest first; nil if it does not end.
    private static func takeNumber(from digits: inout ArraySlice<UInt8>, bias: Bias) -> Int? {
        var number: Int64 = 0
        var weight: Int64 = 1
        var k = base
        while let digit = digits.popFirst().flatMap(value(ofDigit:)) {
            number += Int64(digit) * weight
            let threshold = bias.threshold(k)
            guard number < numberLimit else { return nil }
            if digit < threshold { return Int(number) }
            weight *= Int64(base - threshold)
            guard weight < weightLimit else { return nil }
            k += base
        }
        return nil
    }

    /// The Punycode for `scalars`, which preserves lower case.
    static func encode(_ scalars: [Unicode.Scalar]) -> [UInt8] {
        var text = scalars.filter(\.isASCII).map { UInt8(truncatingIfNeeded: $0.value) }
        var done = text.count
        if done > 0 { text.append(delimiter) }
        var code = firstCode
        var delta = 0
        var bias = Bias()
        while done < scalars.count {
            let next = lowest(of: scalars, from: code)
            delta += (next - code) * (done + 1)
            code = next
            for scalar in scalars {
                if scalar.value < code { delta += 1 }
                guard scalar.value == code else { continue }
                appendNumber(delta, to: &text, bias: bias)
                done += 1
                bias.adapt(to: delta, codePoints: done)
                delta = 0
            }
            delta += 1
            code += 1
        }
        return text
    }

    private static func lowest(of scalars: [Unicode.Scalar], from code: Int) -> Int {
        var lowest = Int.max
        for scalar in scalars where scalar.value >= code { lowest = min(lowest, Int(scalar.value)) }
        return lowest
    }

    private static func appendNumber(_ number: Int, to text: inout [UInt8], bias: Bias) {
        var rest = number
        var k = base
        while true {
            let threshold = bias.threshold(k)
            if rest < threshold { break }
            text.append(digit(threshold + (rest - threshold) % (base - threshold)))
            rest = (rest - threshold) / (base - threshold)
            k += base
        }
        text.append(digit(rest))
    }

    /// "a" to "z" are 0 to 25, "0" to "9" are 26 to 35.
    private static func value(ofDigit byte: UInt8) -> Int? {
        switch byte {
        case 0x61...0x7A: Int(byte) - 0x61
        case 0x30...0x39: Int(byte) - 0x30 + 26
        default: nil
        }
    }

    private static func digit(_ value: Int) -> UInt8 {
        UInt8(truncatingIfNeeded: value < 26 ? value + 0x61 : value - 26 + 0x30)
    }

    /// The bias, which estimates the length of the next number: RFC 3492, section 3.4.
    private struct Bias {
        private var value = 72
        private var isFirst = true

        func threshold(_ k: Int) -> Int {
            min(max(k - value, 1), 26)
        }

        mutating func adapt(to delta: Int, codePoints: Int) {
            var delta = isFirst ? delta / 700 : delta / 2
            isFirst = false
            delta += delta / codePoints
            var k = 0
            while delta > (base - 1) * 26 / 2 {
                delta /= base - 1
                k += base
            }
            value = k + base * delta / (delta + 38)
        }
    }
}
