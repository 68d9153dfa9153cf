import ConfigMonitoring
import TypedConfig

extension Page {
    /// The report as a self-contained file.
    static func report(_ report: MonitorReport) -> Markup {
        let sections: [Markup] =
            [
                "<h1>Configuration health</h1>", Sections.banner(report.health),
                Sections.components(report.health),
                Sections.files(report.health, links: false),
                Sections.alerts(report.performance.alerts), Sections.figures(report.performance),
                Sections.charts(report.performance, report.events),
                Sections.events(report.events),
            ]
        return """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" \
            content="default-src 'none'; style-src 'unsafe-inline'">
            <title>Configuration: \(report.health.state.rawValue)</title>
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <style>\(Markup(stringLiteral: PageStyle.css))</style>
            </head>
            <body>
            <main>
            \(sections)
            </main>
            <footer>Values of secrets are not shown.</footer>
            </body>
            </html>

            """
    }
}
