import ConfigDocument

/// Edits the text of a document to an intended value, and verifies the result.
///
/// The first attempt changes as little as possible. If its text does not have the intended value,
/// changed collections are rewritten, the innermost first, and finally the whole document.
struct DocumentEdit {
    let document: Document
    let options: ReadingOptions
    /// The members that move to another object; only those of JSON with comments carry theirs here.
    var moves: [MemberMove] = []

    /// The depth up to which collections keep their formatting in each attempt.
    private static let attempts = [Int.max, 6, 4, 3, 2, 1]

    func apply(
        _ intended: DocumentValue,
        over old: DocumentValue
    ) throws(EditError) -> EditResult {
        if old == intended { return EditResult(document: document, notes: []) }
        if let reason = intended.reasonAgainst(document.format) { throw .unwritable(reason) }
        let source = document.source
        if let layout = document.layout(of: source, options) {
            let moves = MoveTargets(moves)
            let text = SourceText(bytes: source, comments: document.format.comments)
            let ends = layout.places.flatMap { [$0.end, $0.headerEnd] }.filter { $0 > 0 }.sorted()
            let style = YAMLStyle(
                of: text,
                document.format,
                layout.view,
                count: layout.storage.entryCount
            )
            for limit in Self.attempts {
                var editor = SourceEditor(
                    source: text,
                    format: document.format,
                    layout: layout,
                    style: style,
                    ends: ends,
                    memberwiseDepth: limit,
                    moves: moves
                )
                guard let text = editor.edited(from: old, to: intended) else { continue }
                if let edited = read(text), edited.root.holds(intended) {
                    return EditResult(document: edited, notes: editor.notes)
                }
            }
        }
        return try rewritten(intended, source: source)
    }

    private func read(_ text: [UInt8]) -> Document? {
        try? Document(parsing: text, as: document.format, named: document.name, options: options)
    }

    /// The whole document rewritten, below the comments at its top.
    private func rewritten(_ intended: DocumentValue, source: [UInt8]) throws(EditError)
        -> EditResult
    {
        let notes = [EditNote(kind: .reformatted, path: [])]
        let text = intended.encoded(as: document.format)
        let head = leadingComments(of: source)
        if !head.isEmpty, let edited = read(head + text), edited.root.holds(intended) {
            return EditResult(document: edited, notes: notes)
        }
        do throws(DocumentError) {
            let edited = try Document(
                parsing: text,
                as: document.format,
                named: document.name,
                options: options
            )
            return EditResult(document: edited, notes: notes)
        } catch {
            throw .unreadable(error)
        }
    }

    private func leadingComments(of source: [UInt8]) -> [UInt8] {
        switch document.format.comments {
        case .none: return []
        case .slashes: return Array(source[..<document.root.sourceRange.lowerBound])
        case .hash: break
        }
        let text = SourceText(bytes: source)
        var end = 0
        while end < source.count {
            let line = source[end..<text.lineEnd(end)].drop { $0 == 0x20 || $0 == 0x09 }
            guard line.isEmpty || line.first == UInt8(ascii: "#") else { break }
            end = text.afterBreak(text.lineEnd(end))
        }
        guard end > 0, source[end - 1] == 0x0A || source[end - 1] == 0x0D else { return [] }
        return Array(source[..<end])
    }
}
