/// A request, as a web server passes it to the dashboard.
public struct DashboardRequest: Sendable {
    /// The method, in upper case.
    public var method: String
    /// The path as received, percent-encoded.
    public var path: String
    /// The part after the question mark as received; empty if there is none.
    public var query: String
    private let headers: [String: String]

    /// A repeated header counts as empty.
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
            // Repeated headers are ambiguous, so they must not pass any check.
            uniquingKeysWith: { _, _ in "" }
        )
    }

    /// The value of a header, ignoring the case of its name; nil if it is missing.
    public func header(_ name: String) -> String? { headers[name.lowercased()] }

    /// The value of a form field; nil if it is missing.
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

/// A response for a web server to send.
public struct DashboardResponse: Sendable {
    /// The content of a response.
    public enum Body: Sendable {
        case bytes([UInt8])
        /// Sent piece by piece as it becomes available, without an end.
        case stream(AsyncStream<[UInt8]>)
    }

    /// The HTTP status code.
    public var status: Int
    /// The headers, in the order in which they are sent.
    public var headers: [(name: String, value: String)]
    /// The content; empty for HEAD.
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

    /// Forbids loading, running or framing anything from elsewhere, and sending referrers.
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

/// Hides tokens, which may be in the query, in headers and in cookies.
extension DashboardRequest: CustomStringConvertible, CustomReflectable {
    public var description: String { "\(method) \(path)" }
    public var customMirror: Mirror { Mirror(self, children: ["method": method, "path": path]) }
}

extension DashboardResponse: CustomStringConvertible, CustomReflectable {
    public var description: String { "\(status)" }
    public var customMirror: Mirror { Mirror(self, children: ["status": status]) }
}

extension SettingsQuery {
    /// The query of a form: `q` is the text, and each mark is a field of its own.
    init(_ request: DashboardRequest) {
        text = request.field("q") ?? ""
        marks = Set(Mark.allCases.filter { request.field($0.rawValue) != nil })
    }
}
