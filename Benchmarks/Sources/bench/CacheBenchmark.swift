import BuiltinConfigs
import ConfigSchemas
import Foundation
import TypedConfig

/// The savings of the cache, its hit rate and its memory.
struct CacheBenchmark {
    let folder: URL

    func run() throws -> [Metric] { try saving() + [hits(), memory()] }

    // MARK: Size

    /// The ratio of zlib at this level, plus at most 64 bytes per entry.
    private func saving() throws -> [Metric] {
        var metrics = [try saving("the five files", folder)]
        let shared = folder.deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "../shared/data/real-configs")
        let suites = ProcessInfo.processInfo.environment["TYPED_CONFIG_SUITES"]
            .map { URL(filePath: $0).appending(path: "real-configs") }
        if let real = try gathered(suites ?? shared.standardizedFileURL) {
            metrics.append(try saving("real-configs", real))
            try? FileManager.default.removeItem(at: real)
        }
        return metrics
    }

    private func saving(_ name: String, _ folder: URL) throws -> Metric {
        let system = try ConfigSystem(directory: folder.path)
        var validator = ConfigValidator()
        var theirs = 0
        for file in try system.files() {
            try validator.add(schema: true, named: file.name)
            let bytes = try Data(
                contentsOf: folder.appending(path: URL(filePath: file.path).lastPathComponent)
            )
            theirs += try Zlib.size(bytes, level: CacheLimits().compressionLevel) + 64
        }
        system.register(validator)
        for name in system.names { _ = try system.load(name) }
        let statistics = system.cacheStatistics
        let saved = 100 * (1 - statistics.compressionRatio)
        return metric(
            "cache-saving, \(name) (\(Int(saved)) % saved)",
            Double(statistics.compressedBytes),
            "bytes",
            "zlib and 64 an entry",
            Double(theirs),
            1
        )
    }

    /// The files `NAME/config.*` as `NAME.*` of one folder.
    private func gathered(_ folder: URL) throws -> URL? {
        let files = FileManager.default
        guard let names = try? files.contentsOfDirectory(atPath: folder.path) else { return nil }
        let all = try temporaryFolder()
        for name in names {
            for ending in ["yaml", "yml", "json"] {
                let file = folder.appending(path: "\(name)/config.\(ending)")
                if files.fileExists(atPath: file.path) {
                    try files.copyItem(at: file, to: all.appending(path: "\(name).\(ending)"))
                }
            }
        }
        return all
    }

    private func temporaryFolder() throws -> URL {
        let url = FileManager.default.temporaryDirectory
            .appending(path: "typed-config bench \(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        return url
    }

    // MARK: Hits

    private func hits() throws -> Metric {
        let (system, folder) = try many(1_000, bytes: 200, CacheLimits())
        defer { try? FileManager.default.removeItem(at: folder) }
        var random = SplitMix(state: 1)
        for _ in 0..<100_000 {
            // Zipf's law: the rank r comes with a frequency of 1/r.
            let rank = Int(pow(1_000, random.unit())) - 1
            _ = try system.load("config\(rank)")
        }
        let ratio = 100 * system.cacheStatistics.hitRatio
        return metric("cache-hits, Zipf", ratio, "%", "bar", 95, 1, largerIsBetter: true)
    }

    // MARK: Memory

    private func memory() throws -> Metric {
        var limits = CacheLimits()
        limits.maxEntries = 100
        limits.maxDecodedEntries = 100
        limits.maxBytes = 8 << 20
        let names = 1_000
        let (system, folder) = try many(names, bytes: 10_000, limits)
        defer { try? FileManager.default.removeItem(at: folder) }
        _ = try system.load("config0")
        let before = residentBytes()
        var most = 0
        for round in 0..<10_000 {
            _ = try system.load("config\(round % names)")
            if round % 100 == 0 { most = max(most, residentBytes()) }
        }
        return metric(
            "cache-memory",
            Double(most - before) / 1e6,
            "MB",
            "budget",
            Double(limits.maxBytes) / 1e6,
            1.2
        )
    }

    private func many(
        _ count: Int,
        bytes: Int,
        _ limits: CacheLimits
    ) throws -> (ConfigSystem, URL) {
        let folder = try temporaryFolder()
        var validator = ConfigValidator()
        for number in 0..<count {
            var text = "{\"number\":\(number),\"list\":["
            var item = 0
            while text.utf8.count < bytes {
                text +=
                    "\(item == 0 ? "" : ","){\"name\":\"entry \(item) of \(number)\",\"port\":\(item)}"
                item += 1
            }
            text += "]}"
            try text.write(
                to: folder.appending(path: "config\(number).json"),
                atomically: false,
                encoding: .utf8
            )
            try validator.add(schema: true, named: "config\(number)")
        }
        let system = try ConfigSystem(directory: folder.path, cache: limits)
        system.register(validator)
        return (system, folder)
    }

    private func residentBytes() -> Int {
        let text = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8)) ?? ""
        let pages = text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
        return pages * Int(sysconf(Int32(_SC_PAGESIZE)))
    }
}

/// A random generator with a fixed seed.
struct SplitMix {
    var state: UInt64

    mutating func unit() -> Double {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return Double((z ^ (z >> 31)) >> 11) / Double(1 << 53)
    }
}
