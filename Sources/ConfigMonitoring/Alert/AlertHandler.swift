import ConfigDocument
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
        return AlertHandler { (update) throws(AlertHandlerFailure) in
            try command.run(JSONEmitter(indent: nil).emit(update.json) + [UInt8(ascii: "\n")])
        }
    }

    /// Posts the alert to Alertmanager, by the command `curl`, which must be in the `PATH`.
    ///
    ///     try .alertmanager("http://127.0.0.1:9093", labels: ["service": "orders"])
    ///
    /// The labels of an alert are `alertname` (its rule), `severity`, `component`, `subject` and the
    /// given ones; its annotation `summary` is the message.
    ///
    /// - Parameters:
    ///   - url: the URL of Alertmanager, without the path of its API.
    ///   - labels: further labels of every alert, such as the service and the host.
    ///   - lifetime: the time after which Alertmanager resolves an alert that is not repeated, for
    ///     example because this process has ended. Choose more than `alerts.repeatAfter`.
    ///   - options: options of `curl`, such as `["--netrc-file", "/etc/app/netrc"]`: a password in
    ///     the URL or an option can be seen by other users of the machine.
    ///   - limit: the time for one request.
    /// - Throws: if the string is not an `http` or `https` URL, or a label's name is not valid.
    public static func alertmanager(
        _ url: String,
        labels: [String: String] = [:],
        lifetime: Duration = .seconds(5 * 3600),
        curl options: [String] = [],
        limit: Duration = .seconds(10)
    ) throws(ConfigError) -> AlertHandler {
        let client = try AlertmanagerClient(
            url: url,
            labels: labels,
            lifetime: lifetime,
            curl: options,
            limit: limit
        )
        return AlertHandler { (update) throws(AlertHandlerFailure) in
            try client.post(update, at: .now)
        }
    }
}

/// The reason for a handler's failure.
struct AlertHandlerFailure: Error {
    var reason: String
}
