import Foundation
import Logging
import Testing

/// Waits for another thread. It fails only after a time limit and many attempts, since a busy
/// machine runs this task as rarely as others.
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
