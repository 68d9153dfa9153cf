internal import CLibYAML

/// One scalar of the source, to be converted to a tape entry.
struct YAMLScalar {
    /// The byte range in the source, including quotes but not anchor and tag.
    private(set) var start: Int
    private(set) var end: Int
    let scalar: YAMLEvents.Scalar
    private let source: UnsafePointer<UInt8>
    private(set) var hasNonSpecificTag = false

    init(_ scalar: YAMLEvents.Scalar, start: Int, end: Int, source: UnsafePointer<UInt8>) {
        self.scalar = scalar
        self.start = start
        self.end = end
        self.source = source
    }

    var style: YAMLNode.Style { scalar.isPlain ? .plain : scalar.isBlock ? .literal : .quoted }
    var isTagged: Bool { scalar.tag != nil || hasNonSpecificTag }

    /// True if this is a merge key, which denotes members of another mapping.
    var isMergeKey: Bool {
        guard scalar.text.count == 2, scalar.text[0] == UInt8(ascii: "<"),
            scalar.text[1] == UInt8(ascii: "<")
        else { return false }
        if scalar.tag == nil { return scalar.isPlain && !hasNonSpecificTag }
        if case .merge = YAMLTag(scalar.tag) { return true }
        return false
    }

    // MARK: Place

    /// Moves the start past the anchor and tag, with which libyaml's event begins.
    mutating func skipProperties() {
        if scalar.isPlain, scalar.text.isEmpty {
            hasNonSpecificTag = scalar.tag.map { $0[0] == UInt8(ascii: "!") && $0[1] == 0 } ?? false
            start = end
            return
        }
        var index = start
        while index < end {
            switch source[index] {
            case UInt8(ascii: "&"):
                index += 1
                while index < end, Self.isAnchorByte(source[index]) { index += 1 }
            case UInt8(ascii: "!"):
                let tag = index
                while index < end, source[index] > 0x20 { index += 1 }
                if index == tag + 1 { hasNonSpecificTag = true }
            case UInt8(ascii: "#"):
                while index < end, source[index] != 0x0A, source[index] != 0x0D { index += 1 }
            case 0x20, 0x09, 0x0A, 0x0D: index += 1
            default:
                start = index
                return
            }
        }
        start = end
    }

    private static func isAnchorByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
        default: false
        }
    }

    /// For libyaml, a block scalar ends after the blank lines that follow it. Here it ends with its
    /// last line, unless `+` in its header makes those lines part of it.
    mutating func trimBlockEnd() {
        var header = start
        while header < end, source[header] > 0x20 {
            if source[header] == UInt8(ascii: "+") {
                if end > start, source[end - 1] == 0x0A { end -= 1 }
                if end > start, source[end - 1] == 0x0D { end -= 1 }
                return
            }
            header += 1
        }
        var index = end
        while index > start {
            switch source[index - 1] {
            case 0x0A, 0x0D: end = index - 1
            case 0x20, 0x09: break
            default: return
            }
            index -= 1
        }
    }

    /// Refuses scalars that libyaml accepts although YAML forbids them.
    @inline(__always)
    func checkSurroundings() throws(ReadingFault) {
        switch style {
        case .plain:
            if scalar.text.count == 1, scalar.text[0] == UInt8(ascii: "-") {
                throw ReadingFault(
                    .syntax,
                    at: start,
                    "a '-' alone is not a value; put it in quotes"
                )
            }
        case .quoted:
            if source[end] == UInt8(ascii: "#") { throw Self.tightComment(at: end) }
        default:
            var header = start
            while header < end, source[header] > 0x20 {
                if source[header] == UInt8(ascii: "#") { throw Self.tightComment(at: header) }
                header += 1
            }
        }
    }

    static func tightComment(at offset: Int) -> ReadingFault {
        ReadingFault(.syntax, at: offset, "a comment needs a space before its '#'")
    }

    // MARK: Entries

    /// The location of the text: in the source, if it is there literally, or among the decoded
    /// strings.
    private struct Text {
        var offset: Int
        var flags: UInt64
    }

    private var quoteLength: Int { style == .quoted ? 1 : 0 }

    /// True if the source contains this text literally.
    private var isVerbatim: Bool {
        let text = scalar.text
        let inner = start &+ quoteLength
        guard end &- quoteLength &- inner == text.count else { return false }
        return bytesEqual(
            UnsafeRawBufferPointer(start: source + inner, count: text.count),
            text
        )
    }

    @inline(__always)
    private func place(in storage: TapeStorage, isASCII: Bool) -> Text {
        let text = scalar.text
        if isVerbatim {
            return Text(
                offset: start,
                flags: (style == .quoted ? TapeEntry.quoted : 0)
                    | (isASCII || Self.isASCII(text) ? TapeEntry.ascii : 0)
            )
        }
        storage.reserveDecoded(storage.decodedCount + text.count)
        let target = storage.decodedCount
        if let base = text.baseAddress {
            UnsafeMutableRawPointer(storage.decoded + target).copyMemory(
                from: base,
                byteCount: text.count
            )
        }
        storage.decodedCount += text.count
        let index = storage.append(
            DecodedString(sourceStart: start, sourceEnd: end, start: target, length: text.count)
        )
        return Text(
            offset: index,
            flags: TapeEntry.decoded | (Self.isASCII(text) ? TapeEntry.ascii : 0)
        )
    }

    private static func isASCII(_ text: UnsafeRawBufferPointer) -> Bool {
        var high: UInt8 = 0
        for byte in text { high |= byte }
        return high < 0x80
    }

    func keyEntry(in storage: TapeStorage, isASCII: Bool) throws(ReadingFault) -> TapeEntry {
        let length = scalar.text.count
        guard length <= TapeEntry.maxLength else { throw Self.longKey(at: start) }
        let text = place(in: storage, isASCII: isASCII)
        var entry = TapeEntry(.key, offset: text.offset, length: length, flags: text.flags)
        entry.body = KeyHash.hash(padded: storage.view.textStart(entry), length: length)
        return entry
    }

    static func longKey(at offset: Int) -> ReadingFault {
        ReadingFault(.size, at: offset, "a key longer than \(TapeEntry.maxLength) bytes")
    }

    /// The entry of a value, resolved by its tag or else by the core schema.
    func entry(in storage: TapeStorage, isASCII: Bool) throws(ReadingFault) -> TapeEntry {
        let meaning = isTagged ? try taggedMeaning() : plainMeaning
        let length = scalar.text.count
        switch meaning {
        case .null: return TapeEntry(.null, offset: start, length: end - start)
        case .true: return TapeEntry(.true, offset: start, length: end - start)
        case .false: return TapeEntry(.false, offset: start, length: end - start)
        case .string:
            let text = place(in: storage, isASCII: isASCII)
            return TapeEntry(
                .string,
                offset: text.offset,
                flags: text.flags,
                body: UInt64(truncatingIfNeeded: length)
            )
        case .decimal: return try decimal()
        case .hexadecimal: return try integer(bitsPerDigit: 4)
        case .octal: return try integer(bitsPerDigit: 3)
        case .notFinite:
            throw ReadingFault(
                .unsupported,
                at: start,
                "\(String(decoding: scalar.text, as: UTF8.self)) has no JSON value;"
                    + " quote it if you mean a string"
            )
        }
    }

    @inline(__always)
    var plainMeaning: CoreSchema.Meaning {
        scalar.isPlain ? CoreSchema.meaning(of: scalar.text) : .string
    }

    /// Numbers keep their text in the source, so it must be there literally.
    private func lexeme() throws(ReadingFault) -> UnsafeRawBufferPointer {
        guard isVerbatim, scalar.text.count <= TapeEntry.maxLength else {
            throw ReadingFault(.unsupported, at: start, "a number written too long or with escapes")
        }
        return UnsafeRawBufferPointer(start: source + start + quoteLength, count: scalar.text.count)
    }

    private func decimal() throws(ReadingFault) -> TapeEntry {
        let text = scalar.text
        let offset = start &+ quoteLength
        if text.count <= 18 {
            var value: Int64 = 0
            var index = text[0] == UInt8(ascii: "-") ? 1 : 0
            while index < text.count, text[index] &- UInt8(ascii: "0") <= 9 {
                value = value &* 10 &+ Int64(text[index] &- UInt8(ascii: "0"))
                index &+= 1
            }
            if index == text.count, isVerbatim {
                return TapeEntry(
                    .integer,
                    offset: offset,
                    length: text.count,
                    body: UInt64(bitPattern: text[0] == UInt8(ascii: "-") ? 0 &- value : value)
                )
            }
        }
        return Number.entry(for: try lexeme(), offset: offset)
    }

    private func integer(bitsPerDigit: UInt64) throws(ReadingFault) -> TapeEntry {
        var value: UInt64 = 0
        for byte in scalar.text.dropFirst(2) {
            let digit = byte <= UInt8(ascii: "9") ? byte & 0x0F : (byte | 0x20) &- 87
            guard value >> (63 - bitsPerDigit) == 0 else {
                throw ReadingFault(
                    .unsupported,
                    at: start,
                    "a number beyond \(Int64.max); write it in decimal"
                )
            }
            value = value << bitsPerDigit | UInt64(digit)
        }
        let text = try lexeme()
        return TapeEntry(.integer, offset: start + quoteLength, length: text.count, body: value)
    }
}

extension TapeEntry {
    /// A scalar as the key that results from an alias of it.
    func asKey(in view: TapeView, at offset: Int) throws(ReadingFault) -> TapeEntry {
        let text = kind == .string ? view.text(self) : view.lexeme(self)
        guard text.count <= TapeEntry.maxLength else { throw YAMLScalar.longKey(at: offset) }
        let kept = TapeEntry.decoded | TapeEntry.quoted | TapeEntry.ascii
        let flags = kind == .string ? head & kept : TapeEntry.ascii
        return TapeEntry(
            .key,
            offset: self.offset,
            length: text.count,
            flags: flags | TapeEntry.aliased,
            body: KeyHash.hash(text)
        )
    }
}
