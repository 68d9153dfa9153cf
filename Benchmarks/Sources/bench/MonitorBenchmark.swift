import BuiltinConfigs
import ConfigMonitoring
import Foundation
import Synchronization
import TypedConfig
import TypedConfigDashboard

/// The cost of monitoring: an idle monitor, a health report, and a dashboard that is open in a hundred
/// browsers.
struct MonitorBenchmark {
    let folder: URL
    /// How long the monitor is left alone, in seconds.
    private let time = 30.0
    private let clients = 100

    init(_ arguments: Arguments) { folder = arguments.data }

    func run() throws -> Bool {
        Metric.printHeader()
        var isShort = false
        for part in [idle, health, dashboard] where try part().printAll() { isShort = true }
        return isShort
    }

    private func monitor() throws -> ConfigMonitor {
        let system = try ConfigSystem(directory: folder.path, types: BuiltinConfigs.all)
        for name in system.names { _ = try system.load(name) }
        return ConfigMonitor(system)
    }

    private func idle() throws -> [Metric] {
        // One-time allocations of the process do not count as growth.
        _ = try monitor().healthReport()
        let monitor = try monitor()
        let memory = Self.residentBytes()
        try monitor.start(interval: .seconds(1))
        let (start, cpu) = (ContinuousClock.now, Self.processTime())
        Thread.sleep(forTimeInterval: time)
        let used = Self.processTime() - cpu
        let wall = (ContinuousClock.now - start) / .seconds(1)
        monitor.stop()
        let grown = max(0, Self.residentBytes() - memory)
        return [
            metric("idle, processor", used / wall * 100, "%", "limit", 0.1, 1),
            metric("idle, memory", grown / 1e6, "MB", "limit", 5, 1),
        ]
    }

    private func health() throws -> [Metric] {
        let monitor = try monitor()
        _ = monitor.healthReport()
        let dashboard = Dashboard(monitor)
        let request = DashboardRequest(path: "/health", headers: [("Host", "localhost")])
        let stopwatch = Stopwatch()
        let report = stopwatch.nanoseconds { keep(monitor.healthReport()) }
        let answer = stopwatch.nanoseconds { keep(dashboard.response(to: request)) }
        return [
            metric("health, report", report / 1e6, "ms", "limit", 1, 1),
            metric("health, answer", answer / 1e6, "ms", "limit", 1, 1),
        ]
    }

    // MARK: The dashboard

    private func dashboard() throws -> [Metric] {
        let monitor = try monitor()
        try monitor.start(interval: .seconds(1))
        defer { monitor.stop() }
        let live = try monitor.system.live(UnifiedConfig.self)
        let count = 1_000
        let stopwatch = Stopwatch(seconds: 5)
        let quiet = stopwatch.nanoseconds { for _ in 0..<count { readLive(live) } }
        let port = Mutex<UInt16?>(nil)
        let server = Task {
            try await DashboardServer(Dashboard(monitor), port: 0).run { found in
                port.withLock { $0 = found }
            }
        }
        defer { server.cancel() }
        var found: UInt16?
        for _ in 0..<1000 where found == nil {
            usleep(10_000)
            found = port.withLock { $0 }
        }
        guard let found else { throw BenchError("the dashboard is not served") }
        let visitors = try Visitors(count: clients, port: found)
        visitors.start()
        // Until each has its page.
        while visitors.pages < clients, visitors.fault == nil { usleep(10_000) }
        let busy = stopwatch.nanoseconds { for _ in 0..<count { readLive(live) } }
        visitors.stop()
        if let fault = visitors.fault { throw BenchError(fault) }
        let per = Double(count)
        return [
            metric("dashboard, read-1t", busy / per, "ns", "without clients", quiet / per, 1.1),
            metric("dashboard, page", visitors.meanSeconds * 1e3, "ms", "limit", 100, 1),
        ]
    }

    /// CPU seconds of the process.
    private static func processTime() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    private static func residentBytes() -> Double {
        let text = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8)) ?? ""
        let pages = text.split(separator: " ").dropFirst().first.flatMap { Double(String($0)) }
        return (pages ?? 0) * Double(sysconf(Int32(_SC_PAGESIZE)))
    }
}

/// Browsers that have the dashboard open: each listens for news, and fetches the page once a second.
private final class Visitors: Sendable {
    private struct State {
        var pages = 0
        var seconds = 0.0
        var fault: String?
        var isOver = false
    }

    private let port: UInt16
    private let listeners: [Int32]
    private let state = Mutex(State())
    private let running = Atomic(0)

    init(count: Int, port: UInt16) throws {
        self.port = port
        listeners = try (0..<count).map { _ in
            let socket = try Self.connected(to: port)
            try Self.send("GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n", to: socket)
            return socket
        }
    }

    var pages: Int { state.withLock(\.pages) }
    var fault: String? { state.withLock(\.fault) }
    var meanSeconds: Double { state.withLock { $0.seconds / Double(max(1, $0.pages)) } }

    func start() {
        running.store(1, ordering: .releasing)
        Thread.detachNewThread { [self] in
            while !state.withLock(\.isOver) {
                let start = ContinuousClock.now
                do {
                    for listener in listeners { try visit(listener) }
                } catch {
                    state.withLock { $0.fault = "\(error)" }
                    break
                }
                let rest = 1 - (ContinuousClock.now - start) / .seconds(1)
                if rest > 0 { usleep(UInt32(rest * 1e6)) }
            }
            running.store(0, ordering: .releasing)
        }
    }

    func stop() {
        state.withLock { $0.isOver = true }
        while running.load(ordering: .acquiring) > 0 { usleep(1000) }
        for listener in listeners { close(listener) }
    }

    private func visit(_ listener: Int32) throws {
        // Drains the events of the listener, so that its buffer does not fill up.
        var news = [UInt8](repeating: 0, count: 4096)
        while recv(listener, &news, news.count, Int32(MSG_DONTWAIT)) > 0 {}
        let start = ContinuousClock.now
        let socket = try Self.connected(to: port)
        defer { close(socket) }
        try Self.send("GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", to: socket)
        var page: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = recv(socket, &buffer, buffer.count, 0)
            if count <= 0 { break }
            page += buffer.prefix(count)
        }
        let text = String(decoding: page, as: UTF8.self)
        guard text.hasPrefix("HTTP/1.1 200"), text.hasSuffix("</html>\n") else {
            throw BenchError("a page was not served: \(text.prefix(80))")
        }
        let time = (ContinuousClock.now - start) / .seconds(1)
        state.withLock { state in
            state.pages += 1
            state.seconds += time
        }
    }

    private static func connected(to port: UInt16) throws -> Int32 {
        let number = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let code = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(number, $0, size) }
        }
        if code != 0 { throw BenchError("no connection: \(String(cString: strerror(errno)))") }
        return number
    }

    private static func send(_ text: String, to socket: Int32) throws {
        let bytes = Array(text.utf8)
        guard Glibc.send(socket, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count else {
            throw BenchError("a request was not taken")
        }
    }
}
