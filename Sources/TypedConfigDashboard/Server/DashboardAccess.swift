import ConfigDocument

/// The rules for access to the dashboard.
///
/// Other sites must not read it through a visitor's browser. The requested host name must therefore
/// be a known one (which prevents "DNS rebinding", where a foreign name points at this machine),
/// and requests made by other sites are refused.
public struct DashboardAccess: Sendable {
    /// The names and addresses that browsers may request, without ports; lower case.
    public var hosts: Set<String>
    /// The token that clients must present; nil for none, which is only allowed on the loopback
    /// interface.
    public var token: String?

    /// Access for this machine's own users: `localhost`, `127.0.0.1` and `[::1]`.
    public static let loopback = DashboardAccess()

    /// - Parameter hosts: names in addition to those of the loopback interface.
    public init(hosts: [String] = [], token: String? = nil) {
        self.hosts = Set(["localhost", "127.0.0.1", "[::1]"] + hosts.map { $0.lowercased() })
        self.token = token
    }

    static let cookie = "typed_config_token"

    /// - Returns: the refusal; nil if the request is allowed.
    func refusal(of request: DashboardRequest) -> DashboardResponse? {
        guard let host = request.header("host"), hosts.contains(Self.name(of: host)) else {
            return .plain(
                421,
                "This dashboard does not answer to that name. Name it with --host, or ask for localhost."
            )
        }
        if let origin = request.header("origin"),
            origin != "http://\(host)" && origin != "https://\(host)"
        {
            return .plain(403, "Pages of other sites may not read this dashboard.")
        }
        let site = request.header("sec-fetch-site")
        // Following a link is as harmless as typing the address.
        let isLink = request.header("sec-fetch-mode") == "navigate"
        if site == "cross-site" || site == "same-site", !isLink {
            return .plain(403, "Pages of other sites may not read this dashboard.")
        }
        guard let token else { return nil }
        if let given = request.cookie(Self.cookie), isEqual(given, token) { return nil }
        if let given = request.header("authorization"), given.hasPrefix("Bearer "),
            isEqual(String(given.dropFirst("Bearer ".count)), token)
        {
            return nil
        }
        if let given = request.field("token"), isEqual(given, token) { return welcome(token) }
        var refusal = DashboardResponse.plain(
            401,
            "A token is needed: open /?token=… once, or send it as \"Authorization: Bearer …\"."
        )
        refusal.headers.append(("WWW-Authenticate", "Bearer"))
        return refusal
    }

    /// Moves the token from the address to a cookie that scripts cannot read.
    private func welcome(_ token: String) -> DashboardResponse {
        var answer = DashboardResponse.plain(303, "Welcome.")
        answer.headers.append(("Location", "/"))
        let cookie = "\(Self.cookie)=\(token); Path=/; HttpOnly; SameSite=Strict"
        answer.headers.append(("Set-Cookie", cookie))
        return answer
    }

    static func name(of host: String) -> String {
        let host = host.lowercased()
        if host.hasPrefix("[") { return host.prefix { $0 != "]" } + "]" }
        return String(host.prefix { $0 != ":" })
    }

    /// Compares hashes in full, so that the time taken reveals neither the first difference nor the
    /// token's length.
    private func isEqual(_ left: String, _ right: String) -> Bool {
        let hashes = [left, right].map { SHA256.hexadecimal(of: Array($0.utf8)) }
        return zip(hashes[0].utf8, hashes[1].utf8).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
    }

    /// True if a token can be stored in a cookie and is too long to guess.
    public static func isGoodToken(_ token: String) -> Bool {
        token.utf8.count >= 16 && token.utf8.count <= 512
            && token.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
                    true
                default: false
                }
            }
    }
}

/// Hides the token.
extension DashboardAccess: CustomStringConvertible, CustomReflectable {
    public var description: String {
        "hosts: \(hosts.sorted().joined(separator: ", ")), token: \(token == nil ? "none" : "<secret>")"
    }

    public var customMirror: Mirror { Mirror(self, children: ["hosts": hosts.sorted()]) }
}
