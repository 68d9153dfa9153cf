/// What the operating system tells about watched folders.
protocol FolderEvents: AnyObject, Sendable {
    /// Watches these folders, and no others any more. What happens in one of them from now on is
    /// told by `wait`. A path that leads to another folder than before is watched anew.
    ///
    /// - Returns: why some of them cannot be watched; nil where all are.
    func watch(_ places: WatchedPlaces) -> String?

    /// Waits for events, until a moment, or until `wake` is called.
    func wait(until end: ContinuousClock.Instant?) -> FolderEventBatch

    /// Has `wait` return. May be called from any thread.
    func wake()
}

/// Events of a moment, those of one name once.
package struct FolderEventBatch: Sendable {
    /// The names that something happened to, by the folder as it was given; nil for the folder
    /// itself.
    package var names: [String: Set<String?>] = [:]
    /// Events were lost: anything may have happened.
    package var isOverflow = false

    var isEmpty: Bool { names.isEmpty && !isOverflow }
}

/// How long from now until a moment, in whole milliseconds, upwards; -1 for never.
func milliseconds(until end: ContinuousClock.Instant?) -> Int32 {
    guard let end else { return -1 }
    let (seconds, attoseconds) = (end - ContinuousClock.now).components
    if seconds < 0 || attoseconds < 0 { return 0 }
    let milliseconds = seconds * 1000 + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000
    return Int32(clamping: milliseconds)
}
