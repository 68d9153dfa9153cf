import ConfigDocument

/// The most common edit: a scalar on one line is replaced by another.
///
/// It needs neither the layout of the document nor its values as a tree, so that it costs little
/// more than parsing the new text to verify it. Uncertain cases are left to `DocumentEdit`; both
/// write the same bytes.
struct ScalarEdit {
    let document: Document
    let options: ReadingOptions

    /// Nil if the place or the value is not a plain one.
    func setting(_ value: DocumentValue, at path: [PathStep]) -> EditResult? {
        guard let cursor = cursor(at: path), !cursor.isAliased, !cursor.isObject, !cursor.isArray
        else { return nil }
        if DocumentValue(cursor) == value { return EditResult(document: document, notes: []) }
        let range = cursor.sourceRange
        let source = document.storage.sourceBytes
        guard !range.isEmpty, !source[range].contains(where: { $0 == 0x0A || $0 == 0x0D }),
            let text = text(of: value, inPlaceOf: source[range])
        else { return nil }
        var edited: [UInt8] = []
        edited.reserveCapacity(source.count + text.count)
        edited += source[..<range.lowerBound]
        edited += text
        edited += source[range.upperBound...]
        let new = try? Document(
            parsing: edited,
            as: document.format,
            named: document.name,
            options: options
        )
        guard let new, isEqual(to: new, except: cursor.index),
            DocumentValue(Cursor(document: new, index: cursor.index)) == value
        else { return nil }
        return EditResult(document: new, notes: [])
    }

    private func cursor(at path: [PathStep]) -> Cursor? {
        var cursor = document.root
        for step in path {
            let next =
                switch step {
                case .key(let key): cursor[key]
                case .index(let index): cursor[index]
                }
            guard let next else { return nil }
            cursor = next
        }
        return cursor
    }

    /// The text of the value, valid at any place of a scalar.
    private func text(
        of value: DocumentValue,
        inPlaceOf old: Slice<UnsafeRawBufferPointer>
    ) -> [UInt8]? {
        switch value {
        case .object, .array: return nil
        case .string(let string) where document.format == .yaml:
            if string.utf8.contains(where: { $0 == 0x0A || $0 == 0x0D }) { return nil }
            switch old.first {
            case UInt8(ascii: "\""): return Array(YAMLText.doubleQuoted(string).utf8)
            case UInt8(ascii: "'"):
                return string.unicodeScalars.allSatisfy(VisibleText.contains)
                    ? Array(YAMLText.singleQuoted(string).utf8) : nil
            default: return plain(string)
            }
        case .null where !document.format.hasNull: return nil
        case .string(let string) where document.format == .toml:
            if string.utf8.contains(0x0A) || old.starts(with: Self.quotes) { return nil }
            switch old.first {
            case UInt8(ascii: "\""): return Array(TOMLText.basic(string).utf8)
            case UInt8(ascii: "'"): return TOMLText.literal(string).map { Array($0.utf8) }
            default: return nil
            }
        case _ where document.format == .toml:
            var output = TOMLOutput()
            output.writeInline(value)
            return output.bytes
        default:
            var text = value.encoded(as: document.format)
            while text.last == 0x0A { text.removeLast() }
            return text
        }
    }

    private static let quotes = Array("\"\"\"".utf8)

    /// A word, which is written the same way everywhere: in quotes if it would be read as a number
    /// or another value.
    private func plain(_ string: String) -> [UInt8]? {
        let isWord = string.utf8.allSatisfy { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F, 0x2D, 0x2E, 0x2F: true
            default: false
            }
        }
        guard isWord, !string.isEmpty else { return nil }
        var text = DocumentValue.string(string).encoded(as: .yaml)
        while text.last == 0x0A { text.removeLast() }
        return text.elementsEqual(string.utf8) || text.elementsEqual("\"\(string)\"".utf8)
            ? text : nil
    }

    /// True if two documents are equal except for one entry.
    private func isEqual(to other: Document, except index: Int) -> Bool {
        document.withTape { old in
            other.withTape { new in
                let count = document.storage.entryCount
                guard other.storage.entryCount == count else { return false }
                for entry in 0..<count where entry != index {
                    if !Self.isEqual(old, old[entry], new, new[entry]) { return false }
                }
                return true
            }
        }
    }

    @inline(__always)
    private static func isEqual(
        _ old: TapeView,
        _ oldEntry: TapeEntry,
        _ new: TapeView,
        _ newEntry: TapeEntry
    ) -> Bool {
        guard oldEntry.rawKind == newEntry.rawKind, oldEntry.body == newEntry.body else {
            return false
        }
        switch oldEntry.kind {
        case .string, .key: return bytesEqual(old.text(oldEntry), new.text(newEntry))
        case .decimal: return bytesEqual(old.lexeme(oldEntry), new.lexeme(newEntry))
        default: return true
        }
    }
}
