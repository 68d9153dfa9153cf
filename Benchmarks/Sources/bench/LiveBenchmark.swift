import ConfigDocument
import Foundation
import Logging
import Synchronization
import TypedConfig

/// What it costs to live with a configuration: to notice that a file was replaced, to forget what is
/// in memory, to edit a large file, and to watch many files on which nothing happens.
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
        return try [reload(), invalidate() + edit(), idle()].map { $0.printAll() }
            .contains(true)
    }

    private func system(_ names: [String]) throws -> ConfigSystem {
        var validator = ConfigValidator()
        for name in names {
            try validator.add(
                schema: ["type": "object", "properties": ["n": ["type": "integer"]]],
                named: name
            )
        }
        let silent = Logger(label: "bench") { _ in SwiftLogNoOpLogHandler() }
        let system = try ConfigSystem(directory: folder.path, logger: silent)
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
        let seen = Mutex((number: 0, time: ContinuousClock.now))
        system.onChange("followed") { change in
            let now = ContinuousClock.now
            let number = change.settings.first?.new?.int ?? 0
            seen.withLock { $0 = (number, now) }
        }
        try system.startHotReload(HotReloadOptions(settle: .zero))
        defer { system.stopHotReload() }
        Thread.sleep(forTimeInterval: 0.2)
        var times: [Double] = []
        for number in 1...1000 {
            try write(".next", number)
            let start = ContinuousClock.now
            rename(
                folder.appending(path: ".next").path,
                folder.appending(path: "followed.json").path
            )
            while seen.withLock({ $0.number }) != number { sched_yield() }
            times.append((seen.withLock { $0.time } - start) / .milliseconds(1))
            Thread.sleep(forTimeInterval: 0.001)
        }
        times.sort()
        return [
            metric("reload-p50", times[500], "ms", "limit", 1),
            metric("reload-p99", times[990], "ms", "limit", 5),
        ]
    }

    private func invalidate() throws -> [Metric] {
        let system = try system(["followed"])
        let time = Stopwatch().nanoseconds { system.invalidate("followed") } / 1000
        var loaded: [Double] = []
        for _ in 0..<2000 {
            _ = try system.load("followed")
            let start = Stopwatch.now()
            system.invalidate("followed")
            loaded.append(Double(Stopwatch.now() - start) / 1000)
        }
        loaded.sort()
        return [metric("invalidate", max(time, loaded[1000]), "us", "limit", 10)]
    }

    // MARK: Edit

    /// One scalar in the middle of a megabyte of YAML.
    private func edit() throws -> [Metric] {
        var text = "# a large file\n"
        var entry = 0
        while text.utf8.count < 1 << 20 {
            text += """
                entry\(entry):            # number \(entry)
                  name: "entry \(entry)"
                  port: \(entry)
                  tags: [one, two, 'three']
                  note: plain text, as people write it

                """
            entry += 1
        }
        let bytes = Array(text.utf8)
        let document = try Document(parsing: bytes, as: .yaml)
        let path: [PathStep] = [.key("entry\(entry / 2)"), "port"]
        let stopwatch = Stopwatch(seconds: 1, fewestRounds: 5)
        let parse = try stopwatch.nanoseconds { _ = try Document(parsing: bytes, as: .yaml) }
        let edit = try stopwatch.nanoseconds { _ = try document.setting(70_000, at: path) }
        return [
            Metric(
                name: "edit-1MB-yaml",
                value: edit / 1e6,
                unit: "ms",
                peer: "parsing it",
                peerValue: parse / 1e6,
                bar: 1.5
            )
        ]
    }

    // MARK: Idle

    private func idle() throws -> [Metric] {
        let names = (0..<1000).map { "idle\($0)" }
        for name in names { try write(name + ".json", 1) }
        let system = try system(names)
        let before = (threads(), descriptors())
        try system.startHotReload()
        Thread.sleep(forTimeInterval: 1)
        let after = (threads(), descriptors())
        let seconds = Double(ProcessInfo.processInfo.environment["IDLE_SECONDS"] ?? "") ?? 60
        let start = processTime()
        Thread.sleep(forTimeInterval: seconds)
        let used = processTime() - start
        system.stopHotReload()
        return [
            metric("idle-cpu", used / seconds * 100, "%", "limit", 0.1),
            metric("idle-descriptors", Double(after.1 - before.1), "more", "limit", 1),
            metric("idle-threads", Double(after.0 - before.0), "more", "limit", 1),
        ]
    }

    private func processTime() -> Double {
        var usage = rusage()
        getrusage(RUSAGE_SELF, &usage)
        return [usage.ru_utime, usage.ru_stime].reduce(0) {
            $0 + Double($1.tv_sec) + Double($1.tv_usec) / 1e6
        }
    }

    private func threads() -> Int { count("/proc/self/task") }
    private func descriptors() -> Int { count("/proc/self/fd") }

    private func count(_ folder: String) -> Int {
        (try? FileManager.default.contentsOfDirectory(atPath: folder).count) ?? 0
    }

    private func metric(
        _ name: String,
        _ value: Double,
        _ unit: String,
        _ peer: String,
        _ limit: Double
    ) -> Metric {
        Metric(name: name, value: value, unit: unit, peer: peer, peerValue: limit, bar: 1)
    }
}
