import ConfigFiles
import SchemaValidation
import Synchronization
public import TypedConfig

/// Watches over the configuration of a running system: how healthy it is, what changed, and what an
/// operator should look at.
///
///     let monitor = ConfigMonitor(system)
///     try monitor.start(interval: .seconds(60))
///     print(monitor.health)                      // healthy, degraded, warning or critical
///     print(monitor.healthReport())              // and why, since when
///
/// Every figure is counted or measured where it arises. Times are taken by a clock that only goes
/// forward. What is remembered is bounded: one day, and some hundred kilobytes. Refused changes are
/// looked at when they happen, whatever the interval.
public final class ConfigMonitor: Sendable {
    public let system: ConfigSystem
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
    ///   - thresholds: when alerts fire; may itself be loaded from a file.
    ///   - handlers: what is done where an alert fires and is resolved, beside logging it.
    ///   - audit: where everything is recorded, as long as the monitor lives.
    ///   - trust: who must have signed the folder's manifest; nil for none.
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

    /// Looks at once, and then again and again, on a thread of its own. Does nothing where it runs.
    ///
    /// - Throws: where the process can have no thread more.
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

    /// Returns when nothing of it runs any more. What it has found stays.
    public func stop() {
        thread.stop()
        delivery.stop()
    }

    public var isRunning: Bool { thread.isRunning }

    /// The time between two looks.
    public var interval: Duration { period.withLock { $0 } }

    // MARK: Asking

    /// How the system is; see `healthReport`.
    public var health: HealthState { healthReport().state }

    /// How the system was at the last look; where there was none yet, how it is.
    ///
    /// A monitor that runs but has not looked for three intervals says so: something hangs.
    public func healthReport() -> HealthReport {
        let (report, lookedAt) = state.withLock { ($0.report, $0.lookedAt) }
        guard var report, let lookedAt else { return look() }
        let age = clock.elapsed() - lookedAt
        if isRunning, age > interval * 3, age > .seconds(1) {
            report.noteLate(age)
        }
        return report
    }

    /// The alerts that are pending and firing, worst first, then the resolved ones of the last day.
    ///
    /// - Parameters:
    ///   - severity: this one and worse; nil for all.
    ///   - age: only those that fire now or did within that time; nil for all.
    public func alerts(severity: AlertSeverity? = nil, since age: Duration? = nil) -> [Alert] {
        if state.withLock({ $0.lookedAt == nil }) { look() }
        let now = clock.elapsed()
        let all = state.withLock { state in
            age.map { state.book.alerts(since: now - $0) } ?? state.book.alerts
        }
        return all.filter { alert in severity.map { alert.severity >= $0 } ?? true }
    }

    /// What happened to alerts from now on: `for await update in monitor.alertUpdates() { … }`. A slow
    /// reader misses the oldest of more than 100.
    public func alertUpdates() -> AsyncStream<AlertUpdate> { delivery.updates() }

    /// The last changes, refusals, saves and migrations, newest first.
    public var recentEvents: [ConfigEvent] { state.withLock(\.recent.events).reversed() }

    /// What each look from now on finds; a slow reader gets the newest.
    public func reports() -> AsyncStream<HealthReport> { broadcast.stream() }

    /// How often it has looked.
    package var looks: Int { state.withLock(\.looks) }

    /// Calls back after each look, on the thread that looks.
    func onLook(_ callback: @escaping @Sendable (HealthReport) -> Void) {
        state.withLock { $0.lookCallbacks.append(callback) }
    }

    /// Has a running monitor look now.
    func wake() { thread.wake() }
}

extension HealthReport {
    /// Nothing is known of the time since the last look.
    fileprivate mutating func noteLate(_ age: Duration) {
        let reason =
            "the monitor has not looked for \(FigureText.time(age.inSeconds)): "
            + "a file system hangs, or the machine is busy"
        for index in components.indices where components[index].component == .system {
            components[index].state = max(components[index].state, .warning)
            components[index].reasons.append(reason)
        }
        state = max(state, .warning)
    }
}
