extension Cursor {
    /// Passes the text of the value in the source to a closure.
    package func withSource<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        defer { withExtendedLifetime(document.storage) {} }
        return body(UnsafeRawBufferPointer(rebasing: document.storage.sourceBytes[sourceRange]))
    }
}
