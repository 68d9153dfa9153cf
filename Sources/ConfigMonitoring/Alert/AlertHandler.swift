public import TypedConfig

/// What is done when an alert fires, fires still, and is resolved. All of it is logged anyway.
///
/// Handlers run one after the other on a thread of their own, so a slow one delays other handlers,
/// and nothing else.
public struct AlertHandler: Sendable {
    /// What could not be done is thrown as text for the log.
    let handle: @Sendable (AlertUpdate) throws(AlertHandlerFailure) -> Void

    /// Calls a function.
    public static func call(_ body: @escaping @Sendable (AlertUpdate) -> Void) -> AlertHandler {
        AlertHandler { (update) throws(AlertHandlerFailure) in body(update) }
    }

    /// Runs a program with the update as one line of JSON on its standard input.
    ///
    /// - Parameters:
    ///   - arguments: the program's path, which is not searched for, then its arguments.
    ///   - limit: after this it is killed.
    public static func command(
        _ arguments: [String],
        limit: Duration = .seconds(30)
    ) -> AlertHandler {
        let command = AlertCommand(arguments: arguments, limit: limit)
        return AlertHandler { (update) throws(AlertHandlerFailure) in try command.run(update) }
    }

    /// Posts the update as JSON to a URL.
    ///
    /// Limitation: `http` only, so for this machine or a network that is trusted. Elsewhere run a
    /// command that posts, such as `curl`.
    ///
    /// - Throws: where the text is no such URL.
    public static func webhook(
        _ url: String,
        limit: Duration = .seconds(10)
    ) throws(ConfigError) -> AlertHandler {
        let webhook = try AlertWebhook(url: url, limit: limit)
        return AlertHandler { (update) throws(AlertHandlerFailure) in try webhook.post(update) }
    }
}

/// Why a handler has not done its work.
struct AlertHandlerFailure: Error {
    var reason: String
}
