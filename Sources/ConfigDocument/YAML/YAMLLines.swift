/// The lines of a text up to a fault, as they appear to a reader: based on indentation and colons,
/// without regard for block scalars and multi-line quotes. Used for messages only.
struct YAMLLines {
    let all: [Line]

    init(_ source: UnsafeRawBufferPointer, downTo fault: Int) {
        var lines: [Line] = []
        var start = source.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        var index = start
        while index <= source.count {
            if index == source.count || source[index] == 0x0A || source[index] == 0x0D {
                lines.append(Line(source: source, start: start, end: index))
                if index >= fault { break }
                let isPair =
                    index + 1 < source.count && source[index] == 0x0D && source[index + 1] == 0x0A
                index += isPair ? 1 : 0
                start = index + 1
            }
            index += 1
        }
        all = lines
    }

    func line(at offset: Int) -> Line? {
        all.last { $0.start <= offset }
    }

    /// The possible indentations of a line, according to the lines above it, the smallest first.
    var openIndents: [Int] {
        var indents: [Int] = []
        for line in all.dropLast().reversed() where line.hasContent && !line.isSlashComment {
            for column in [line.keyStart, line.contentStart].map({ $0 - line.start })
            where column < indents.last ?? .max {
                indents.append(column)
            }
            if indents.last == 0 { break }
        }
        return indents.reversed()
    }

    struct Line {
        let source: UnsafeRawBufferPointer
        let start: Int
        let end: Int
        /// The offset of the first character that is not a space.
        let contentStart: Int

        init(source: UnsafeRawBufferPointer, start: Int, end: Int) {
            self.source = source
            self.start = start
            self.end = end
            contentStart = (start..<end).first { source[$0] != 0x20 } ?? end
        }

        func byte(at offset: Int) -> UInt8 { offset < end ? source[offset] : 0 }

        /// The last character before an offset that is not a space.
        func byteBefore(_ offset: Int) -> UInt8? {
            (contentStart..<min(max(offset, contentStart), end)).last { source[$0] != 0x20 }
                .map { source[$0] }
        }

        var hasContent: Bool {
            contentStart < end && source[contentStart] != UInt8(ascii: "#")
        }

        /// The start of the text after the dashes of array elements.
        var keyStart: Int {
            var index = contentStart
            while byte(at: index) == UInt8(ascii: "-"), byte(at: index + 1) == 0x20 {
                index += 2
                while byte(at: index) == 0x20 { index += 1 }
            }
            return index
        }

        /// The first ':' that ends a key.
        var keyColon: Int? {
            (keyStart..<end).first { index in
                let next = byte(at: index + 1)
                return source[index] == UInt8(ascii: ":") && (next <= 0x20)
            }
        }

        /// A ':' directly followed by text, except in a URL.
        var tightColon: Int? {
            let colon = (keyStart..<end).first { source[$0] == UInt8(ascii: ":") }
            return colon.flatMap { byte(at: $0 + 1) == UInt8(ascii: "/") ? nil : $0 }
        }

        var equalsSign: Int? {
            (keyStart..<end).first { source[$0] == UInt8(ascii: "=") }
        }

        /// The mark of a template engine that begins a key, value or element, as a reader knows it.
        var templateMark: (offset: Int, text: String)? {
            for offset in contentStart..<max(contentStart, end - 1) {
                guard let mark = Self.templateMark(source[offset], source[offset + 1]),
                    byteBefore(offset).map({ ":-[,".utf8.contains($0) }) ?? true
                else { continue }
                return (offset, mark)
            }
            return nil
        }

        private static func templateMark(_ first: UInt8, _ second: UInt8) -> String? {
            switch (first, second) {
            case (UInt8(ascii: "{"), UInt8(ascii: "{")): "{{ … }}"
            case (UInt8(ascii: "{"), UInt8(ascii: "%")): "{% … %}"
            case (UInt8(ascii: "<"), UInt8(ascii: "%")): "<% … %>"
            default: nil
            }
        }

        var isSlashComment: Bool { text(from: contentStart).starts(with: "//".utf8) }

        var isConflictMarker: Bool {
            ["<<<<<<<", "|||||||", "=======", ">>>>>>>"].contains { mark in
                guard text(from: start).starts(with: mark.utf8) else { return false }
                let next = byte(at: start + 7)
                return next == 0 || next == 0x20
            }
        }

        private func text(from offset: Int) -> Slice<UnsafeRawBufferPointer> {
            source[min(offset, end)..<end]
        }
    }
}
