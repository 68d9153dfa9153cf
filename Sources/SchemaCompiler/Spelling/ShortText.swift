package import ConfigDocument

extension Cursor {
    /// A value as quoted in messages.
    package var shortText: String {
        if let string { return quoted(string, limit: 60) }
        return singleLine(JSONEmitter.line(DocumentValue(self)), limit: 60)
    }
}

extension DocumentValue {
    /// A value as quoted in messages.
    package var shortText: String {
        if let string { return quoted(string, limit: 60) }
        return singleLine(JSONEmitter.line(self), limit: 60)
    }
}
