import ConfigFiles
import SchemaValidation
import Synchronization
public import TypedConfig

/// Monitors the configuration of a running system: its health, its changes, and the alerts that an
/// operator should see.
///
///     let monitor = ConfigMonitor(system)
///     try monitor.start(interval: .seconds(60))
///     print(monitor.health)                      // healthy, degraded, warning or critical
///     print(monitor.healthReport())              // with reasons and times
///
/// All figures are counted or measured at their origin, and durations use a monotonic clock. Memory
/// is bounded: one day of samples, some hundred kilobytes. Refused changes are handled when they
/// happen, whatever the interval.
public final class ConfigMonitor: Sendable {
    /// The monitored system.
    public let system: ConfigSystem
    /// The bounds of the alerts, and how long they must be exceeded.
    public let thresholds: MonitorConfig
    let clock: MonitorClock
    let probe: any ResourceProbe
    let delivery: AlertDelivery
    let audit: AuditTrail?
    private let gate: Int?
    let trust: ManifestTrust?
    let state: Mutex<MonitorState>
    /// Held during a look.
    let survey = Mutex(FileSurvey())
    let broadcast = Broadcast<HealthReport>(keeping: 1)
    private let thread = BackgroundThread()
    private let period = Mutex(Duration.seconds(60))
    private let observer = Mutex<Int?>(nil)

    /// - Parameters:
    ///   - system: the system to monitor.
    ///   - thresholds: the bounds for alerts; may itself be loaded from a file.
    ///   - handlers: actions for alerts that fire or are resolved, in addition to logging.
    ///   - audit: the trail that records all events for as long as the monitor lives.
    ///   - trust: the signatures accepted on the manifest of the directory; nil for no check.
    public convenience init(
        _ system: ConfigSystem,
        thresholds: MonitorConfig = MonitorConfig(),
        handlers: [AlertHandler] = [],
        audit: AuditTrail? = nil,
        trust: ManifestTrust? = nil
    ) {
        self.init(
            system,
            thresholds: thresholds,
            handlers: handlers,
            audit: audit,
            trust: trust,
            clock: .system,
            probe: LinuxProbe()
        )
    }

    init(
        _ system: ConfigSystem,
        thresholds: MonitorConfig,
        handlers: [AlertHandler],
        audit: AuditTrail?,
        trust: ManifestTrust?,
        clock: MonitorClock,
        probe: any ResourceProbe
    ) {
        self.system = system
        self.thresholds = thresholds
        self.audit = audit
        self.trust = trust
        self.clock = clock
        self.probe = probe
        delivery = AlertDelivery(handlers, logger: system.telemetry.logger)
        state = Mutex(
            MonitorState(counted: (system.telemetry.metrics.figures, system.cacheStatistics))
        )
        gate = audit.map(system.telemetry.gates.add)
        let number = system.telemetry.observers.add { [weak self] event in self?.note(event) }
        observer.withLock { $0 = number }
    }

    deinit {
        stop()
        if let gate { system.telemetry.gates.remove(gate) }
        if let number = observer.withLock({ $0 }) { system.telemetry.observers.remove(number) }
    }

    // MARK: Running

    /// Looks at once and then at each interval, on its own thread. Does nothing if it is running.
    ///
    /// - Throws: if the thread cannot be created.
    public func start(interval: Duration = .seconds(60)) throws(ConfigError) {
        system.logNotes(isStarted: true)
        let interval = max(interval, .milliseconds(10))
        period.withLock { $0 = interval }
        do throws(SystemFault) {
            try thread.start(every: interval) { [weak self] in self?.look() }
        } catch {
            throw ConfigError(
                Finding(
                    message: "the monitor cannot run: \(SystemFault.text(of: error.code))",
                    file: system.source.name
                )
            )
        }
    }

    /// Stops all threads and waits for them. Results remain available.
    public func stop() {
        thread.stop()
        delivery.stop()
    }

    /// True between `start` and `stop`.
    public var isRunning: Bool { thread.isRunning }

    /// The time between two looks.
    public var interval: Duration { period.withLock { $0 } }

    // MARK: Asking

    /// The current state; see `healthReport`.
    public var health: HealthState { healthReport().state }

    /// The health at the last look; takes a look if there was none yet.
    ///
    /// If a running monitor has not looked for three intervals, the report adds that something
    /// hangs.
    public func healthReport() -> HealthReport {
        let (report, lookedAt) = state.withLock { ($0.report, $0.lookedAt) }
        guard var report, let lookedAt else { return look() }
        let age = clock.elapsed() - lookedAt
        if isRunning, age > interval * 3, age > .seconds(1) {
            report.noteLate(age)
        }
        return report
    }

    /// The alerts: pending and firing ones, the most severe first, then those resolved within the
    /// last day.
    ///
    /// - Parameters:
    ///   - severity: the lowest severity to include; nil for all.
    ///   - age: the time within which an alert must have been active; nil for all.
    public func alerts(severity: AlertSeverity? = nil, since age: Duration? = nil) -> [Alert] {
        if state.withLock({ $0.lookedAt == nil }) { look() }
        let now = clock.elapsed()
        let all = state.withLock { state in
            age.map { state.book.alerts(since: now - $0) } ?? state.book.alerts
        }
        return all.filter { alert in severity.map { alert.severity >= $0 } ?? true }
    }

    /// Updates of alerts from now on: `for await update in monitor.alertUpdates() { … }`. A slow
    /// reader loses the oldest beyond 100.
    public func alertUpdates() -> AsyncStream<AlertUpdate> { delivery.updates() }

    /// The latest changes, refusals, saves and migrations, newest first.
    public var recentEvents: [ConfigEvent] { state.withLock(\.recent.events).reversed() }

    /// The report of each look from now on; a slow reader gets only the newest.
    public func reports() -> AsyncStream<HealthReport> { broadcast.stream() }

    /// The number of looks so far.
    package var looks: Int { state.withLock(\.looks) }

    /// Calls back after each look, on the thread that looks.
    func onLook(_ callback: @escaping @Sendable (HealthReport) -> Void) {
        state.withLock { $0.lookCallbacks.append(callback) }
    }

    /// Makes a running monitor look now.
    func wake() { thread.wake() }
}

extension HealthReport {
    /// Adds that the time since the last look is unknown.
    fileprivate mutating func noteLate(_ age: Duration) {
        let reason =
            "the monitor has not checked anything for \(FigureText.time(age.inSeconds)): "
            + "a file system hangs, or the machine is busy"
        for index in components.indices where components[index].component == .system {
            components[index].state = max(components[index].state, .warning)
            components[index].reasons.append(reason)
        }
        state = max(state, .warning)
    }
}
