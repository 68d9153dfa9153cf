import ConfigDocument
import Foundation
import JSONSchema
import Testing

@testable import ConfigFiles
@testable import ConfigMonitoring
@testable import ConfigTypes
@testable import TypedConfig
@testable import TypedConfigDashboard
@testable import TypedConfigTesting

/// The output of `print`, `dump` and debuggers for everything that may contain a secret, at any
/// depth.
struct SecretDumpTests {
    private static let canary = "c4n4ry-in-a-dump"

    /// Whether a value shows the secret, as a string or as bytes.
    private func shows(_ value: Any) -> Bool {
        var dumped = ""
        dump(value, to: &dumped, maxItems: 200_000)
        return ["\(value)", String(reflecting: value), dumped].contains { text in
            text.contains(Self.canary)
                || text.split { !$0.isNumber }.joined(separator: " ")
                    .contains(Self.canary.utf8.map(String.init).joined(separator: " "))
        }
    }

    @Test func theCheckItselfFindsOne() {
        #expect(shows(["a": [Self.canary]]))
        #expect(shows(["a": Array(Self.canary.utf8)]))
        #expect(!shows(Secret(Self.canary)))
    }

    @Test func nothingOfTheLibraryShowsASecret() throws {
        let folder = try TemporaryFolder([
            "config/login.yaml":
                "user: u\npassword: ${env:PASSWORD}\naccounts: [{token: x}]\n",
            "run/password": Self.canary,
        ])
        chmod(folder.path + "/run/password", 0o600)
        let variables = ["PASSWORD": Self.canary, "APP_PASSWORD": Self.canary]
        var interpolation = Interpolation(folders: [folder.path + "/run"])
        interpolation.variable = { variables[$0] }
        let layers: [ConfigLayer] = [
            .directory(folder.path + "/config"),
            .environment(prefix: "APP", variables: variables),
            .secrets(in: folder.path + "/run"),
            .override("login", "password", .string(Self.canary)),
        ]
        let system = try ConfigSystem(
            layers: layers,
            types: [Login.self],
            interpolation: interpolation,
            logger: .silent
        )
        let login = try system.load(Login.self)
        var options = AuditTrail.Options()
        options.key = Array(Self.canary.utf8)
        let trail = AuditTrail(folder: folder.path + "/audit", options: options)
        let monitor = ConfigMonitor(system, on: FakeMachine(), audit: trail)
        monitor.look()
        let access = DashboardAccess(token: Self.canary)
        let dashboard = Dashboard(monitor, access: access)
        let live = try system.live(Login.self)
        let rows: [(String, Any)] = [
            ("a typed value", login), ("a value", try system.load("login")),
            ("a system", system), ("a cache", system.cache), ("a snapshot", system.snapshot()),
            ("a live value", live), ("layers", layers), ("interpolation", interpolation),
            ("options of a trail", options), ("a trail", trail), ("a monitor", monitor),
            ("a report", monitor.healthReport()), ("access", access), ("a dashboard", dashboard),
            ("settings", try system.explain("login")), ("validation", system.validateAll()),
            (
                "a request",
                DashboardRequest(
                    path: "/",
                    query: "token=\(Self.canary)",
                    headers: [(name: "Authorization", value: "Bearer \(Self.canary)")]
                )
            ),
            (
                "an answer",
                dashboard.response(
                    to: DashboardRequest(
                        path: "/",
                        query: "token=\(Self.canary)",
                        headers: [(name: "Host", value: "localhost")]
                    )
                )
            ),
            ("a mirror", Mirror(reflecting: login).children.map(\.value)),
        ]
        for (name, value) in rows { #expect(!shows(value), "\(name)") }
        #expect(access.token == Self.canary && options.key == Array(Self.canary.utf8))
    }
}
