import Foundation
import Logging
import Testing

/// Waits for something that another thread does. It fails only where that does not happen at all.
func eventually(
    _ what: String,
    sourceLocation: SourceLocation = #_sourceLocation,
    _ condition: () throws -> Bool
) async throws {
    let end = ContinuousClock.now + .seconds(20)
    while ContinuousClock.now < end {
        if try condition() { return }
        try await Task.sleep(for: .milliseconds(2))
    }
    Issue.record("did not happen: \(what)", sourceLocation: sourceLocation)
    throw CancellationError()
}

extension Logger {
    static let silent = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
}
