public import TypedConfig

/// An action for alerts that fire, repeat or are resolved. Updates are logged in any case.
///
/// Handlers run one after the other on their own thread, so a slow handler delays only other
/// handlers.
public struct AlertHandler: Sendable {
    /// Throws a reason for the log.
    let handle: @Sendable (AlertUpdate) throws(AlertHandlerFailure) -> Void

    /// Calls a function.
    public static func call(_ body: @escaping @Sendable (AlertUpdate) -> Void) -> AlertHandler {
        AlertHandler { (update) throws(AlertHandlerFailure) in body(update) }
    }

    /// Runs a program with the update as one line of JSON on its standard input.
    ///
    /// - Parameters:
    ///   - arguments: the program's path, which is not searched for, then its arguments.
    ///   - limit: the time after which the program is killed.
    public static func command(
        _ arguments: [String],
        limit: Duration = .seconds(30)
    ) -> AlertHandler {
        let command = AlertCommand(arguments: arguments, limit: limit)
        return AlertHandler { (update) throws(AlertHandlerFailure) in try command.run(update) }
    }

    /// Posts the update as JSON to a URL.
    ///
    /// Limitation: plain `http` only, so use it on this machine or in a trusted network. Elsewhere,
    /// use a command that posts, such as `curl`.
    ///
    /// - Throws: if the string is not an `http` URL.
    public static func webhook(
        _ url: String,
        limit: Duration = .seconds(10)
    ) throws(ConfigError) -> AlertHandler {
        let webhook = try AlertWebhook(url: url, limit: limit)
        return AlertHandler { (update) throws(AlertHandlerFailure) in try webhook.post(update) }
    }
}

/// The reason for a handler's failure.
struct AlertHandlerFailure: Error {
    var reason: String
}
