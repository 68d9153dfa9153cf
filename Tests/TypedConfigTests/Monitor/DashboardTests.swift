import ConfigSchemas
import Foundation
import Testing

@testable import ConfigFiles
@testable import ConfigMonitoring
@testable import ConfigTypes
@testable import TypedConfig
@testable import TypedConfigDashboard

/// The responses of the dashboard, and its access control.
struct DashboardTests {
    private let machine = FakeMachine()
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder(["config/pair.json": Pair.json(1)]) }

    private func monitor(audit: AuditTrail? = nil) throws -> ConfigMonitor {
        let system = try ConfigSystem(
            directory: folder.path + "/config",
            types: [Pair.self],
            logger: .silent
        )
        return ConfigMonitor(system, on: machine, audit: audit)
    }

    private func get(
        _ path: String,
        of dashboard: Dashboard,
        query: String = "",
        method: String = "GET",
        _ headers: [(String, String)] = [("Host", "localhost:8087")]
    ) -> DashboardResponse {
        dashboard.response(
            to: DashboardRequest(
                method: method,
                path: path,
                query: query,
                headers: headers.map { (name: $0.0, value: $0.1) }
            )
        )
    }

    // MARK: Pages

    @Test(arguments: [
        ("/", "text/html"), ("/settings", "text/html"), ("/alerts", "text/html"),
        ("/changes", "text/html"),
        ("/performance", "text/html"), ("/config/pair", "text/html"), ("/style.css", "text/css"),
        ("/dashboard.js", "text/javascript"), ("/health", "application/health+json"),
        ("/metrics", "text/plain"), ("/report.md", "text/markdown"),
        ("/report.json", "application/json"), ("/report.html", "text/html"),
        ("/livez", "text/plain"), ("/readyz", "text/plain"), ("/events", "text/event-stream"),
    ])
    func everyAddressIsAnsweredWithItsType(path: String, type: String) throws {
        let answer = get(path, of: Dashboard(try monitor()))
        #expect(answer.status == 200)
        #expect(answer.header("Content-Type")?.hasPrefix(type) == true)
        #expect(answer.header("Content-Security-Policy")?.hasPrefix("default-src 'none';") == true)
        #expect(answer.header("X-Content-Type-Options") == "nosniff")
        #expect(answer.header("Cache-Control") == "no-store")
        #expect(answer.header("Access-Control-Allow-Origin") == nil)
    }

    @Test(arguments: [
        "/nothing", "/config/", "/config/nothing", "/config/..%2F..%2Fetc", "//", "/%2e",
    ])
    func otherAddressesAreNone(path: String) throws {
        #expect(get(path, of: Dashboard(try monitor())).status == 404)
    }

    @Test func aPageShowsStateFindingsAlertsAndChangesAsTheyCome() throws {
        let monitor = try monitor()
        let system = monitor.system
        let dashboard = Dashboard(monitor)
        _ = try system.load(Pair.self)
        monitor.look()
        let good = get("/", of: dashboard).text
        #expect(good.contains("<p class=\"state\">healthy</p>"))
        #expect(good.contains("<title>healthy: Overview</title>"))
        #expect(!good.contains("reload-refused"))
        try folder.write(Pair.json(2), to: "config/pair.json")
        try system.reload()
        try folder.write(#"{"number": -1, "text": "a"}"#, to: "config/pair.json")
        #expect(throws: ConfigError.self) { try system.reload() }
        machine.pass(1)
        monitor.look()
        let bad = get("/", of: dashboard).text
        #expect(bad.contains("<p class=\"state\">degraded</p>"))
        #expect(
            bad.contains("pair.json:1:12: error: number is -1; the smallest allowed value is 0")
        )
        #expect(bad.contains("<th scope=\"row\">reload-refused</th>"))
        #expect(bad.contains("<pre>number: <del>1</del> <ins>2</ins>"))
        #expect(
            get("/alerts", of: dashboard).text.contains("<td data-column=\"State\">firing</td>")
        )
        #expect(get("/health", of: dashboard).text.contains("\"status\": \"warn\""))
        try folder.write(Pair.json(3), to: "config/pair.json")
        try system.reload()
        machine.pass(1)
        monitor.look()
        #expect(
            get("/alerts", of: dashboard).text.contains("<td data-column=\"State\">resolved</td>")
        )
        #expect(get("/", of: dashboard).text.contains("<p class=\"state\">healthy</p>"))
    }

    @Test func aRefusedFileIsShownBesideWhatIsServed() throws {
        let monitor = try monitor()
        _ = try monitor.system.load(Pair.self)
        try folder.write(#"{"number": -1, "text": "a"}"#, to: "config/pair.json")
        #expect(throws: ConfigError.self) { try monitor.system.reload() }
        monitor.look()
        let page = get("/config/pair", of: Dashboard(monitor)).text
        #expect(page.contains("<code>1</code>"))
        #expect(page.contains("last good, served since the files were refused at 20"))
        #expect(page.contains("<th scope=\"col\">Served</th><th scope=\"col\">Refused</th>"))
        #expect(
            page.contains(
                "<td data-column=\"Served\"><code>1</code></td><td data-column=\"Refused\">"
                    + "<del><code>-1</code></del>"
            )
        )
        // The place of the value is named once.
        #expect(page.contains("pair.json:1:12</code><div>number is -1; the smallest allowed value"))
        #expect(page.contains("number is -1; the smallest allowed value is 0"))
    }

    /// Also inside of a deprecated object, and while the file is refused, even for its syntax.
    @Test(arguments: ["", "port: a\n", "port: [\n"])
    func deprecatedSettingsAreMarked(breaking: String) throws {
        let files = "old: 1\ngroup: {size: 2}\nport: 80\n"
        try folder.write(files, to: "config/store.yaml")
        try folder.write(
            """
            {"properties": {"old": {"type": "integer", "deprecated": true}, "port": {"type": "integer"},
            "group": {"properties": {"size": {"type": "integer"}}, "deprecated": true}}}
            """,
            to: "schemas/store.schema.json"
        )
        var validator = ConfigValidator()
        try validator.add(schemaFolder: folder.path + "/schemas")
        let system = try ConfigSystem(directory: folder.path + "/config", logger: .silent)
        system.register(validator)
        _ = try system.load("store")
        if !breaking.isEmpty {
            try folder.write("old: 1\ngroup: {size: 2}\n" + breaking, to: "config/store.yaml")
            #expect(throws: ConfigError.self) { try system.reload() }
        }
        let dashboard = Dashboard(ConfigMonitor(system, on: machine))
        let page = get("/settings", of: dashboard, query: "deprecated=on").text
        for (key, isMarked) in [("old", true), ("group.size", true), ("port", false)] {
            let badge = "<code>\(key)</code> <span class=\"mark\">deprecated</span>"
            #expect(page.contains(badge) == isMarked, "\(key)")
        }
    }

    @Test func theChangeThatBrokeItIsOnTop() throws {
        let monitor = try monitor()
        let dashboard = Dashboard(monitor)
        _ = try monitor.system.load(Pair.self)
        monitor.look()
        #expect(!get("/", of: dashboard).text.contains("Broken by"))
        try folder.write(#"{"number": -1, "text": "a"}"#, to: "config/pair.json")
        #expect(throws: ConfigError.self) { try monitor.system.reload() }
        machine.pass(1)
        monitor.look()
        let page = get("/", of: dashboard).text
        let start = try #require(page.range(of: "<h2>Broken by</h2>"))
        let alerts = try #require(page.range(of: "<h2>Alerts</h2>"))
        #expect(start.lowerBound < alerts.lowerBound)
        let section = page[start.lowerBound..<alerts.lowerBound]
        #expect(section.contains("<pre>number: <del>1</del> <ins>-1</ins></pre>"))
        #expect(section.contains("pair.json</code> <span class=\"quiet\">changed by "))
        #expect(section.contains("<span class=\"quiet\">, refused <time "))
        #expect(section.contains("number is -1; the smallest allowed value is 0"))
    }

    @Test(arguments: [
        ("q=pair.number", ["number"]), ("q=PAIR.NUM", ["number"]), ("q=pair.te", ["text"]),
        ("q=goes+with", ["text"]), ("q=zzz", []),
        ("refused=on", []), ("overridden=on", []), ("variable=on&q=", []),
        ("", ["number", "text"]),
    ])
    func settingsAreFound(query: String, keys: [String]) throws {
        let monitor = try monitor()
        _ = try monitor.system.load(Pair.self)
        monitor.look()
        for path in ["/settings", "/config/pair"] {
            let page = get(path, of: Dashboard(monitor), query: query).text
            for key in ["number", "text"] {
                #expect(page.contains("<code>\(key)</code>") == keys.contains(key), "\(key)")
            }
            #expect(page.contains("<p class=\"quiet\">\(keys.count) of 2 settings</p>"))
        }
    }

    @Test func aRefusedSettingIsFoundByItsMark() throws {
        let monitor = try monitor()
        _ = try monitor.system.load(Pair.self)
        try folder.write(#"{"number": -1, "text": "a"}"#, to: "config/pair.json")
        #expect(throws: ConfigError.self) { try monitor.system.reload() }
        monitor.look()
        let page = get("/settings", of: Dashboard(monitor), query: "refused=on").text
        #expect(page.contains("<code>number</code>"))
        #expect(page.contains("name=\"refused\" checked"))
    }

    @Test func pagesAreMadeOnceALook() throws {
        let monitor = try monitor()
        let dashboard = Dashboard(monitor)
        monitor.look()
        let first = get("/", of: dashboard).text
        machine.pass(100)
        #expect(get("/", of: dashboard).text == first)
        monitor.look()
        #expect(get("/", of: dashboard).text != first)
    }

    @Test func settingsAreShownWithTheirOriginsAndNarrowed() throws {
        let dashboard = Dashboard(try monitor())
        let all = get("/config/pair", of: dashboard).text
        #expect(
            all.contains(
                "<th scope=\"row\"><code>number</code></th><td data-column=\"Served\"><code>1</code></td>"
            )
        )
        #expect(all.contains("pair.json:1:11</code>"))
        let some = get("/config/pair", of: dashboard, query: "q=te%78t&x=1").text
        #expect(some.contains("<code>text</code>") && !some.contains("<code>number</code>"))
        #expect(some.contains("value=\"text\""))
        let hostile = get("/config/pair", of: dashboard, query: "q=%22%3E%3Cscript%3Ealert(1)").text
        #expect(!hostile.contains("<script>alert") && hostile.contains("&quot;&gt;&lt;script&gt;"))
    }

    @Test func aFolderThatIsGoneIsNotReadyButAlive() throws {
        let monitor = try monitor()
        let dashboard = Dashboard(monitor)
        #expect(get("/readyz", of: dashboard, []).status == 200)
        try FileManager.default.removeItem(atPath: folder.path + "/config")
        monitor.look()
        #expect(get("/readyz", of: dashboard, []).status == 503)
        #expect(get("/livez", of: dashboard, []).status == 200)
        #expect(get("/health", of: dashboard).status == 503)
    }

    @Test func eachLookIsAnEvent() async throws {
        let monitor = try monitor()
        let dashboard = Dashboard(monitor)
        let answer = get("/events", of: dashboard)
        guard case .stream(let stream) = answer.body else { throw CancellationError() }
        var pieces = stream.makeAsyncIterator()
        let first = await pieces.next().map { String(decoding: $0, as: UTF8.self) }
        #expect(first?.hasPrefix("event: look\ndata: {\"state\":\"healthy\"") == true)
        try folder.write("{}", to: "config/pair.json")
        try await eventually("the listener is there") {
            monitor.look()
            return monitor.broadcast.count == 1
        }
        monitor.look()
        var last = ""
        while !last.contains("degraded"), let piece = await pieces.next() {
            last = String(decoding: piece, as: UTF8.self)
        }
        _ = dashboard
        #expect(last.hasSuffix("\n\n"))
    }

    @Test func listenersAreLimited() throws {
        let dashboard = Dashboard(try monitor(), maxStreams: 2)
        let streams = (0..<2).map { _ in get("/events", of: dashboard) }
        #expect(streams.map(\.status) == [200, 200])
        #expect(get("/events", of: dashboard).status == 503)
    }

    // MARK: Access

    private static let token = "0123456789abcdefXYZ_-"

    struct Visit: CustomTestStringConvertible, Sendable {
        var testDescription: String
        var status: Int
        var hasToken = false
        var query = ""
        var headers: [(String, String)]
    }

    @Test(arguments: [
        Visit(testDescription: "this machine", status: 200, headers: [("Host", "127.0.0.1:8087")]),
        Visit(testDescription: "IPv6", status: 200, headers: [("host", "[::1]:8087")]),
        Visit(
            testDescription: "a name of ours",
            status: 200,
            headers: [("Host", "Config.Example.org")]
        ),
        Visit(
            testDescription: "rebound name",
            status: 421,
            headers: [("Host", "evil.example:8087")]
        ),
        Visit(
            testDescription: "suffix",
            status: 421,
            headers: [("Host", "localhost.evil.example")]
        ),
        Visit(testDescription: "no name", status: 421, headers: []),
        Visit(
            testDescription: "two names",
            status: 421,
            headers: [("Host", "localhost"), ("Host", "evil.example")]
        ),
        Visit(
            testDescription: "its own script",
            status: 200,
            headers: [
                ("Host", "localhost:1"), ("Origin", "http://localhost:1"),
                ("Sec-Fetch-Site", "same-origin"),
            ]
        ),
        Visit(
            testDescription: "another site's script",
            status: 403,
            headers: [("Host", "localhost:1"), ("Origin", "http://evil.example")]
        ),
        Visit(
            testDescription: "another port's script",
            status: 403,
            headers: [("Host", "localhost:1"), ("Origin", "http://localhost:2")]
        ),
        Visit(
            testDescription: "a frame or picture of another site",
            status: 403,
            headers: [
                ("Host", "localhost"), ("Sec-Fetch-Site", "cross-site"),
                ("Sec-Fetch-Mode", "no-cors"),
            ]
        ),
        Visit(
            testDescription: "a link of another site",
            status: 200,
            headers: [
                ("Host", "localhost"), ("Sec-Fetch-Site", "cross-site"),
                ("Sec-Fetch-Mode", "navigate"),
            ]
        ),
        Visit(
            testDescription: "no token",
            status: 401,
            hasToken: true,
            headers: [("Host", "localhost")]
        ),
        Visit(
            testDescription: "a wrong token",
            status: 401,
            hasToken: true,
            headers: [("Host", "localhost"), ("Authorization", "Bearer 0123456789abcdefXYZ_")]
        ),
        Visit(
            testDescription: "the token",
            status: 200,
            hasToken: true,
            headers: [("Host", "localhost"), ("Authorization", "Bearer \(token)")]
        ),
        Visit(
            testDescription: "the cookie",
            status: 200,
            hasToken: true,
            headers: [("Host", "localhost"), ("Cookie", "a=b; typed_config_token=\(token)")]
        ),
        Visit(
            testDescription: "the token in the address",
            status: 303,
            hasToken: true,
            query: "token=\(token)",
            headers: [("Host", "localhost")]
        ),
        Visit(
            testDescription: "the token, by a rebound name",
            status: 421,
            hasToken: true,
            headers: [("Host", "evil.example"), ("Authorization", "Bearer \(token)")]
        ),
    ])
    func onlyThoseWhoMaySeeIt(visit: Visit) throws {
        let access = DashboardAccess(
            hosts: ["config.example.org"],
            token: visit.hasToken ? Self.token : nil
        )
        let dashboard = Dashboard(try monitor(), access: access)
        for path in ["/", "/metrics", "/config/pair", "/events", "/report.json"] {
            let answer = get(path, of: dashboard, query: visit.query, visit.headers)
            #expect(answer.status == visit.status, "\(path)")
            if visit.status == 303 {
                #expect(answer.header("Location") == "/")
                #expect(
                    answer.header("Set-Cookie")?.hasSuffix("; HttpOnly; SameSite=Strict") == true
                )
            } else if visit.status != 200 {
                #expect(!answer.text.contains("pair") && !answer.text.contains(Self.token))
            }
        }
    }

    @Test(arguments: ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE"])
    func nothingCanBeChanged(method: String) throws {
        let answer = get("/", of: Dashboard(try monitor()), method: method)
        #expect(answer.status == 405 && answer.header("Allow") == "GET, HEAD")
    }

    @Test func headIsAnsweredWithoutBody() throws {
        let answer = get("/", of: Dashboard(try monitor()), method: "HEAD")
        #expect(answer.status == 200 && answer.text == "")
    }

    @Test(arguments: [
        ("0123456789abcdef", true), ("0123456789abcde", false), ("0123456789abcdef;", false),
        ("0123456789 abcdef", false), ("", false),
    ])
    func tokensAreLongAndPlain(token: String, isGood: Bool) {
        #expect(DashboardAccess.isGoodToken(token) == isGood)
    }

    // MARK: Secrets

    @Test func noSecretIsOnAnyPageNorInAnyReport() throws {
        setenv("DASHBOARD_CANARY", "canary-4", 1)
        try folder.write(
            """
            token: canary-1
            other: ${env:DASHBOARD_CANARY}
            list: [{key: canary-2}]
            limit: 1

            """,
            to: "config/store.yaml"
        )
        try folder.write("canary-3", to: "secrets/STORE_FILE")
        try folder.write(
            """
            {"properties": {"token": {"type": "string", "x-secret": true}, "other": {"type": "string"},
            "list": {"items": {"properties": {"key": {"type": "string", "writeOnly": true}}}},
            "limit": {"type": "integer"}}}
            """,
            to: "schemas/store.schema.json"
        )
        var validator = ConfigValidator()
        try validator.add(schemaFolder: folder.path + "/schemas")
        let system = try ConfigSystem(directory: folder.path + "/config", logger: .silent)
        system.register(validator)
        let monitor = ConfigMonitor(system, on: machine)
        let dashboard = Dashboard(monitor)
        _ = try system.load("store")
        let text = { (number: Int) in
            """
            token: canary-1\(number)
            other: ${env:DASHBOARD_CANARY}
            list: [{key: canary-2\(number)}, {key: [canary-5]}]
            limit: \(number)

            """
        }
        try folder.write(
            text(2).replacing(", {key: [canary-5]}", with: ""),
            to: "config/store.yaml"
        )
        try system.reload()
        try folder.write(text(3), to: "config/store.yaml")
        #expect(throws: ConfigError.self) { try system.reload() }
        monitor.look()
        var all = ""
        for path in [
            "/", "/alerts", "/changes", "/performance", "/config/store", "/health", "/metrics",
            "/report.md", "/report.json", "/report.html",
        ] {
            let answer = get(path, of: dashboard)
            #expect(answer.status == 200)
            all += answer.text
        }
        for format in MonitorReport.Format.allCases {
            all += MonitorReport(monitor).formatted(format)
        }
        #expect(all.contains("limit"))
        #expect(!all.contains("canary"))
    }

    @Test func textFromFilesIsNeverMarkup() throws {
        let evil = #"<img src=x onerror=alert(1)>"# + "\u{202E}'\"&"
        try folder.write(
            #"{"number": -1, "text": 1, "\#(evil.replacing("\"", with: "\\\""))": 1}"#,
            to: "config/pair.json"
        )
        let monitor = try monitor()
        monitor.look()
        for path in ["/", "/config/pair", "/report.html", "/report.md"] {
            let text = get(path, of: Dashboard(monitor)).text
            #expect(!text.contains("<img") && !text.contains("\u{202E}"), "\(path)")
        }
        let piece: Markup = "<b title=\"\(evil)\">\(evil)</b>"
        #expect(!piece.html.dropFirst(3).dropLast(4).contains("<"))
        #expect(piece.html.contains("&lt;img src=x onerror=alert(1)&gt;\\u{202E}&#39;&quot;&amp;"))
    }
}

extension DashboardResponse {
    func header(_ name: String) -> String? { headers.first { $0.name == name }?.value }

    var text: String {
        guard case .bytes(let bytes) = body else { return "" }
        return String(decoding: bytes, as: UTF8.self)
    }
}
