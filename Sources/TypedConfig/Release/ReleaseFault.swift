/// The reason that a release is not what was published.
package struct ReleaseFault: Error, Sendable, Equatable {
    package var message: String
    /// The place in messages, such as a file of the release; nil for the release.
    package var place: String?

    package init(_ message: String, in place: String? = nil) {
        self.message = message
        self.place = place
    }
}
