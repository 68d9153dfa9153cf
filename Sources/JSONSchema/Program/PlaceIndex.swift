import ConfigDocument

/// Where every value of the schemas stands: made once per document, so that no keyword has to
/// walk its document for its own location.
struct PlaceIndex {
    private let graph: SchemaGraph
    private var documents: [Int: Layout] = [:]
    private var places: [SchemaNode: UInt32] = [:]

    private struct Layout {
        var parents: [Int32]
        /// Position in the parent array; -1 for members.
        var positions: [Int32]
        var depths: [Int32]
        var lineStarts: [Int]
    }

    init(graph: SchemaGraph) { self.graph = graph }

    mutating func depth(_ index: Int, _ document: Int) -> Int {
        prepare(document)
        return documents[document].map { Int($0.depths[index]) } ?? 0
    }

    /// The number of a place, which is added to the program's tables with those above it.
    mutating func place(_ node: SchemaNode, in compiler: ProgramCompiler) -> UInt32 {
        prepare(node.document)
        guard let layout = documents[node.document] else { return 0 }
        // From the value up to a place that is known, then down again.
        var missing: [Int] = []
        var index = node.index
        var parent = UInt32.max
        while true {
            if let known = places[SchemaNode(document: node.document, index: index)] {
                parent = known
                break
            }
            missing.append(index)
            if layout.parents[index] < 0 { break }
            index = Int(layout.parents[index])
        }
        let document = graph.documents[node.document]
        for index in missing.reversed() {
            let cursor = Cursor(document: document, index: index)
            let token: String
            if layout.parents[index] < 0 {
                token = document.name
            } else if layout.positions[index] >= 0 {
                token = "\(layout.positions[index])"
            } else {
                token = Cursor(document: document, index: index - 1).text
            }
            let (line, column) = position(cursor.sourceRange.lowerBound, layout, document)
            let schema = SchemaNode(document: node.document, index: index)
            let resource = graph.resourceOfSchema[node.document][index].map { graph.resources[$0] }
            compiler.tables.places.append(
                ProgramTables.Place(
                    parent: parent,
                    token: compiler.string(token),
                    line: UInt32(line),
                    column: UInt32(column),
                    resource: resource?.root == schema ? compiler.string(resource?.uri ?? "") : .max
                )
            )
            parent = UInt32(compiler.tables.places.count - 1)
            places[schema] = parent
        }
        return parent
    }

    private func position(_ offset: Int, _ layout: Layout, _ document: Document) -> (Int, Int) {
        var low = 0
        var high = layout.lineStarts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if layout.lineStarts[middle] <= offset { low = middle } else { high = middle }
        }
        let start = layout.lineStarts[low]
        let line = UnsafeRawBufferPointer(rebasing: document.storage.sourceBytes[start..<max(start, offset)])
        return (low + 1, UTF8Check.scalarCount(line) + 1)
    }

    private mutating func prepare(_ number: Int) {
        guard documents[number] == nil else { return }
        documents[number] = graph.documents[number].withTape { view in
            layout(view, source: graph.documents[number].storage.sourceBytes)
        }
    }

    private func layout(_ view: TapeView, source: UnsafeRawBufferPointer) -> Layout {
        let count = view.next(after: 0)
        var layout = Layout(
            parents: Array(repeating: -1, count: count),
            positions: Array(repeating: -1, count: count),
            depths: Array(repeating: 0, count: count),
            lineStarts: [0]
        )
        for (offset, byte) in source.enumerated() where byte == 0x0A { layout.lineStarts.append(offset + 1) }
        var open: [(index: Int, position: Int32)] = []
        for index in 0..<count {
            let entry = view[index]
            if entry.kind == .end {
                open.removeLast()
                continue
            }
            if entry.kind == .key { continue }
            if let parent = open.last {
                layout.parents[index] = Int32(parent.index)
                layout.depths[index] = Int32(open.count)
                if view[parent.index].kind == .array {
                    layout.positions[index] = parent.position
                    open[open.count - 1].position += 1
                }
            }
            if entry.kind == .object || entry.kind == .array { open.append((index, 0)) }
        }
        return layout
    }
}
