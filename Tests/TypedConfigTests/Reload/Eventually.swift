import Foundation
import Logging
import Testing

/// Waits for something that another thread does. It fails only where that does not happen at all:
/// after a time, and after many looks, since a busy machine lets this task run as seldom as others.
func eventually(
    _ what: String,
    sourceLocation: SourceLocation = #_sourceLocation,
    _ condition: () throws -> Bool
) async throws {
    let end = ContinuousClock.now + .seconds(20)
    var looks = 0
    while looks < 500 || ContinuousClock.now < end {
        if try condition() { return }
        looks += 1
        try await Task.sleep(for: .milliseconds(2))
    }
    Issue.record("did not happen: \(what)", sourceLocation: sourceLocation)
    throw CancellationError()
}

extension Logger {
    static let silent = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
}
