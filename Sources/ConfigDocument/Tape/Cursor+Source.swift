extension Cursor {
    /// The value as it stands in the source, lent to a closure.
    package func withSource<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        defer { withExtendedLifetime(document.storage) {} }
        return body(UnsafeRawBufferPointer(rebasing: document.storage.sourceBytes[sourceRange]))
    }
}
