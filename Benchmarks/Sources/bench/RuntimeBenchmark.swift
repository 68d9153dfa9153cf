import BuiltinConfigs
import Foundation
import TypedConfig

/// The costs of a configuration for an application: reading a setting, loading, and memory.
struct RuntimeBenchmark {
    /// The folder of the five files whose types come with the package.
    let folder: URL
    let stopwatch = Stopwatch()
    /// The parts to measure; empty for all.
    private let only: Set<String>

    init(_ arguments: Arguments) {
        folder = arguments.data
        only = arguments.only
    }

    func run() throws -> Bool {
        Metric.printHeader()
        let parts = [
            ("read", reads), ("cached-load", cachedLoads), ("cold-load", coldLoad),
            ("all-layers", LayersBenchmark(folder: folder).run), ("validate", validation),
            ("cache", CacheBenchmark(folder: folder).run),
        ]
        if let unknown = only.subtracting(parts.map(\.0)).min() {
            let names = parts.map(\.0).joined(separator: ", ")
            throw BenchError("no part is called \(unknown); there are \(names)")
        }
        var isShort = false
        for (name, part) in parts where only.isEmpty || only.contains(name) {
            if try part().printAll() { isShort = true }
        }
        return isShort
    }

    private func system() throws -> ConfigSystem {
        try ConfigSystem(directory: folder.path, types: BuiltinConfigs.all)
    }

    // MARK: One setting

    private func reads() throws -> [Metric] {
        let live = try system().live(UnifiedConfig.self)
        let plain = PlainConfig(live.value)
        let count = 1_000
        let theirs = stopwatch.nanoseconds { for _ in 0..<count { readPlain(plain) } }
        let ours = stopwatch.nanoseconds { for _ in 0..<count { readLive(live) } }
        return [
            metric("read-1t", ours / Double(count), "ns", "plain field", theirs / Double(count), 2),
            try ReadersBenchmark(folder: folder).run(),
        ]
    }

    // MARK: Loading

    private func cachedLoads() throws -> [Metric] {
        let system = try system()
        func load<Value: ConfigType>(_ type: Value.Type) throws -> Metric {
            _ = try system.load(type)
            let count = 1_000
            let time = try stopwatch.nanoseconds {
                for _ in 0..<count { keep(try system.load(type)) }
            }
            return metric("cached-load, \(type)", time / Double(count), "ns", "limit", 50, 1)
        }
        return try [
            load(UnifiedConfig.self), load(CoordinatesConfig.self), load(MessagingConfig.self),
            load(DiscordChannelsConfig.self), load(SemanticConfig.self),
        ]
    }

    private func coldLoad() throws -> [Metric] {
        let path = folder.appending(path: "unified_config.yaml").path
        let bytes = [UInt8](try Data(contentsOf: URL(filePath: path)))
        _ = try UnifiedConfig.load(from: path)
        let (theirs, ours) = try stopwatch.nanoseconds(
            { try LibYAML.drain(bytes) },
            { keep(try UnifiedConfig.load(from: path)) }
        )
        let whole = try stopwatch.nanoseconds { keep(try system().load(UnifiedConfig.self)) }
        return [
            metric("cold-load", ours / 1e3, "us", "libyaml's events", theirs / 1e3, 1.5),
            metric("cold-load, new system", whole / 1e3, "us", "libyaml's events", theirs / 1e3, 3),
            try jsonLoad(),
        ]
    }

    /// A file of JSON as a struct, which we validate besides.
    private func jsonLoad() throws -> Metric {
        let path = folder.appending(path: "coordinates.json").path
        let (theirs, ours) = try stopwatch.nanoseconds(
            {
                let bytes = try Data(contentsOf: URL(filePath: path))
                keep(try JSONDecoder().decode(CodableCoordinates.self, from: bytes))
            },
            { keep(try CoordinatesConfig.load(from: path)) }
        )
        return metric("cold-load, JSON", ours / 1e3, "us", "JSONDecoder", theirs / 1e3, 0.15)
    }

    private func validation() throws -> [Metric] {
        let system = try system()
        let report = system.validateAll()
        guard report.isValid, report.entries.count == 5 else {
            throw BenchError("the files in \(folder.path) are not valid:\n\(report)")
        }
        let time = stopwatch.nanoseconds { _ = system.validateAll() }
        return try [metric("validate-all", time / 1e6, "ms", "limit", 1, 1)]
            + RulesBenchmark(folder: folder).run()
    }
}

func metric(
    _ name: String,
    _ value: Double,
    _ unit: String,
    _ peer: String,
    _ peerValue: Double,
    _ bar: Double,
    largerIsBetter: Bool = false
) -> Metric {
    Metric(
        name: name,
        value: value,
        unit: unit,
        peer: peer,
        peerValue: peerValue,
        bar: bar,
        largerIsBetter: largerIsBetter
    )
}

/// A configuration without any runtime.
final class PlainConfig: Sendable {
    let value: UnifiedConfig
    init(_ value: UnifiedConfig) { self.value = value }
}

/// A sink for values, so that the optimiser cannot remove a read.
nonisolated(unsafe) let sink = UnsafeMutablePointer<Int>.allocate(capacity: 1)

@inline(never)
func readPlain(_ config: PlainConfig) { sink.pointee &+= config.value.agents.count ?? 0 }

@inline(never)
func readLive(_ live: LiveConfig<UnifiedConfig>) { sink.pointee &+= live.agents.count ?? 0 }

/// Takes a value as a caller would, and does nothing with it.
@inline(never)
func keep<Value>(_ value: Value) {}
