package import ConfigDocument

extension Cursor {
    /// A value as messages quote it.
    package var shortText: String {
        if let string { return quoted(string, limit: 60) }
        return singleLine(JSONEmitter.line(DocumentValue(self)), limit: 60)
    }
}

extension DocumentValue {
    /// The same of a value that was built.
    package var shortText: String {
        if let string { return quoted(string, limit: 60) }
        return singleLine(JSONEmitter.line(self), limit: 60)
    }
}
