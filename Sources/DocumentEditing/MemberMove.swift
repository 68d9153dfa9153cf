package import ConfigDocument

/// A member whose path changes: its old and new keys and positions, outermost first.
package struct MemberMove: Sendable, Equatable {
    package var from: DocumentPath
    package var to: DocumentPath

    package init(from: DocumentPath, to: DocumentPath) { (self.from, self.to) = (from, to) }

    /// True if only the name changes.
    var isRename: Bool { from.dropLast().elementsEqual(to.dropLast()) }

    /// True if the member moves to an object around its own.
    var isUp: Bool { to.count < from.count && from.starts(with: to.dropLast()) }
}

/// Moves by the places where their members arrive: a wildcard may move the members of thousands of
/// objects.
struct MoveTargets {
    private var moves: [DocumentPath: MemberMove] = [:]
    /// The paths of the objects around those places.
    private var outside: Set<DocumentPath> = []
    /// The paths that members leave.
    private var left: Set<DocumentPath> = []

    init(_ moves: [MemberMove]) {
        for move in moves {
            if self.moves[move.to] == nil { self.moves[move.to] = move }
            left.insert(move.from)
            var path = move.to
            while path.popLast() != nil, outside.insert(path).inserted {}
        }
    }

    /// True if a member arrives inside an object.
    func arriveInside(_ path: DocumentPath) -> Bool { outside.contains(path) }

    /// True if a member leaves a path.
    func leave(from path: DocumentPath) -> Bool { left.contains(path) }

    /// The move of a member to a place, or of the innermost one that contains the place.
    func innermost(to path: DocumentPath) -> MemberMove? {
        var path = path
        while !path.isEmpty {
            if let move = moves[path] { return move }
            path.removeLast()
        }
        return nil
    }

    /// The move of a member that another one is inside of at its new place.
    func outer(of move: MemberMove) -> MemberMove? {
        innermost(to: DocumentPath(move.to.dropLast()))
    }
}

extension Document {
    /// Changes the document to a value, like `applying(_:)`; moved members keep their text and
    /// their comments.
    ///
    /// - Returns: the document, and the positions of comments without a place in it.
    package func applying(
        _ value: DocumentValue,
        moving moves: [MemberMove],
        options: ReadingOptions = ReadingOptions()
    ) throws(EditError) -> (result: EditResult, lostComments: [SourcePosition]) {
        var moved = self
        var rest = moves
        var left: [MemberMove] = []
        while !rest.isEmpty {
            // A move inside another moved member is applied at its place after the outer move.
            let targets = MoveTargets(rest)
            let outer = rest.filter { targets.outer(of: $0) == nil }
            guard let next = moved.moving(outer, to: value, options) else { break }
            moved = next
            let reached = DocumentValue(moved.root)
            let open = outer.filter { reached[$0.from] != nil && reached[$0.to] == nil }
            left += open
            let (done, skipped) = (MoveTargets(outer), MoveTargets(open))
            rest = rest.compactMap { move in
                guard let outer = done.outer(of: move) else { return nil }
                guard move.from.starts(with: outer.from), skipped.outer(of: move) == nil else {
                    return move
                }
                return MemberMove(
                    from: outer.to + move.from.dropFirst(outer.from.count),
                    to: move.to
                )
            }
        }
        let edit = DocumentEdit(document: moved, options: options, moves: left + rest)
        let result = try edit.apply(value, over: DocumentValue(moved.root))
        return (result, lostComments(in: result.document, options))
    }

    /// The document with members moved in its text: all of them if possible, else as many as
    /// possible.
    private func moving(
        _ moves: [MemberMove],
        to intended: DocumentValue,
        _ options: ReadingOptions
    ) -> Document? {
        if let all = moved(moves, to: intended, options) { return all }
        guard moves.count > 1, moves.count <= 32 else { return nil }
        // A member that moves up arrives directly behind its object, before those that did so earlier.
        let ordered = moves.filter { !$0.isUp } + moves.filter(\.isUp).reversed()
        return ordered.reduce(self as Document?) { document, move in
            document?.moved([move], to: intended, options) ?? document
        }
    }

    private func moved(
        _ moves: [MemberMove],
        to intended: DocumentValue,
        _ options: ReadingOptions
    ) -> Document? {
        let endsLine = source.last == 0x0A || source.last == 0x0D || format.isJSON
        let lines = endsLine ? source : source + SourceText(bytes: source).lineBreak
        guard let layout = layout(of: lines, options) else { return nil }
        var edit = MoveEdit(source: lines, format: format, layout: layout, intended: intended)
        guard var text = edit.edited(moves) else { return nil }
        if !endsLine, let end = text.lastIndex(where: { $0 != 0x0A && $0 != 0x0D }) {
            text.removeLast(text.count - end - 1)
        }
        let edited = try? Document(parsing: text, as: format, named: name, options: options)
        guard let edited, edited.root.holds(edit.expected(DocumentValue(root), moves)) else {
            return nil
        }
        return edited
    }

    /// The layout of a source in this document's format.
    func layout(of source: [UInt8], _ options: ReadingOptions) -> SourceLayout? {
        switch format {
        case .json, .jsonc: SourceLayout(json: storage)
        case .yaml:
            if source.withUnsafeBytes({ bytesEqual($0, storage.sourceBytes) }),
                let layout = SourceLayout(notedIn: storage)
            {
                layout
            } else {
                try? YAMLReader(options: options).layout(of: source)
            }
        case .toml: try? TOMLReader(options: options).layout(of: source)
        }
    }

    // MARK: Comments

    private func lostComments(in other: Document, _ options: ReadingOptions) -> [SourcePosition] {
        var there: [[UInt8]: Int] = [:]
        let (bytes, others) = (source, other.source)
        for range in other.commentRanges(options) { there[Array(others[range]), default: 0] += 1 }
        return commentRanges(options).filter { range in
            let comment = Array(bytes[range])
            there[comment, default: 0] -= 1
            return there[comment, default: 0] < 0
        }
        .map { position(at: $0.lowerBound) }
    }

    /// The ranges of a document's comments in its source, in order.
    package func commentRanges(_ options: ReadingOptions = .standard) -> [Range<Int>] {
        let bytes = source
        let text = SourceText(bytes: bytes, comments: format.comments)
        guard format.comments != .none, text.hasComment(bytes.indices),
            let layout = layout(of: bytes, options)
        else { return [] }
        defer { withExtendedLifetime(layout) {} }
        var isValue = [Bool](repeating: false, count: bytes.count)
        for node in layout.nodes where [.plain, .quoted, .literal, .alias].contains(node.style) {
            for index in node.start..<max(node.start, min(node.end, bytes.count)) {
                isValue[index] = true
            }
        }
        var comments: [Range<Int>] = []
        var index = 0
        while index < bytes.count {
            let isSeparate = format != .yaml || index == 0 || bytes[index - 1] <= 0x20
            guard isSeparate, text.isComment(index), !isValue[index] else {
                index += 1
                continue
            }
            let end = text.commentEnd(index)
            comments.append(index..<end)
            index = end
        }
        return comments
    }
}
