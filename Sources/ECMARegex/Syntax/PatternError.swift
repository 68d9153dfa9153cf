/// An error in a pattern, with its position.
package struct PatternError: Error, Hashable, Sendable {
    /// The problem and a repair, without a final full stop.
    package let message: String
    /// The position in the pattern, in UTF-8 bytes from its start.
    package let offset: Int

    package init(_ message: String, at offset: Int) {
        self.message = message
        self.offset = offset
    }
}

extension PatternError: CustomStringConvertible {
    package var description: String { "at byte \(offset) of the pattern: \(message)" }
}

/// The error for a match that needs more steps than its budget allows.
///
/// Only patterns with back-references can be exponential, and only patterns beyond the size of a
/// DFA cost more than a constant per byte; both are cut off rather than left to hang.
package struct PatternBudgetExceeded: Error, Hashable, Sendable {}

extension PatternBudgetExceeded: CustomStringConvertible {
    package var description: String { "the pattern takes too many steps on this text" }
}
