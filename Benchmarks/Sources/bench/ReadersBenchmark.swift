import BuiltinConfigs
import Foundation
import Synchronization
import TypedConfig

/// Two threads that read one setting as fast as they can, while a third replaces the configuration.
struct ReadersBenchmark {
    let folder: URL
    private let reads = 20_000_000

    func run() throws -> Metric {
        let copy = FileManager.default.temporaryDirectory
            .appending(path: "typed-config bench \(UUID().uuidString)")
        try FileManager.default.createDirectory(at: copy, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: copy) }
        let file = copy.appending(path: "unified_config.yaml")
        let text = try String(
            contentsOf: folder.appending(path: file.lastPathComponent),
            encoding: .utf8
        )
        try text.write(to: file, atomically: true, encoding: .utf8)
        let system = try ConfigSystem(directory: copy.path)
        let live = try system.live(UnifiedConfig.self)
        let number = SharedNumber()
        let theirs = try timed(
            { for _ in 0..<reads { readNumber(number) } },
            meanwhile: {}
        )
        var round = 0
        let ours = try timed(
            { for _ in 0..<reads { readLiveQuietly(live) } },
            meanwhile: {
                round += 1
                try (text + "\n# \(round)\n").write(to: file, atomically: true, encoding: .utf8)
                _ = try system.reload()
                usleep(2_000)
            }
        )
        let count = Double(reads)
        return metric("read-2t", ours / count, "ns", "relaxed atomic", theirs / count, 2.5)
    }

    /// CPU time that two threads need for a body each, on average, while something else goes on.
    private func timed(
        _ body: @escaping @Sendable () -> Void,
        meanwhile: () throws -> Void
    ) throws -> Double {
        let total = Mutex(0.0)
        let running = Atomic(2)
        for _ in 0..<2 {
            Thread.detachNewThread {
                let start = Stopwatch.now()
                body()
                let time = Double(Stopwatch.now() - start)
                total.withLock { $0 += time }
                running.subtract(1, ordering: .releasing)
            }
        }
        while running.load(ordering: .acquiring) > 0 {
            try meanwhile()
            usleep(500)
        }
        return total.withLock { $0 } / 2
    }
}

final class SharedNumber: Sendable { let value = Atomic(1) }

@inline(never)
func readNumber(_ number: SharedNumber) { keepQuietly(number.value.load(ordering: .relaxed)) }

@inline(never)
func readLiveQuietly(_ live: LiveConfig<UnifiedConfig>) { keepQuietly(live.agents.count ?? 0) }

/// Without a write that two threads would fight about.
@inline(never)
func keepQuietly(_ value: Int) {}
