/// Numbers in base-32 digits, lowest first, written with 64 letters.
struct PackedNumbers: IteratorProtocol {
    private var letters: String.UTF8View.Iterator

    init(_ text: String) {
        letters = text.utf8.makeIterator()
    }

    mutating func next() -> Int? {
        var number = 0
        var shift = 0
        while let letter = letters.next(), shift < 32 {
            let digit = Self.value(of: letter)
            number |= (digit & 31) << shift
            if digit < 32 { return number }
            shift += 5
        }
        return nil
    }

    private static func value(of letter: UInt8) -> Int {
        switch letter {
        case 0x41...0x5A: Int(letter) - 0x41
        case 0x61...0x7A: Int(letter) - 0x61 + 26
        case 0x30...0x39: Int(letter) - 0x30 + 52
        case 0x2D: 62
        default: 63
        }
    }
}
