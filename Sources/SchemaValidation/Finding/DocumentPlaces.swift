package import ConfigDocument

/// The location of every value of a document, in its tree and in its text. Computed by one walk
/// over the document, so that locating a value takes no walk of its own.
package struct DocumentPlaces {
    private let document: Document
    /// The container of each value by tape index; -1 for the root.
    private var parents: [Int32]
    /// Position in the containing array; -1 for members.
    private var positions: [Int32]
    private var depths: [Int32]

    package init(_ document: Document) {
        self.document = document
        let view = document.storage.view
        let count = view.next(after: 0)
        parents = Array(repeating: -1, count: count)
        positions = Array(repeating: -1, count: count)
        depths = Array(repeating: 0, count: count)
        var open: [(index: Int, position: Int32)] = []
        for index in 0..<count {
            let entry = view[index]
            if entry.kind == .end {
                open.removeLast()
                continue
            }
            if entry.kind == .key { continue }
            if let parent = open.last {
                parents[index] = Int32(parent.index)
                depths[index] = Int32(open.count)
                if view[parent.index].kind == .array {
                    positions[index] = parent.position
                    open[open.count - 1].position += 1
                }
            }
            if entry.kind == .object || entry.kind == .array { open.append((index, 0)) }
        }
    }

    package func depth(_ index: Int) -> Int { Int(depths[index]) }

    /// The tape index of the container; nil for the root.
    package func parent(_ index: Int) -> Int? { parents[index] < 0 ? nil : Int(parents[index]) }

    /// The position in the containing array; nil for members.
    func position(inArray index: Int) -> Int? {
        positions[index] < 0 ? nil : Int(positions[index])
    }

    /// The last token of the path to a value; empty for the root.
    package func token(_ index: Int) -> String {
        if parents[index] < 0 { return "" }
        if positions[index] >= 0 { return "\(positions[index])" }
        return Cursor(document: document, index: index - 1).text
    }

    /// The path to a value, or to the value of a key.
    package func path(to index: Int) -> DocumentPath {
        var steps: [DocumentPath.Step] = []
        var next = document.storage.view[index].kind == .key ? index + 1 : index
        while let parent = parent(next) {
            let index = positions[next]
            steps.append(index >= 0 ? .index(Int(index)) : .key(token(next)))
            next = parent
        }
        return DocumentPath(steps.reversed())
    }

    /// The path to a value, with the key `element` for each array position.
    func path(to index: Int, element: String) -> DocumentPath {
        DocumentPath(path(to: index).map { $0.isPosition ? .key(element) : $0 })
    }

    /// The start of a value or key in the text.
    package func position(_ index: Int) -> SourcePosition {
        document.position(at: document.storage.view.sourceRange(index).lowerBound)
    }
}

extension Document {
    /// The path to the value at a tape index. Takes time linear in the document.
    package func path(to index: Int) -> DocumentPath { DocumentPlaces(self).path(to: index) }
}
