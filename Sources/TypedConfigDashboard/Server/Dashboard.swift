import ConfigDocument
public import ConfigMonitoring
import Synchronization
import TypedConfig
public import TypedConfigFleet

/// The dashboard of a system: answers requests independently of the server in use.
///
///     let dashboard = Dashboard(monitor)
///     let answer = dashboard.response(to: DashboardRequest(path: "/", headers: [("Host", "localhost")]))
///
/// It answers only GET and HEAD and cannot change anything. It serves `/`, `/settings`, `/alerts`,
/// `/changes`, `/performance`, `/fleet`, `/config/NAME`, `/report.md`, `/report.html`, `/report.json`,
/// `/metrics`, `/events`, `/health`, and the probes `/livez` and `/readyz`.
public final class Dashboard: Sendable {
    /// The monitored data that it shows.
    public let monitor: ConfigMonitor
    /// The rules of access.
    public let access: DashboardAccess
    private let events: EventStreams
    private let fleet: FleetWindow?
    /// The pages rendered since the last look.
    private let made = Mutex<(look: Int, pages: [String: String])>((0, [:]))

    /// - Parameters:
    ///   - maxStreams: the maximum number of browsers with an event stream; the pages of further ones
    ///     are not refreshed.
    ///   - fleet: reads the fleet for the page `/fleet`; nil for a dashboard without that page.
    public convenience init(
        _ monitor: ConfigMonitor,
        access: DashboardAccess = .loopback,
        maxStreams: Int = 500,
        fleet: FleetPublisher? = nil
    ) {
        self.init(
            monitor,
            access: access,
            maxStreams: maxStreams,
            window: fleet.map { FleetWindow($0) }
        )
    }

    init(
        _ monitor: ConfigMonitor,
        access: DashboardAccess,
        maxStreams: Int,
        window: FleetWindow?
    ) {
        self.monitor = monitor
        self.access = access
        events = EventStreams(monitor, most: maxStreams)
        fleet = window
    }

    /// Reads the fleet if the request is for its page and the last reading is two seconds old. A server
    /// calls it before `response(to:)`.
    public func prepare(for request: DashboardRequest) async {
        guard request.path == Page.Place.fleet.rawValue, access.refusal(of: request) == nil else {
            return
        }
        await fleet?.refresh()
    }

    /// The response to a request, which is a refusal if access is not allowed.
    public func response(to request: DashboardRequest) -> DashboardResponse {
        guard request.method == "GET" || request.method == "HEAD" else {
            var answer = DashboardResponse.plain(405, "Nothing can be changed here.")
            answer.headers.append(("Allow", "GET, HEAD"))
            return answer
        }
        var answer = probe(request) ?? access.refusal(of: request) ?? page(request)
        if request.method == "HEAD" { answer.body = .bytes([]) }
        return answer
    }

    /// Probes use any host name and no token; the answer is a single word.
    private func probe(_ request: DashboardRequest) -> DashboardResponse? {
        switch request.path {
        case "/livez": .plain(200, "alive")
        case "/readyz":
            monitor.healthReport().isReady ? .plain(200, "ready") : .plain(503, "not ready")
        default: nil
        }
    }

    private func page(_ request: DashboardRequest) -> DashboardResponse {
        switch request.path {
        case "/style.css": return DashboardResponse(type: "text/css; charset=utf-8", PageStyle.css)
        case "/dashboard.js":
            return DashboardResponse(type: "text/javascript; charset=utf-8", PageScript.javascript)
        case "/health":
            let report = monitor.healthReport()
            let text = String(decoding: report.json.encoded(as: .json), as: UTF8.self)
            return DashboardResponse(
                status: report.httpStatus,
                type: "application/health+json",
                text
            )
        case "/metrics":
            let format = MetricsText.Format(accept: request.header("accept"))
            return DashboardResponse(
                type: format.contentType,
                monitor.system.metricsText(format)
            )
        case "/events":
            guard request.method == "GET", let stream = events.stream() else {
                return .plain(503, "Too many browsers are listening.")
            }
            return DashboardResponse(stream: stream)
        case "/report.md": return report(.markdown, "text/markdown; charset=utf-8")
        case "/report.json": return report(.json, "application/json")
        case "/report.html": return download
        default: break
        }
        if let place = Page.Place(rawValue: request.path), place != .fleet || fleet != nil {
            switch place {
            case .settings: return settings(nil, request)
            case .fleet: return html(page(place).html)
            default: return html(cached(place))
            }
        }
        let prefix = "/config/"
        if request.path.hasPrefix(prefix) {
            let name = PathText.decoded(request.path.dropFirst(prefix.count))
            if monitor.system.names.contains(name) {
                return settings(name, request)
            }
        }
        return .plain(404, "There is no such page.")
    }

    private func settings(_ name: String?, _ request: DashboardRequest) -> DashboardResponse {
        let query = SettingsQuery(request)
        return html(self.page(of: name, query).html)
    }

    private func page(of name: String?, _ query: SettingsQuery) -> Page {
        var page = SettingsPage(monitor: monitor, name: name, query: query).page()
        page.hasFleet = fleet != nil
        return page
    }

    private func html(_ text: String) -> DashboardResponse {
        DashboardResponse(type: "text/html; charset=utf-8", text)
    }

    private func report(_ format: MonitorReport.Format, _ type: String) -> DashboardResponse {
        DashboardResponse(type: type, MonitorReport(monitor).formatted(format))
    }

    /// A file to keep includes its style sheet, which served pages must not.
    private var download: DashboardResponse {
        var answer = report(.html, "text/html; charset=utf-8")
        answer.headers.append(("Content-Disposition", "attachment; filename=\"report.html\""))
        return answer
    }

    // MARK: Pages

    /// Many browsers request the same page after each look; it is rendered once.
    private func cached(_ place: Page.Place) -> String {
        let look = monitor.looks
        if look > 0,
            let page = made.withLock({ $0.look == look ? $0.pages[place.rawValue] : nil })
        {
            return page
        }
        let page = self.page(place).html
        made.withLock { made in
            if made.look != look { made = (look, [:]) }
            made.pages[place.rawValue] = page
        }
        return page
    }

    private func page(_ place: Page.Place) -> Page {
        let health = monitor.healthReport()
        var sections: [Markup] = []
        switch place {
        case .overview:
            let samples = monitor.performanceReport(hours: 1).samples
            sections = [
                "<h1>Configuration health</h1>", Sections.banner(health),
                BrokenBy(monitor: monitor, health: health).section,
                Sections.alerts(health.alerts), Sections.cards(samples),
                Sections.files(health, links: true), Sections.components(health),
                Sections.events(Array(monitor.recentEvents.prefix(10))),
            ]
        case .settings:
            return self.page(of: nil, SettingsQuery())
        case .alerts:
            sections = ["<h1>Alerts of the last day</h1>", Sections.alerts(monitor.alerts())]
        case .changes:
            sections = ["<h1>What happened</h1>", Sections.events(monitor.recentEvents)]
        case .performance:
            let report = monitor.performanceReport()
            sections = [
                "<h1>The last day</h1>", Sections.charts(report, monitor.recentEvents),
                Sections.figures(report),
                """
                <p>Reports to keep: <a href="/report.html">HTML</a>, <a href="/report.md">Markdown</a>,
                <a href="/report.json">JSON</a>; figures for Prometheus: <a href="/metrics">metrics</a>.</p>
                """,
            ]
        case .fleet:
            if let fleet { sections = FleetPage(content: fleet.content).sections }
        }
        return Page(
            title: place.title,
            place: place,
            state: health.state,
            sections: sections,
            hasFleet: fleet != nil
        )
    }
}
