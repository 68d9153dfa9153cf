/// Change notifications of the operating system for watched folders.
protocol FolderEvents: AnyObject, Sendable {
    /// Watches exactly these folders. `wait` returns their changes from now on. If a path now leads
    /// to another folder, the watch is renewed.
    ///
    /// - Returns: an error if some of them cannot be watched; nil if all are.
    func watch(_ places: WatchedPlaces) -> String?

    /// Waits for events, until a deadline, or until `wake` is called.
    func wait(until end: ContinuousClock.Instant?) -> FolderEventBatch

    /// Makes `wait` return. May be called from any thread.
    func wake()
}

/// A batch of events, with those of the same name merged.
package struct FolderEventBatch: Sendable {
    /// The changed names in each folder, keyed by the path passed to `watch`; nil is the folder
    /// itself.
    package var names: [String: Set<String?>] = [:]
    /// Events were lost, so anything may have changed.
    package var isOverflow = false

    var isEmpty: Bool { names.isEmpty && !isOverflow }
}

/// The time until a deadline in milliseconds, rounded up; -1 for no deadline.
func milliseconds(until end: ContinuousClock.Instant?) -> Int32 {
    guard let end else { return -1 }
    let (seconds, attoseconds) = (end - ContinuousClock.now).components
    if seconds < 0 || attoseconds < 0 { return 0 }
    let milliseconds = seconds * 1000 + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000
    return Int32(clamping: milliseconds)
}
