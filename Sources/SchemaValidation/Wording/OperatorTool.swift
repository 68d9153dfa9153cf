import Synchronization

/// The command line that messages suggest: configctl, or a tool of the user's own, which knows types
/// that configctl does not.
package enum OperatorTool {
    private static let stored = Mutex("configctl")

    /// The name of the running tool; `configctl` in services.
    package static var name: String { stored.withLock { $0 } }

    /// Sets the name when a tool is started.
    package static func set(name: String) { stored.withLock { $0 = name } }
}
