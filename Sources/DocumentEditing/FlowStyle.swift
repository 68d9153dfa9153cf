import ConfigDocument

/// The layout of a flow collection, or of a JSON collection.
struct FlowStyle {
    /// True if each element is on a line of its own.
    var isMultiLine: Bool
    /// True if a space follows commas and colons.
    var isSpaced = true
    /// The text between two elements.
    var separator: [UInt8] = [0x2C, 0x20]
    /// The text between a key and its value.
    var colon: [UInt8] = [0x3A, 0x20]
    /// The indentation of one level of a JSON document.
    var indentUnit: [UInt8] = [0x20, 0x20]

    /// The style of a whole document, for its root.
    init(document text: SourceText) {
        isMultiLine = true
        indentUnit = Self.indentUnit(of: text)
    }

    /// The style of a collection, determined from its elements.
    init(of elements: [FlowElement], in collection: YAMLNode, text: SourceText) {
        indentUnit = Self.indentUnit(of: text)
        guard let first = elements.first else {
            isMultiLine = false
            return
        }
        let gap = collection.start + 1..<max(collection.start + 1, first.first)
        isMultiLine = !text.isOnOneLine(gap)
        isSpaced =
            isMultiLine || !text.bytes.contains(UInt8(ascii: ",")) || text.bytes.contains(0x20)
        if let colon = elements.lazy.compactMap({ Self.colon(of: $0, text) }).first {
            self.colon = colon
            isSpaced = colon.last == 0x20
        }
        separator = isSpaced ? [0x2C, 0x20] : [0x2C]
        if isMultiLine {
            let isBlank = text.isBlankOrBreaks(gap)
            // After a comment, the first element shows how lines begin.
            separator =
                [0x2C]
                + (isBlank
                    ? Array(text.bytes[gap]) : text.lineBreak + text.indentation(first.first))
        }
        if elements.count > 1 {
            let between = text.bytes[elements[0].end..<max(elements[0].end, elements[1].first)]
            let isPlain = between.allSatisfy {
                $0 == 0x2C || $0 == 0x20 || $0 == 0x0A || $0 == 0x0D || $0 == 0x09
            }
            if isPlain, between.first == 0x2C { separator = Array(between) }
        }
    }

    private static func colon(of element: FlowElement, _ text: SourceText) -> [UInt8]? {
        guard let key = element.key else { return nil }
        let between = text.bytes[key.upperBound..<max(key.upperBound, element.value.lowerBound)]
        // A colon, or an equals sign in TOML.
        let isPlain = between.allSatisfy { $0 == 0x3A || $0 == 0x3D || $0 == 0x20 }
        return isPlain && (between.contains(0x3A) || between.contains(0x3D)) ? Array(between) : nil
    }

    /// The indentation of the first indented line; two spaces if there is none.
    private static func indentUnit(of text: SourceText) -> [UInt8] {
        var position = 0
        while position < text.bytes.count {
            let indentation = text.indentation(position)
            if !indentation.isEmpty { return indentation }
            position = text.afterBreak(text.lineEnd(position))
        }
        return [0x20, 0x20]
    }
}

/// One element or member of a flow collection.
struct FlowElement {
    var index: Int
    /// The byte range of the whole element, including its key.
    var first: Int
    var end: Int
    var key: Range<Int>?
    var value: Range<Int>
}

extension SourceText {
    func isBlankOrBreaks(_ range: Range<Int>) -> Bool {
        bytes[range].allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }
    }
}
