import ConfigFiles
import Logging
import TypedConfig

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Notifies systemd (`sd_notify`) that a service is ready, reloading or alive.
///
///     let notifier = ServiceNotifier.fromEnvironment      // nil unless started by systemd
///     notifier?.follow(monitor)
///
/// With `Type=notify-reload` in the unit, `systemctl reload` returns once the files were read
/// again. With `WatchdogSec=`, systemd restarts a service whose monitor no longer looks.
public final class ServiceNotifier: Sendable {
    private let path: String
    /// The longest time allowed between two keep-alive messages; nil without a watchdog.
    public let watchdog: Duration?

    /// - Parameters:
    ///   - path: the path of the socket, as in `NOTIFY_SOCKET`; a leading `@` makes it abstract.
    ///   - watchdog: the watchdog's time limit, as in `WATCHDOG_USEC`.
    public init(path: String, watchdog: Duration? = nil) {
        self.path = path
        self.watchdog = watchdog
    }

    /// The notifier configured by systemd's environment variables.
    public static var fromEnvironment: ServiceNotifier? {
        guard let socket = getenv("NOTIFY_SOCKET"), socket.pointee != 0 else { return nil }
        var watchdog: Duration?
        // Ignores a watchdog meant for another process.
        let isOurs = getenv("WATCHDOG_PID").map { Int32(String(cString: $0)) == getpid() } ?? true
        if isOurs, let text = getenv("WATCHDOG_USEC"), let time = Int(String(cString: text)),
            time > 0
        {
            watchdog = .microseconds(time)
        }
        return ServiceNotifier(path: String(cString: socket), watchdog: watchdog)
    }

    /// Reports that the service is running and has loaded its configuration.
    public func ready() { send("READY=1") }

    /// Reports that the service is stopping.
    public func stopping() { send("STOPPING=1") }

    /// Reports that the service is reloading its configuration; `ready` reports the end of the
    /// reload.
    public func reloading() {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        send("RELOADING=1\nMONOTONIC_USEC=\(time.tv_sec * 1_000_000 + time.tv_nsec / 1000)")
    }

    /// Sets the line that `systemctl status` shows.
    public func status(_ text: String) { send("STATUS=\(text.replacing("\n", with: " "))") }

    /// Reports that the service is alive; must be called within each interval of `watchdog`.
    public func alive() { send("WATCHDOG=1") }

    /// Reports a monitor's results for as long as both live: readiness immediately, a keep-alive
    /// message and the state at each look, and reloads requested by SIGHUP.
    public func follow(_ monitor: ConfigMonitor) {
        if let watchdog, monitor.interval * 2 > watchdog {
            monitor.system.telemetry.logger.warning(
                "the monitor checks too rarely for the watchdog; its interval should be half of WatchdogSec"
            )
        }
        monitor.onLook { [weak self] report in
            self?.alive()
            self?.status("configuration \(report.state.rawValue)")
        }
        monitor.system.onHangup { [weak self] isOver in
            if isOver { self?.ready() } else { self?.reloading() }
        }
        ready()
    }

    // MARK: The socket

    /// - Returns: whether the message was sent. A service cannot do anything about a failure.
    @discardableResult
    func send(_ text: String) -> Bool {
        #if canImport(Glibc)
            let number = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
        #else
            let number = socket(AF_UNIX, SOCK_DGRAM, 0)
        #endif
        guard number >= 0 else { return false }
        let descriptor = Descriptor(number)
        _ = fcntl(number, F_SETFD, FD_CLOEXEC)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        var bytes = Array(path.utf8)
        if bytes.first == UInt8(ascii: "@") { bytes[0] = 0 }
        let room = MemoryLayout.size(ofValue: address.sun_path)
        guard !bytes.isEmpty, bytes.count < room else { return false }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        let offset = MemoryLayout<sockaddr_un>.offset(of: \.sun_path) ?? 2
        // The size of an abstract name excludes the final NUL; that of a path includes it.
        let size = socklen_t(offset + bytes.count + (bytes[0] == 0 ? 0 : 1))
        let message = Array(text.utf8)
        let sent = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                message.withUnsafeBytes {
                    sendto(descriptor.number, $0.baseAddress, $0.count, 0, pointer, size)
                }
            }
        }
        return sent == message.count
    }
}
