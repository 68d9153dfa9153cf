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
        "https://127.0.0.1/", "ftp://a/", "http://", "http://:80/", "http://a:0/", "http://a:b/",
        "http://user@a/", "http://a/\r\nX: y", "127.0.0.1",
    ])
    func whatIsNoPlainURLIsRefused(url: String) {
        #expect(throws: ConfigError.self) { try AlertHandler.webhook(url) }
    }

    @Test(arguments: [("204 No Content", nil), ("500 Oops", "answered with 500")])
    func aWebhookPostsTheAlert(status: String, reason: String?) async throws {
        let server = try LoopbackServer(answer: "HTTP/1.1 \(status)\r\nContent-Length: 0\r\n\r\n")
        let handler = try AlertHandler.webhook("http://127.0.0.1:\(server.port)/hook?a=b")
        let failure = failure(handler)
        let request = server.request()
        #expect(request.hasPrefix("POST /hook?a=b HTTP/1.1\r\nHost: 127.0.0.1:\(server.port)\r\n"))
        #expect(request.contains("\r\n\r\n{\"update\":\"fired\""))
        #expect(failure.map { $0.hasSuffix(reason ?? "?") } ?? (reason == nil))
    }

    @Test func aServerThatIsNotThereIsAFailureAndNoCrash() throws {
        let handler = try AlertHandler.webhook("http://127.0.0.1:1/")
        #expect(failure(handler) == "127.0.0.1:1: Connection refused")
    }
}

/// Accepts one connection, reads the whole request, answers and closes.
final class LoopbackServer: Sendable {
    let port: UInt16
    private let thread = BackgroundThread()
    private let received = Mutex("")

    init(answer: String) throws {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                _ = bind(listener, pointer, size)
                _ = listen(listener, 5)
                _ = getsockname(listener, pointer, &size)
            }
        }
        port = UInt16(bigEndian: address.sin_port)
        try thread.start(every: nil) { [weak self] in
            let connection = accept(listener, nil, nil)
            var text = ""
            while !text.contains("}}") {
                var buffer = [UInt8](repeating: 0, count: 4096)
                let count = recv(connection, &buffer, buffer.count, 0)
                guard count > 0 else { break }
                text += String(decoding: buffer.prefix(count), as: UTF8.self)
            }
            self?.received.withLock { $0 = text }
            _ = Array(answer.utf8).withUnsafeBytes { send(connection, $0.baseAddress, $0.count, 0) }
            close(connection)
            close(listener)
        }
    }

    /// The received request, after the connection has ended.
    func request() -> String {
        thread.stop()
        return received.withLock { $0 }
    }
}
