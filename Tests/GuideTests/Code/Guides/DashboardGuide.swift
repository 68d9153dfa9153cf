// The code of the guide Dashboard.md, line by line.
import ConfigMonitoring
import TypedConfigDashboard

#if Dashboard
    func serveLocally(_ monitor: ConfigMonitor) async throws {
        try await DashboardServer(Dashboard(monitor), port: 8087).run()
    }

    func serve(_ monitor: ConfigMonitor, token: String) async throws {
        guard DashboardAccess.isGoodToken(token) else { throw BadToken() }
        let access = DashboardAccess(hosts: ["config.example.org"], token: token)
        let dashboard = Dashboard(monitor, access: access)
        let server = DashboardServer(dashboard, address: "10.0.0.5", port: 8087)
        try await server.run { port in print("dashboard on port \(port)") }
    }

    struct BadToken: Error {}
#endif

func respond(
    to path: String,
    query: String,
    headers: [(name: String, value: String)],
    by dashboard: Dashboard
) -> (status: Int, headers: [(name: String, value: String)], body: [UInt8]) {
    let request = DashboardRequest(path: path, query: query, headers: headers)
    let response = dashboard.response(to: request)
    switch response.body {
    case .bytes(let bytes):
        return (response.status, response.headers, bytes)
    case .stream:
        // Only for /events: send each element as it arrives.
        return (501, [], [])
    }
}
