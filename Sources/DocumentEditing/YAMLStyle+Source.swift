import ConfigDocument

extension YAMLStyle {
    /// The style of a document, determined from the first places that show it.
    init(of text: SourceText, layout: SourceLayout) {
        self.init()
        lineBreak = text.lineBreak
        let view = layout.storage.view
        var columns: [(column: Int, isObject: Bool)] = []
        var memberStep: Int?
        var itemStep: Int?
        for index in 0..<layout.storage.entryCount where memberStep == nil || itemStep == nil {
            let kind = view[index].kind
            if kind == .end { _ = columns.popLast() }
            guard kind == .object || kind == .array else { continue }
            let node = layout.nodes[index]
            let column = node.style == .block ? text.column(node.start) : -1
            if let outer = columns.last, outer.isObject, outer.column >= 0, column >= outer.column {
                if kind == .object, memberStep == nil { memberStep = column - outer.column }
                if kind == .array, itemStep == nil { itemStep = column - outer.column }
            }
            columns.append((column, kind == .object))
        }
        step = max(1, memberStep ?? 2)
        dashStep = itemStep ?? step
    }
}
