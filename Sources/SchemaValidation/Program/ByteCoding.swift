/// Encodes numbers in as few bytes as possible (LEB128).
struct ByteWriter {
    private(set) var bytes: [UInt8] = []

    mutating func put(_ number: UInt64) {
        var rest = number
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    /// An index, or `UInt32.max` for none, which is the most common and therefore the shortest.
    mutating func put(index: UInt32) { put(UInt64(index &+ 1)) }

    mutating func put(_ text: String) {
        put(UInt64(text.utf8.count))
        bytes += Array(text.utf8)
    }

    mutating func put<Element>(_ list: [Element], _ write: (inout ByteWriter, Element) -> Void) {
        put(UInt64(list.count))
        for element in list { write(&self, element) }
    }
}

/// Decodes the output of `ByteWriter`. Past the end it returns zeros and is no longer sound.
struct ByteReader {
    private let bytes: [UInt8]
    private var position = 0
    private(set) var isSound = true

    init(bytes: [UInt8]) { self.bytes = bytes }

    mutating func fail() { isSound = false }

    mutating func number() -> UInt64 {
        var result: UInt64 = 0
        var shift: UInt64 = 0
        while position < bytes.count, shift < 64 {
            let byte = bytes[position]
            position += 1
            result |= UInt64(byte & 0x7F) << shift
            if byte & 0x80 == 0 { return result }
            shift += 7
        }
        fail()
        return 0
    }

    mutating func index() -> UInt32 {
        guard let index = UInt32(exactly: number()) else {
            fail()
            return 0
        }
        return index &- 1
    }

    mutating func byte() -> UInt8 {
        guard let byte = UInt8(exactly: number()) else {
            fail()
            return 0
        }
        return byte
    }

    mutating func kinds() -> KindSet { KindSet(rawValue: UInt16(truncatingIfNeeded: number())) }

    mutating func text() -> String {
        let count = number()
        guard count <= UInt64(bytes.count - position) else {
            fail()
            return ""
        }
        defer { position += Int(count) }
        return String(decoding: bytes[position..<position + Int(count)], as: UTF8.self)
    }

    mutating func list<Element>(_ read: (inout ByteReader) -> Element) -> [Element] {
        let count = number()
        // Every element takes at least one byte.
        guard count <= UInt64(bytes.count - position) else {
            fail()
            return []
        }
        var list: [Element] = []
        list.reserveCapacity(Int(count))
        for _ in 0..<count where isSound { list.append(read(&self)) }
        return list
    }
}

/// base64 with the URL alphabet, without padding (RFC 4648, section 5).
enum Base64 {
    private static let alphabet = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8
    )

    static func encode(_ bytes: [UInt8]) -> String {
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count * 4 / 3 + 4)
        var bits: UInt32 = 0
        var count: UInt32 = 0
        for byte in bytes {
            bits = bits << 8 | UInt32(byte)
            count += 8
            while count >= 6 {
                count -= 6
                output.append(alphabet[Int(bits >> count & 63)])
            }
        }
        if count > 0 { output.append(alphabet[Int(bits << (6 - count) & 63)]) }
        return String(decoding: output, as: UTF8.self)
    }

    static func decode(_ text: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
        var output: [UInt8] = []
        output.reserveCapacity(text.count * 3 / 4)
        var bits: UInt32 = 0
        var count: UInt32 = 0
        for byte in text {
            let value: UInt8
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): value = byte - UInt8(ascii: "A")
            case UInt8(ascii: "a")...UInt8(ascii: "z"): value = byte - UInt8(ascii: "a") + 26
            case UInt8(ascii: "0")...UInt8(ascii: "9"): value = byte - UInt8(ascii: "0") + 52
            case UInt8(ascii: "-"): value = 62
            case UInt8(ascii: "_"): value = 63
            default: return nil
            }
            bits = bits << 6 | UInt32(value)
            count += 6
            if count >= 8 {
                count -= 8
                output.append(UInt8(truncatingIfNeeded: bits >> count))
            }
        }
        return output
    }
}
