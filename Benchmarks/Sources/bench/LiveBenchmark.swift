import BuiltinConfigs
import ConfigDocument
import ConfigSchemas
import Foundation
import Synchronization
import TypedConfig

/// The running costs of a configuration: noticing that a file was replaced, invalidating the copy in
/// memory, saving a large file, and watching many files that do not change.
struct LiveBenchmark {
    private let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory
            .appending(path: "typed-config bench \(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    func run() throws -> Bool {
        defer { try? FileManager.default.removeItem(at: folder) }
        Metric.printHeader()
        var isShort = false
        for part in [reload, invalidate, save, idle] where try part().printAll() {
            isShort = true
        }
        return isShort
    }

    private func system(_ names: [String]) throws -> ConfigSystem {
        var validator = ConfigValidator()
        for name in names {
            try validator.add(
                schema: ["type": "object", "properties": ["n": ["type": "integer"]]],
                named: name
            )
        }
        let system = try ConfigSystem(directory: folder.path)
        system.register(validator)
        for name in names { _ = try system.load(name) }
        return system
    }

    private func write(_ name: String, _ number: Int) throws {
        try Data("{\"n\": \(number)}\n".utf8).write(to: folder.appending(path: name))
    }

    // MARK: Reload

    /// From the rename to the callback, which follows the publication; without the wait for writers
    /// to finish.
    private func reload() throws -> [Metric] {
        try write("followed.json", 0)
        let system = try system(["followed"])
        let time = Mutex(ContinuousClock.now)
        let isSeen = DispatchSemaphore(value: 0)
        system.onChange("followed") { _ in
            let now = ContinuousClock.now
            time.withLock { $0 = now }
            isSeen.signal()
        }
        try system.startHotReload(HotReloadOptions(settle: .zero))
        defer { system.stopHotReload() }
        let bare = try BareWatch(folder.path)
        Thread.sleep(forTimeInterval: 0.2)
        var times: [Double] = []
        var bareTimes: [Double] = []
        for number in 1...1000 {
            try write(".next", number)
            let start = ContinuousClock.now
            rename(
                folder.appending(path: ".next").path,
                folder.appending(path: "followed.json").path
            )
            guard isSeen.wait(timeout: .now() + 20) == .success else {
                throw BenchError("the file was replaced, and that was not seen")
            }
            times.append((time.withLock { $0 } - start) / .milliseconds(1))
            bareTimes.append((try bare.next() - start) / .milliseconds(1))
            Thread.sleep(forTimeInterval: 0.002)
        }
        times.sort()
        bareTimes.sort()
        // The delay of inotify itself, in the same run, shows how busy the machine is.
        func row(_ name: String, _ index: Int, _ limit: Double) -> Metric {
            let bare = String(format: "%.3f", bareTimes[index])
            return metric(
                "reload, \(name) of 1,000 (inotify itself \(bare))",
                times[index],
                "ms",
                "limit",
                limit,
                1
            )
        }
        return [row("p50", 500, 1), row("p99", 990, 5)]
    }

    // MARK: Invalidate

    private func invalidate() throws -> [Metric] {
        let named = try system(["followed"])
        let config = ProcessInfo.processInfo.environment["BENCHMARKS_FOLDER"] ?? "."
        let typed = try ConfigSystem(directory: config + "/../config", types: BuiltinConfigs.all)
        return try [
            invalidate("by name", named, "followed") { _ = try named.load("followed") },
            invalidate("typed", typed, "unified_config") {
                _ = try typed.load(UnifiedConfig.self)
            },
        ]
    }

    /// The median of calls that each have something to forget.
    private func invalidate(
        _ what: String,
        _ system: ConfigSystem,
        _ name: String,
        load: () throws -> Void
    ) throws -> Metric {
        var times: [Double] = []
        for _ in 0..<2000 {
            try load()
            let start = ContinuousClock.now
            system.invalidate(name)
            times.append((ContinuousClock.now - start) / .microseconds(1))
        }
        times.sort()
        return metric("invalidate, \(what)", times[times.count / 2], "us", "limit", 10, 1)
    }

    // MARK: Save

    /// One setting of a file on the disk: read, planned, checked and written.
    private func save() throws -> [Metric] {
        func seconds(_ size: Int) throws -> (save: Double, parse: Double, bytes: Double) {
            let text = CommentedEntries(bytes: size).text + "n: 0\n"
            try Data(text.utf8).write(to: folder.appending(path: "saved.yaml"))
            let system = try system(["saved"])
            guard var object = try system.load("saved").object else { return (0, 0, 0) }
            let stopwatch = Stopwatch(seconds: 2, fewestRounds: 10)
            let bytes = Array(text.utf8)
            let parse = try stopwatch.nanoseconds { _ = try Document(parsing: bytes, as: .yaml) }
            var number = 0
            let save = try stopwatch.nanoseconds {
                number += 1
                object["n"] = .int(number)
                try system.save("saved", .object(object))
            }
            return (save, parse, Double(bytes.count))
        }
        let (small, large) = (try seconds(1 << 19), try seconds(1 << 20))
        return [
            metric(
                "save, 1 MB of YAML",
                large.save / 1e6,
                "ms",
                "parsing it twice",
                large.parse / 5e5,
                1
            ),
            metric(
                "save, 1 MB of YAML",
                large.save / 1e6,
                "ms",
                "half of it, by size",
                small.save * large.bytes / small.bytes / 1e6,
                1.25
            ),
        ]
    }

    // MARK: Idle

    private func idle() throws -> [Metric] {
        let names = (0..<1000).map { "idle\($0)" }
        for name in names { try write(name + ".json", 1) }
        let system = try system(names)
        let before = (count("task"), count("fd"))
        try system.startHotReload()
        Thread.sleep(forTimeInterval: 1)
        let after = (count("task"), count("fd"))
        let seconds = Double(ProcessInfo.processInfo.environment["IDLE_SECONDS"] ?? "") ?? 60
        let start = processTime()
        Thread.sleep(forTimeInterval: seconds)
        let used = processTime() - start
        system.stopHotReload()
        return [
            metric("idle, CPU", used / seconds * 100, "%", "limit", 0.1, 1),
            metric("idle, descriptors", Double(after.1 - before.1), "more", "limit", 1, 1),
            metric("idle, threads", Double(after.0 - before.0), "more", "limit", 1, 1),
        ]
    }

    /// CPU time of all threads, in seconds.
    private func processTime() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    /// How many threads or descriptors the process has.
    private func count(_ what: String) -> Int {
        (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/\(what)").count) ?? 0
    }
}
