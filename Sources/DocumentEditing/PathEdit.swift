import ConfigDocument

/// An edit at one path, which reads and compares no more of the document than it must.
///
/// It costs one parse, that of the new text, and a comparison of the two tapes. The result is
/// nil for an edit that needs the whole document, because of an alias or a notation that only a part of the
/// document shows; `DocumentEdit` makes it, and writes the same bytes where both succeed.
struct PathEdit {
    let document: Document
    let options: ReadingOptions

    enum Change {
        case set(DocumentValue)
        /// Inserts an element before the one at the path.
        case insert(DocumentValue)
        case remove
    }

    func result(of change: Change, at path: DocumentPath) -> EditResult? {
        guard let place = EditPlace(of: change, at: path, in: document) else { return nil }
        if place.isUnchanged { return EditResult(document: document, notes: []) }
        // As a member, because not every format has documents of other values.
        if let new = place.new, (["": new] as DocumentValue).reasonAgainst(document.format) != nil {
            return nil
        }
        let text = SourceText(bytes: document.source, comments: document.format.comments)
        guard let excerpt = EditExcerpt(of: document, around: place, in: text) else { return nil }
        var editor = SourceEditor(
            source: text,
            format: document.format,
            layout: excerpt.layout,
            style: document.withTape { view in
                YAMLStyle(of: text, document.format, view, count: document.storage.entryCount)
            },
            ends: excerpt.ends,
            memberwiseDepth: .max
        )
        guard let edited = editor.edited(from: excerpt.old, to: excerpt.new),
            let new = try? Document(
                parsing: edited,
                as: document.format,
                named: document.name,
                options: options
            ), place.isOnlyDifference(from: document, to: new)
        else { return nil }
        let notes = editor.notes.map { note in
            // Positions in the excerpt are not those in the document.
            let path = place.path.prefix(note.path.count) + note.path.dropFirst(place.path.count)
            return EditNote(kind: note.kind, path: DocumentPath(path))
        }
        return EditResult(document: new, notes: notes)
    }
}
