public import ConfigDocument

/// Edits of a document's text: comments, quoting, order and blank lines outside of the change are
/// preserved.
///
/// Each method returns the edited document and leaves this one unchanged. The new text has been
/// parsed again, and has exactly the intended value; if this required more than the change itself,
/// the notes of the result list the rewritten parts.
extension Document {
    /// Sets the value at a path; missing objects along the path are created.
    public func setting(
        _ value: DocumentValue,
        at path: DocumentPath,
        options: ReadingOptions = ReadingOptions()
    ) throws(EditError) -> EditResult {
        if let result = PathEdit(document: self, options: options).result(of: .set(value), at: path)
        {
            return result
        }
        let old = DocumentValue(root)
        var intended = old
        try intended.set(value, at: path)
        return try applying(intended, over: old, options: options)
    }

    /// Inserts an element into an array, before the one at the path's index.
    public func inserting(
        _ value: DocumentValue,
        at path: DocumentPath,
        options: ReadingOptions = ReadingOptions()
    ) throws(EditError) -> EditResult {
        let edit = PathEdit(document: self, options: options)
        if let result = edit.result(of: .insert(value), at: path) { return result }
        let old = DocumentValue(root)
        var intended = old
        try intended.insert(value, at: path)
        return try applying(intended, over: old, options: options)
    }

    /// Removes the member or element at a path.
    public func removing(
        at path: DocumentPath,
        options: ReadingOptions = ReadingOptions()
    ) throws(EditError) -> EditResult {
        if let result = PathEdit(document: self, options: options).result(of: .remove, at: path) {
            return result
        }
        let old = DocumentValue(root)
        var intended = old
        try intended.remove(at: path)
        return try applying(intended, over: old, options: options)
    }

    /// Changes the document to the given value by the smallest possible edits.
    ///
    /// New members are inserted after the one that they follow in `value`; the order of the others
    /// is preserved.
    public func applying(
        _ value: DocumentValue,
        options: ReadingOptions = ReadingOptions()
    ) throws(EditError) -> EditResult {
        try applying(value, over: DocumentValue(root), options: options)
    }

    /// The same for callers that already have the value of the document.
    package func applying(
        _ value: DocumentValue,
        over old: DocumentValue,
        options: ReadingOptions = ReadingOptions()
    ) throws(EditError) -> EditResult {
        try DocumentEdit(document: self, options: options).apply(value, over: old)
    }
}
