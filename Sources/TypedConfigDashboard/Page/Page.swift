import ConfigMonitoring
import TypedConfig

/// A whole page.
struct Page {
    enum Place: String, CaseIterable {
        case overview = "/"
        case settings = "/settings"
        case alerts = "/alerts"
        case changes = "/changes"
        case performance = "/performance"
        /// Only in dashboards that know a fleet.
        case fleet = "/fleet"

        var title: String {
            switch self {
            case .overview: "Overview"
            case .settings: "Settings"
            case .alerts: "Alerts"
            case .changes: "Changes"
            case .performance: "Performance"
            case .fleet: "Fleet"
            }
        }
    }

    var title: String
    var place: Place?
    var state: HealthState
    var sections: [Markup]
    /// True if the pages have one of a fleet.
    var hasFleet = false

    /// The page as the dashboard serves it.
    var html: String {
        let links: [Markup] = Place.allCases.filter { $0 != .fleet || hasFleet }.map { link in
            let current: Markup = link == place ? " aria-current=\"page\"" : ""
            return "<a href=\"\(link.rawValue)\"\(current)>\(link.title)</a>"
        }
        let page: Markup = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <title>\(state.rawValue): \(title)</title>
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <link rel="icon" href="data:,">
            <link rel="stylesheet" href="/style.css">
            <script src="/dashboard.js" defer></script>
            <noscript><meta http-equiv="refresh" content="30"></noscript>
            </head>
            <body>
            <a class="skip" href="#main">Skip to the content</a>
            <header><div><strong>Configuration</strong><nav aria-label="Pages">\(links)</nav>
            <span id="live"></span><span id="news" class="spoken" role="status"></span></div></header>
            <main id="main" tabindex="-1">
            \(sections)
            </main>
            <footer>Values of secrets are not shown.</footer>
            </body>
            </html>

            """
        return page.html
    }
}
