import Foundation
import Synchronization
import Testing

@testable import ConfigFiles
@testable import ConfigMonitoring
@testable import ConfigTypes
@testable import TypedConfig

/// Notifications to systemd.
@Suite(.serialized)
struct ServiceNotifierTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder(["config/pair.json": Pair.json(1)]) }

    /// A socket like systemd's.
    private final class Listener {
        let number: Int32

        init(_ path: String) throws {
            number = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
            var address = sockaddr_un()
            address.sun_family = sa_family_t(AF_UNIX)
            var bytes = Array(path.utf8)
            if bytes[0] == UInt8(ascii: "@") { bytes[0] = 0 }
            withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
            let size = socklen_t(2 + bytes.count + (bytes[0] == 0 ? 0 : 1))
            let bound = withUnsafePointer(to: &address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(number, $0, size) }
            }
            try #require(bound == 0)
            var time = timeval(tv_sec: 20, tv_usec: 0)
            setsockopt(
                number,
                SOL_SOCKET,
                SO_RCVTIMEO,
                &time,
                socklen_t(MemoryLayout<timeval>.size)
            )
        }

        deinit { close(number) }

        func next() -> String {
            var buffer = [UInt8](repeating: 0, count: 4096)
            let count = recv(number, &buffer, buffer.count, 0)
            return String(decoding: buffer.prefix(max(0, count)), as: UTF8.self)
        }
    }

    @Test(arguments: [false, true])
    func messagesAreDatagrams(isAbstract: Bool) throws {
        let path = isAbstract ? "@typed-config-\(UUID())" : "/tmp/typed-config-\(UUID())"
        let listener = try Listener(path)
        defer { unlink(path) }
        let notifier = ServiceNotifier(path: path)
        notifier.ready()
        notifier.reloading()
        notifier.status("two\nlines")
        notifier.alive()
        notifier.stopping()
        #expect(listener.next() == "READY=1")
        #expect(listener.next().hasPrefix("RELOADING=1\nMONOTONIC_USEC="))
        #expect(listener.next() == "STATUS=two lines")
        #expect(listener.next() == "WATCHDOG=1")
        #expect(listener.next() == "STOPPING=1")
    }

    @Test func nobodyListeningIsNoFault() {
        #expect(!ServiceNotifier(path: "/nowhere/socket").send("READY=1"))
        #expect(!ServiceNotifier(path: "").send("READY=1"))
        #expect(!ServiceNotifier(path: String(repeating: "a", count: 500)).send("READY=1"))
    }

    @Test func aMonitorTellsOfLooksAndOfReloadsThatWereAskedFor() async throws {
        let path = "/tmp/typed-config-\(UUID())"
        let listener = try Listener(path)
        defer { unlink(path) }
        let system = try ConfigSystem(
            directory: folder.path + "/config",
            types: [Pair.self],
            logger: .silent
        )
        let monitor = ConfigMonitor(system, on: FakeMachine())
        ServiceNotifierTests.kept.withLock {
            $0 = ServiceNotifier(path: path, watchdog: .seconds(30))
        }
        ServiceNotifierTests.kept.withLock { $0 }?.follow(monitor)
        #expect(listener.next() == "READY=1")
        monitor.look()
        #expect(listener.next() == "WATCHDOG=1")
        #expect(listener.next() == "STATUS=configuration healthy")
        try system.startHotReload(HotReloadOptions(reloadsOnSIGHUP: true))
        defer { system.stopHotReload() }
        try await eventually("the first read is over") { system.health.watching == .events }
        kill(getpid(), SIGHUP)
        #expect(listener.next().hasPrefix("RELOADING=1"))
        #expect(listener.next() == "READY=1")
    }

    private static let kept = Mutex<ServiceNotifier?>(nil)

    @Test func theEnvironmentSaysWhereAndHowOften() {
        setenv("NOTIFY_SOCKET", "/run/systemd/notify", 1)
        setenv("WATCHDOG_USEC", "30000000", 1)
        #expect(ServiceNotifier.fromEnvironment?.watchdog == .seconds(30))
        setenv("WATCHDOG_PID", "1", 1)
        #expect(ServiceNotifier.fromEnvironment.map { $0.watchdog == nil } == true)
        unsetenv("NOTIFY_SOCKET")
        #expect(ServiceNotifier.fromEnvironment == nil)
        unsetenv("WATCHDOG_USEC")
        unsetenv("WATCHDOG_PID")
    }
}
