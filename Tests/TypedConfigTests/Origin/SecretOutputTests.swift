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
    func isInNothingThatIsHandedOutOrPrinted(_ place: SecretCase) throws {
        let folder = try TemporaryFolder(["schemas/app.schema.json": SecretCase.schema])
        for (file, text) in place.files {
            try folder.write(text.replacing("run/", with: folder.path + "/run/"), to: file)
        }
        let system = try system(place, in: folder)
        let trail = AuditTrail(folder: folder.path + "/audit")
        let monitor = ConfigMonitor(system, on: FakeMachine(), audit: trail)
        let outputs = Outputs()
        system.onChange("app") { change in
            outputs.add("onChange", change)
            for setting in change.settings { outputs.add("onChange", setting) }
        }
        let observer = system.telemetry.observers.add { event in
            outputs.add("event", event.changes)
            outputs.add("event", event.findings)
        }
        show(system, monitor, to: outputs)
        let file =
            place.files.keys.contains("config/app.json") ? "config/app.json" : "config/app.yaml"
        let text = place.files[file] ?? ""
        // Changes it there and back, so that it is both the old and the new value.
        for other in [#"{"port": 3}"#, text, #"{"port": 4, "apiToken": "C4naryPass"}"#] {
            try folder.write(other, to: file)
            outputs.attempt("reload") { try system.reload() }
            monitor.look()
            show(system, monitor, to: outputs)
        }
        outputs.add("log", log.text)
        outputs.add("metrics", system.metricsText())
        outputs.attempt("audit") {
            for record in try trail.records() {
                outputs.add("audit", record)
                outputs.add("audit", record.json)
            }
        }
        system.telemetry.observers.remove(observer)
        #expect(outputs.hits == [])
        #expect(outputs.count > 20)
    }

    private func show(_ system: ConfigSystem, _ monitor: ConfigMonitor, to outputs: Outputs) {
        for validate in [true, false] {
            outputs.attempt("load") {
                let value = try system.load("app", validate: validate)
                // A value that is not an object has no member to mark.
                guard var changed = value.object else { return }
                outputs.add("load", value)
                outputs.add(
                    "Codable",
                    String(decoding: try JSONEncoder().encode(value), as: UTF8.self)
                )
                outputs.attempt("plan") {
                    outputs.add("plan", try system.plan("app", value).changes)
                }
                changed["port"] = .int(5)
                outputs.attempt("save") {
                    outputs.add("save", try system.save("app", .object(changed)))
                }
            }
            outputs.attempt("redacted") {
                outputs.add("redacted", try system.redacted("app", validate: validate))
            }
        }
        outputs.attempt("explain") {
            for setting in try system.explain("app") { outputs.add("explain", setting) }
        }
        outputs.add("validate", system.validateAll())
        outputs.add("health", system.health)
        outputs.add("health", monitor.healthReport().json)
        for format in MonitorReport.Format.allCases {
            outputs.add("report", MonitorReport(monitor).formatted(format))
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
            outputs.add("page \(path)", answer.text)
        }
    }
}

/// Collects outputs, printed in every way.
private final class Outputs: Sendable {
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
