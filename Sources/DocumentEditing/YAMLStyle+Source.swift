import ConfigDocument

extension YAMLStyle {
    /// The style of a document, determined from the first places that show it.
    init(of text: SourceText, _ format: DocumentFormat, _ view: TapeView, count: Int) {
        self.init()
        lineBreak = text.lineBreak
        guard format == .yaml else { return }
        (memberStep: step, itemStep: dashStep) = Self.steps(of: text, view, count: count)
    }

    /// The indentation of a mapping and of a sequence inside a mapping.
    private static func steps(
        of text: SourceText,
        _ view: TapeView,
        count: Int
    ) -> (memberStep: Int, itemStep: Int) {
        var columns: [(column: Int, isObject: Bool)] = []
        var memberStep: Int?
        var itemStep: Int?
        var index = 0
        while index < count, memberStep == nil || itemStep == nil {
            let entry = view[index]
            index += 1
            if entry.kind == .end { _ = columns.popLast() }
            guard entry.kind == .object || entry.kind == .array else { continue }
            if entry.has(TapeEntry.aliased) {
                index = entry.endIndex + 1
                continue
            }
            let outer = columns.last
            let isInFlow = outer.map { $0.column < 0 } ?? false
            let column = isInFlow || text.isBracket(entry.offset) ? -1 : text.column(entry.offset)
            if let outer, outer.isObject, outer.column >= 0, column >= outer.column {
                if entry.kind == .object, memberStep == nil { memberStep = column - outer.column }
                if entry.kind == .array, itemStep == nil { itemStep = column - outer.column }
            }
            columns.append((column, entry.kind == .object))
        }
        let step = max(1, memberStep ?? 2)
        return (step, itemStep ?? step)
    }
}

extension SourceText {
    /// True if a collection with brackets begins at an offset.
    func isBracket(_ offset: Int) -> Bool {
        self[offset] == UInt8(ascii: "{") || self[offset] == UInt8(ascii: "[")
    }
}
