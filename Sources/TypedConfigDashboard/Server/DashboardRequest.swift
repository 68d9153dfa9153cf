/// What a web server hands to the dashboard of a request.
public struct DashboardRequest: Sendable {
    public var method: String
    /// As it came, with its percent signs.
    public var path: String
    /// After the question mark, as it came; empty without one.
    public var query: String
    private let headers: [String: String]

    public init(
        method: String = "GET",
        path: String,
        query: String = "",
        headers: [(name: String, value: String)] = []
    ) {
        self.method = method
        self.path = path
        self.query = query
        self.headers = Dictionary(
            headers.map { ($0.name.lowercased(), $0.value) },
            // Which of two is meant nobody knows, so neither passes any check.
            uniquingKeysWith: { _, _ in "" }
        )
    }

    public func header(_ name: String) -> String? { headers[name.lowercased()] }

    /// The value of a field of a form; nil where it is not there.
    func field(_ name: String) -> String? {
        for part in query.split(separator: "&") {
            let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard PathText.decoded(pair[0], plusIsSpace: true) == name else { continue }
            return pair.count > 1 ? PathText.decoded(pair[1], plusIsSpace: true) : ""
        }
        return nil
    }

    func cookie(_ name: String) -> String? {
        for part in (header("cookie") ?? "").split(separator: ";") {
            let pair = part.drop { $0 == " " }.split(separator: "=", maxSplits: 1)
            if pair.count == 2, pair[0] == name { return String(pair[1]) }
        }
        return nil
    }
}

/// What a web server shall answer.
public struct DashboardResponse: Sendable {
    public enum Body: Sendable {
        case bytes([UInt8])
        /// Sent piece by piece as it comes, without an end.
        case stream(AsyncStream<[UInt8]>)
    }

    public var status: Int
    public var headers: [(name: String, value: String)]
    public var body: Body

    init(
        status: Int = 200,
        type: String,
        _ text: String,
        _ more: [(name: String, value: String)] = []
    ) {
        self.status = status
        headers = [("Content-Type", type)] + Self.always + more
        body = .bytes(Array(text.utf8))
    }

    init(stream: AsyncStream<[UInt8]>) {
        status = 200
        headers = [("Content-Type", "text/event-stream; charset=utf-8")] + Self.always
        body = .stream(stream)
    }

    static func plain(_ status: Int, _ text: String) -> DashboardResponse {
        DashboardResponse(status: status, type: "text/plain; charset=utf-8", text + "\n")
    }

    /// Nothing from elsewhere is loaded, run, framed or told where it was linked from.
    private static let always: [(name: String, value: String)] = [
        (
            "Content-Security-Policy",
            "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; "
                + "img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
        ),
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", "DENY"),
        ("Referrer-Policy", "no-referrer"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("Cache-Control", "no-store"),
    ]
}

/// A token may be in the query, in headers and in cookies, so none of them is shown.
extension DashboardRequest: CustomStringConvertible, CustomReflectable {
    public var description: String { "\(method) \(path)" }
    public var customMirror: Mirror { Mirror(self, children: ["method": method, "path": path]) }
}

extension DashboardResponse: CustomStringConvertible, CustomReflectable {
    public var description: String { "\(status)" }
    public var customMirror: Mirror { Mirror(self, children: ["status": status]) }
}
