import ConfigDocument
import Foundation
import Synchronization
import Testing

@testable import ConfigFiles
@testable import ConfigMonitoring
@testable import ConfigTypes
@testable import TypedConfig

/// Handlers that communicate with other processes.
struct AlertHandlerTests {
    private var update: AlertUpdate {
        let alert = Alert(
            id: 1,
            fingerprint: "f",
            rule: .disk,
            subject: "/a",
            message: "full",
            severity: .high,
            began: Timestamp(milliseconds: 0)
        )
        return AlertUpdate(kind: .fired, alert: alert)
    }

    private func failure(_ handler: AlertHandler) -> String? {
        do throws(AlertHandlerFailure) {
            try handler.handle(update)
            return nil
        } catch {
            return error.reason
        }
    }

    @Test func aCommandGetsTheAlertOnItsInput() throws {
        let folder = try TemporaryFolder()
        let file = folder.path + "/told"
        #expect(failure(.command(["/bin/sh", "-c", "cat > '\(file)'"])) == nil)
        let told = try String(contentsOfFile: file, encoding: .utf8)
        #expect(told.hasPrefix(#"{"update":"fired","alert":{"id":1,"#) && told.hasSuffix("\n"))
    }

    @Test func aCommandGetsAllOfALongAlert() throws {
        let folder = try TemporaryFolder()
        let file = folder.path + "/told"
        var update = update
        update.alert.message = String(repeating: "long ", count: 40_000)
        try AlertHandler.command(["/bin/sh", "-c", "sleep 0.1; cat > '\(file)'"]).handle(update)
        let told = try Document(
            parsing: try String(contentsOfFile: file, encoding: .utf8),
            as: .json
        )
        #expect(told.root["alert"]?["message"]?.string == update.alert.message)
        let deaf = AlertHandler.command(["/bin/sleep", "60"], limit: .milliseconds(50))
        #expect(throws: AlertHandlerFailure.self) { try deaf.handle(update) }
        try AlertHandler.command(["/bin/sh", "-c", "exec <&-; exit 0"]).handle(update)
    }

    @Test(arguments: [
        (["/bin/sh", "-c", "exit 3"], "/bin/sh exited with 3"),
        (["/bin/sh", "-c", "kill -9 $$"], "/bin/sh was ended by signal 9"),
        (["/nowhere"], "/nowhere cannot be run: No such file or directory"),
        ([], "the command has no program"),
        (["/bin/sh", "-c", "exec <&-; exit 0"], nil),
    ])
    func aCommandThatFailsSaysHow(arguments: [String], reason: String?) {
        #expect(failure(.command(arguments)) == reason)
    }

    @Test func aCommandThatDoesNotEndIsKilled() {
        let handler = AlertHandler.command(["/bin/sleep", "60"], limit: .milliseconds(50))
        #expect(failure(handler) == "/bin/sleep did not end within 50 ms")
    }

    @Test(arguments: [
        ("ftp://a/", [:]), ("http://", [:]), ("http:///a", [:]), ("127.0.0.1", [:]),
        ("http://a/\r\nX: y", [:]), ("http://a/?b=c", [:]), ("http://a", ["a-b": "c"]),
        ("http://a", ["1a": "c"]), ("http://a", ["": "c"]),
    ])
    func whatIsNotAnAlertmanagerIsRefused(url: String, labels: [String: String]) {
        #expect(throws: ConfigError.self) { try AlertHandler.alertmanager(url, labels: labels) }
    }

    /// Alertmanager's API, version 2: `postableAlerts`.
    @Test func anAlertIsPostedAsAlertmanagerReadsIt() throws {
        let client = try AlertmanagerClient(
            url: "https://alerts.example/prefix/",
            labels: ["service": "orders", "alertname": "x"],
            lifetime: .seconds(60),
            curl: [],
            limit: .seconds(1)
        )
        var update = update
        update.alert.fired = Timestamp(milliseconds: 1000)
        let body = client.body(of: update, at: Timestamp(milliseconds: 5000))
        #expect(
            String(decoding: JSONEmitter(indent: nil).emit(body), as: UTF8.self) == """
                [{"labels":{"alertname":"disk","service":"orders","severity":"high",\
                "component":"system","subject":"/a"},"annotations":{"summary":"full"},\
                "startsAt":"1970-01-01T00:00:01.000Z","endsAt":"1970-01-01T00:01:05.000Z"}]
                """
        )
        update.alert.resolved = Timestamp(milliseconds: 2000)
        let resolved = client.body(of: update, at: Timestamp(milliseconds: 5000))
        #expect(resolved.array?.first?["endsAt"] == "1970-01-01T00:00:02.000Z")
    }

    @Test func aServerThatIsNotThereIsAFailure() throws {
        let handler = try AlertHandler.alertmanager("http://127.0.0.1:1")
        #expect(
            failure(handler) == "Alertmanager at http://127.0.0.1:1: /usr/bin/env exited with 7"
        )
    }

    /// The real program: an alert fires, is posted again, and is resolved.
    @Test func alertmanagerTakesAndResolvesAlerts() async throws {
        guard try await Shell.run("command -v prometheus-alertmanager curl").status == 0 else {
            print("skipped: alertmanager, which needs prometheus-alertmanager and curl")
            return
        }
        let folder = try TemporaryFolder([
            "alertmanager.yml": "route: {receiver: none}\nreceivers: [{name: none}]\n"
        ])
        let port = 20_000 + Int(getpid()) % 20_000
        let server = Process()
        server.executableURL = URL(filePath: "/usr/bin/env")
        server.arguments = [
            "prometheus-alertmanager", "--config.file=\(folder.path)/alertmanager.yml",
            "--storage.path=\(folder.path)/data", "--cluster.listen-address=",
            "--web.listen-address=127.0.0.1:\(port)",
        ]
        server.standardOutput = FileHandle.nullDevice
        server.standardError = FileHandle.nullDevice
        try server.run()
        defer { server.terminate() }
        let isReady = "curl -sf --max-time 2 http://127.0.0.1:\(port)/-/ready"
        let wait = "for i in $(seq 300); do \(isReady) && exit; sleep 0.1; done; exit 1"
        try #require(await Shell.run(wait).status == 0)
        let handler = try AlertHandler.alertmanager("http://127.0.0.1:\(port)", labels: ["a": "é"])
        func alerts() async throws -> DocumentValue {
            let answer = try await Shell.run(
                "curl -s --max-time 9 http://127.0.0.1:\(port)/api/v2/alerts"
            )
            return DocumentValue(try Document(parsing: answer.output, as: .json).root)
        }
        var update = update
        update.alert.fired = .now
        for _ in 1...2 { try handler.handle(update) }
        let active = try await alerts()
        #expect(active.array?.count == 1)
        #expect(active.array?.first?["labels"]?["alertname"] == "disk")
        #expect(active.array?.first?["labels"]?["a"] == "é")
        #expect(active.array?.first?["annotations"]?["summary"] == "full")
        update.alert.resolved = .now
        try handler.handle(update)
        #expect(try await alerts().array?.count == 0)
    }
}
