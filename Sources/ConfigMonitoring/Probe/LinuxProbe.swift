import Synchronization
import TypedConfig

/// Use of processors and memory: of the process's cgroup if it has a limit, else of the machine.
///
/// Limitation: only cgroups version 2 is supported. On systems other than Linux only disks are
/// measured.
final class LinuxProbe: ResourceProbe {
    private struct Ticks: Sendable {
        var busy: Double
        var available: Double
        /// The cgroup's limit that `available` derives from; nil for the machine.
        var quota: Double?
    }

    private let files: KernelFiles
    private let elapsed: @Sendable () -> Duration
    private let last = Mutex<Ticks?>(nil)

    init(
        files: KernelFiles = KernelFiles(),
        elapsed: @escaping @Sendable () -> Duration = MonitorClock.system.elapsed
    ) {
        self.files = files
        self.elapsed = elapsed
    }

    func read(folders: [String]) -> ResourceReading {
        var reading = ResourceReading()
        reading.disks = DiskProbe.read(folders)
        let groups = cgroups()
        (reading.memory, reading.isLimitedMemory) = memory(groups)
        (reading.cpu, reading.isLimitedCPU) = cpu(groups)
        return reading
    }

    /// The folders of the process's cgroup and its ancestors, innermost first.
    private func cgroups() -> [String] {
        guard let text = files.text("/proc/self/cgroup"),
            let line = text.split(separator: "\n").first(where: { $0.hasPrefix("0::/") })
        else { return [] }
        var parts = line.dropFirst(4).split(separator: "/")
        var folders: [String] = []
        while true {
            folders.append((["/sys/fs/cgroup"] + parts.map(String.init)).joined(separator: "/"))
            if parts.popLast() == nil { return folders }
        }
    }

    // MARK: Memory

    private func memory(_ groups: [String]) -> (used: Double?, isLimited: Bool) {
        let limits = groups.compactMap { group in
            files.number("\(group)/memory.max").map { (group, $0) }
        }
        if let (group, limit) = limits.min(by: { $0.1 < $1.1 }), limit > 0,
            let current = files.number("\(group)/memory.current")
        {
            // Memory that the kernel would reclaim at once does not count as used.
            let inactive = files.number("\(group)/memory.stat", after: "inactive_file") ?? 0
            return (max(0, current - inactive) / limit, true)
        }
        guard let total = files.number("/proc/meminfo", after: "MemTotal:"), total > 0,
            let available = files.number("/proc/meminfo", after: "MemAvailable:")
        else { return (nil, false) }
        return (1 - available / total, false)
    }

    // MARK: Processors

    private func cpu(_ groups: [String]) -> (used: Double?, isLimited: Bool) {
        guard let now = limitedTicks(groups) ?? machineTicks() else { return (nil, false) }
        let before = last.withLock { last in
            defer { last = now }
            return last
        }
        guard let before, before.quota == now.quota, now.available > before.available else {
            return (nil, now.quota != nil)
        }
        let used = (now.busy - before.busy) / (now.available - before.available)
        return (min(max(used, 0), 1), now.quota != nil)
    }

    /// `cpu.max` holds `QUOTA PERIOD`: microseconds of processor time in each period.
    private func limitedTicks(_ groups: [String]) -> Ticks? {
        var tightest: (group: String, processors: Double)?
        for group in groups {
            let words = files.text("\(group)/cpu.max")?.split(whereSeparator: \.isWhitespace) ?? []
            guard words.count == 2, let quota = Double(String(words[0])),
                let period = Double(String(words[1])), period > 0, quota > 0
            else { continue }
            if quota / period < tightest?.processors ?? .infinity {
                tightest = (group, quota / period)
            }
        }
        guard let tightest,
            let used = files.number("\(tightest.group)/cpu.stat", after: "usage_usec")
        else { return nil }
        return Ticks(
            busy: used / 1e6,
            available: elapsed().inSeconds * tightest.processors,
            quota: tightest.processors
        )
    }

    /// The first line of `/proc/stat`: user, nice, system, idle, iowait, irq, softirq, steal.
    private func machineTicks() -> Ticks? {
        guard let line = files.text("/proc/stat")?.split(separator: "\n").first,
            line.hasPrefix("cpu ")
        else { return nil }
        let ticks = line.split(separator: " ").dropFirst().prefix(8).compactMap {
            Double(String($0))
        }
        guard ticks.count >= 4 else { return nil }
        let all = ticks.reduce(0, +)
        let idle = ticks[3] + (ticks.count > 4 ? ticks[4] : 0)
        return Ticks(busy: all - idle, available: all)
    }
}
