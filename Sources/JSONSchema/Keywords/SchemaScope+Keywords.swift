import ConfigDocument
import SchemaValidation

extension SchemaScope {
    func compileKeywords() {
        if draft.referenceHidesSiblings, let reference = cursor["$ref"], reference.string != nil {
            KeywordCompiler.reference.compile(self, reference)
            // A `$ref` hides the assertions beside it, but must not hide the mark of a secret.
            if let mark = compiler.graph.secretMark(of: node) { annotate(.secret, mark) }
            return
        }
        let view = cursor.document.storage.view
        let end = view[cursor.index].endIndex
        var index = cursor.index + 1
        while index < end {
            let value = Cursor(document: cursor.document, index: index + 1)
            let keyword = KeywordCompiler.named(by: view[index], in: view)
            if let keyword, isKnown(keyword) {
                keyword.compile(self, value)
                keepAnnotation(index, value, isKnown: true)
            } else {
                keepAnnotation(index, value, isKnown: false)
            }
            index = view.next(after: index + 1)
        }
    }

    private func isKnown(_ keyword: KeywordCompiler) -> Bool {
        keyword.drafts.contains(draft)
            && (keyword.vocabulary.isEmpty
                || !dialect.vocabularies.isDisjoint(with: keyword.vocabulary))
    }
}
