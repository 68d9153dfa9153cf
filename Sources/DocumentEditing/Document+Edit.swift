public import ConfigDocument

/// Edits of a document through its text: comments, quoting, order and blank lines stay as they are
/// outside of what changes.
///
/// Each returns the edited document, and leaves this one as it was. The new text has been read
/// again and holds exactly the intended value; where that took more than the change itself, the
/// result's notes say what was rewritten.
extension Document {
    /// Sets the value at a path, making objects on the way that are missing.
    public func setting(
        _ value: DocumentValue,
        at path: DocumentPath,
        options: ReadingOptions = ReadingOptions()
    ) throws(EditError) -> EditResult {
        let edit = ScalarEdit(document: self, options: options)
        if let result = edit.setting(value, at: path) { return result }
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
        var intended = DocumentValue(root)
        try intended.insert(value, at: path)
        return try applying(intended, options: options)
    }

    /// Removes the member or element at a path.
    public func removing(
        at path: DocumentPath,
        options: ReadingOptions = ReadingOptions()
    ) throws(EditError) -> EditResult {
        var intended = DocumentValue(root)
        try intended.remove(at: path)
        return try applying(intended, options: options)
    }

    /// Changes the document to the given value by the smallest edits that lead there.
    ///
    /// New members stand behind the one that they follow in `value`; others keep their order.
    public func applying(
        _ value: DocumentValue,
        options: ReadingOptions = ReadingOptions()
    ) throws(EditError) -> EditResult {
        try applying(value, over: DocumentValue(root), options: options)
    }

    /// The same where the value that the document holds is at hand.
    package func applying(
        _ value: DocumentValue,
        over old: DocumentValue,
        options: ReadingOptions = ReadingOptions()
    ) throws(EditError) -> EditResult {
        try DocumentEdit(document: self, options: options).apply(value, over: old)
    }
}
