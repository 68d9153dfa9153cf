import ConfigDocument
import ConfigTypes
import SchemaValidation
import TypedConfig

/// Posts alerts to Alertmanager's API, version 2, by the command `curl`.
///
/// Alertmanager resolves an alert by itself when its `endsAt` has passed. A firing alert is posted
/// again only every `alerts.repeatAfter`, so its `endsAt` lies beyond that.
struct AlertmanagerClient: Sendable {
    private let command: AlertCommand
    private let url: String
    private let labels: [String: String]
    private let lifetime: Duration

    init(
        url: String,
        labels: [String: String],
        lifetime: Duration,
        curl options: [String],
        limit: Duration
    ) throws(ConfigError) {
        let isPlain = url.utf8.allSatisfy { 0x21...0x7E ~= $0 }
        let scheme = ["http://", "https://"].first { url.hasPrefix($0) }
        let host = scheme.map { url.dropFirst($0.count).prefix { $0 != "/" } } ?? ""
        guard isPlain, !host.isEmpty, !url.contains("?"), !url.contains("#") else {
            throw Self.fault(
                "\(quoted(url)) is not the URL of an Alertmanager",
                suggestion: "write http://HOST:PORT or https://HOST/PREFIX"
            )
        }
        if let name = labels.keys.sorted().first(where: { !Self.isLabel($0) }) {
            throw Self.fault(
                "\(quoted(name)) is not the name of a label",
                suggestion: "use letters, digits and _, such as service_name"
            )
        }
        self.url = url.hasSuffix("/") ? String(url.dropLast()) : url
        self.labels = labels
        self.lifetime = lifetime
        let seconds = max(1, limit.components.seconds)
        command = AlertCommand(
            arguments: [
                "/usr/bin/env", "curl", "--silent", "--show-error", "--fail", "--globoff",
                "--max-time", "\(seconds)", "--header", "Content-Type: application/json",
                "--data-binary", "@-", "--output", "/dev/null",
            ] + options + ["--url", "\(self.url)/api/v2/alerts"],
            limit: limit + .seconds(1)
        )
    }

    func post(_ update: AlertUpdate, at now: Timestamp) throws(AlertHandlerFailure) {
        let body = JSONEmitter(indent: nil).emit(body(of: update, at: now))
        do throws(AlertHandlerFailure) { try command.run(body) } catch {
            throw AlertHandlerFailure(reason: "Alertmanager at \(url): \(error.reason)")
        }
    }

    /// The alerts that the API expects: an array of one.
    func body(of update: AlertUpdate, at now: Timestamp) -> DocumentValue {
        let alert = update.alert
        var labels = DocumentObject()
        for (name, value) in self.labels.sorted(by: { $0.key < $1.key }) {
            labels[name] = .string(value)
        }
        // These identify an alert: Alertmanager takes two with equal labels for the same.
        labels["alertname"] = .string(alert.rule.rawValue)
        labels["severity"] = .string(alert.severity.rawValue)
        labels["component"] = .string(alert.component.rawValue)
        if !alert.subject.isEmpty { labels["subject"] = .string(alert.subject) }
        let end = alert.resolved ?? now.adding(lifetime)
        return [
            [
                "labels": .object(labels), "annotations": ["summary": .string(alert.message)],
                "startsAt": .string((alert.fired ?? alert.began).description),
                "endsAt": .string(end.description),
            ]
        ]
    }

    /// The names that Prometheus allows.
    private static func isLabel(_ name: String) -> Bool {
        let isWord = name.utf8.allSatisfy { byte in
            byte == UInt8(ascii: "_") || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
                || UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20
        }
        return isWord && !name.isEmpty && !(name.utf8.first.map { $0 < 0x3A } ?? true)
    }

    private static func fault(_ message: String, suggestion: String) -> ConfigError {
        ConfigError(Finding(message: message, suggestion: suggestion, file: "alertmanager"))
    }
}

extension Timestamp {
    /// Whole seconds later; at most the last moment there is.
    fileprivate func adding(_ duration: Duration) -> Timestamp {
        let (added, isLong) = Int(clamping: duration.components.seconds)
            .multipliedReportingOverflow(by: 1000)
        let (sum, isLate) = milliseconds.addingReportingOverflow(added)
        return Timestamp(milliseconds: isLong || isLate ? .max : sum)
    }
}
