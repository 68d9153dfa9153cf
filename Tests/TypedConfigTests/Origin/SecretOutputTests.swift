import ConfigDocument
import ConfigSchemas
import Foundation
import Synchronization
import Testing

@testable import ConfigFiles
@testable import ConfigMonitoring
@testable import ConfigTypes
@testable import TypedConfig
@testable import TypedConfigDashboard

/// Each place that may contain a secret, with everything that the library returns or reports:
/// nothing quotes it.
struct SecretOutputTests {
    private let log = CapturedLog()

    private func system(_ place: SecretCase, in folder: TemporaryFolder) throws -> ConfigSystem {
        let variables = ["CANARY": "C4naryPass", "DIGITS": "7391846502"]
        var interpolation = Interpolation(
            folders: [folder.path + "/run"],
            worldReadable: .allowed
        )
        interpolation.variable = { variables[$0] }
        let overlay = place.options.contains("overlay") ? "production" : nil
        var layers = [ConfigLayer.directory(folder.path + "/config", overlay: overlay)]
        if place.options.contains("secrets") {
            layers.append(.secrets(in: folder.path + "/run", worldReadable: .allowed))
        }
        if place.options.contains("dotenv") {
            layers.append(.dotenv(folder.path + "/run/app.env", prefix: "APP"))
        }
        let words = place.options.split(separator: " ").filter { $0.hasPrefix("--argument=") }
        layers.append(.arguments(words.map { String($0.dropFirst("--argument=".count)) }))
        if place.options.contains("environment") {
            layers.append(.environment(prefix: "APP", variables: ["APP_APITOKEN": "C4naryPass"]))
        }
        let system = try ConfigSystem(
            layers: layers,
            main: "app",
            interpolation: interpolation,
            logger: log.logger
        )
        var validator = ConfigValidator()
        try validator.add(schemaFolder: folder.path + "/schemas")
        system.register(validator)
        return system
    }

    @Test(arguments: SecretCase.all)
    func isInNothingThatIsHandedOutOrTold(_ place: SecretCase) throws {
        let folder = try TemporaryFolder(["schemas/app.schema.json": SecretCase.schema])
        for (file, text) in place.files {
            try folder.write(text.replacing("run/", with: folder.path + "/run/"), to: file)
        }
        let system = try system(place, in: folder)
        let trail = AuditTrail(folder: folder.path + "/audit")
        let monitor = ConfigMonitor(system, on: FakeMachine(), audit: trail)
        let told = Told()
        system.onChange("app") { change in
            told.add("onChange", change)
            for setting in change.settings { told.add("onChange", setting) }
        }
        let observer = system.telemetry.observers.add { event in
            told.add("event", event.changes)
            told.add("event", event.findings)
        }
        show(system, monitor, to: told)
        let file =
            place.files.keys.contains("config/app.json") ? "config/app.json" : "config/app.yaml"
        let text = place.files[file] ?? ""
        // Changes it there and back, so that it is both the old and the new value.
        for other in [#"{"port": 3}"#, text, #"{"port": 4, "apiToken": "C4naryPass"}"#] {
            try folder.write(other, to: file)
            told.attempt("reload") { try system.reload() }
            monitor.look()
            show(system, monitor, to: told)
        }
        told.add("log", log.text)
        told.add("metrics", system.metricsText())
        told.attempt("audit") {
            for record in try trail.records() {
                told.add("audit", record)
                told.add("audit", record.json)
            }
        }
        system.telemetry.observers.remove(observer)
        #expect(told.hits == [])
        #expect(told.count > 20)
    }

    private func show(_ system: ConfigSystem, _ monitor: ConfigMonitor, to told: Told) {
        for validate in [true, false] {
            told.attempt("load") {
                let value = try system.load("app", validate: validate)
                // A value that is not an object has no member to mark.
                guard var changed = value.object else { return }
                told.add("load", value)
                told.add(
                    "Codable",
                    String(decoding: try JSONEncoder().encode(value), as: UTF8.self)
                )
                told.attempt("plan") { told.add("plan", try system.plan("app", value).changes) }
                changed["port"] = .int(5)
                told.attempt("save") { told.add("save", try system.save("app", .object(changed))) }
            }
            told.attempt("redacted") {
                told.add("redacted", try system.redacted("app", validate: validate))
            }
        }
        told.attempt("explain") {
            for setting in try system.explain("app") { told.add("explain", setting) }
        }
        told.add("validate", system.validateAll())
        told.add("health", system.health)
        told.add("health", monitor.healthReport().json)
        for format in MonitorReport.Format.allCases {
            told.add("report", MonitorReport(monitor).formatted(format))
        }
        let dashboard = Dashboard(monitor)
        for path in [
            "/", "/alerts", "/changes", "/performance", "/config/app", "/health", "/metrics",
        ] {
            let answer = dashboard.response(
                to: DashboardRequest(
                    method: "GET",
                    path: path,
                    query: "",
                    headers: [(name: "Host", value: "localhost:8087")]
                )
            )
            told.add("page \(path)", answer.text)
        }
    }
}

/// Collects outputs, printed in every way.
private final class Told: Sendable {
    private let state = Mutex<(hits: [String], count: Int)>(([], 0))

    var hits: [String] { state.withLock(\.hits) }
    var count: Int { state.withLock(\.count) }

    func add(_ output: String, _ value: Any) {
        var dumped = ""
        dump(value, to: &dumped)
        let texts = ["\(value)", String(reflecting: value), dumped]
        state.withLock { state in
            state.count += 1
            for text in texts where SecretCase.canaries.contains(where: text.contains) {
                state.hits.append("\(output): \(text.prefix(2_000))")
            }
        }
    }

    /// An error is an output too.
    func attempt(_ output: String, _ body: () throws -> Void) {
        do { try body() } catch { add(output, error) }
    }
}
