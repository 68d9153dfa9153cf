import BuiltinConfigs
import Foundation
import TypedConfig

/// A load with every layer that a service may have, beside one of the base file alone.
struct LayersBenchmark {
    /// The folder with `unified_config.yaml`.
    let folder: URL
    private let stopwatch = Stopwatch()

    init(folder: URL) { self.folder = folder }

    func run() throws -> [Metric] {
        let place = FileManager.default.temporaryDirectory.appending(
            path: "bench layers \(UUID().uuidString)"
        )
        defer { try? FileManager.default.removeItem(at: place) }
        try write(to: place)
        let layers = layers(in: place)
        let alone = try ConfigSystem(
            layers: [.directory(place.path + "/base")],
            types: [UnifiedConfig.self]
        )
        let system = try ConfigSystem(layers: layers, types: [UnifiedConfig.self])
        try check(system)
        // Without validation, a file is read at each load; `reload` would compare contents first.
        let (theirs, ours) = try stopwatch.nanoseconds({ try load(alone) }, { try load(system) })
        return [metric("all-layers", ours / 1e3, "us", "base file alone", theirs / 1e3, 3)]
    }

    private func load(_ system: ConfigSystem) throws {
        system.cache.clear()
        keep(try system.load(UnifiedConfig.self))
    }

    private func write(to place: URL) throws {
        let base = try String(
            contentsOf: folder.appending(path: "unified_config.yaml"),
            encoding: .utf8
        )
        let files = [
            "base/unified_config.yaml": base,
            "config/unified_config.yaml": base,
            "config/unified_config.production.yaml":
                "system: {environment: production}\nagents: {coordinates: {retry_attempts: 4}}\n",
            "config/conf.d/10-unified_config.yaml": "messaging: {default_mode: inbox}\n",
            "config/conf.d/20-unified_config.queue.yaml":
                "messaging: {queue: {max_size: 3000}}\n",
            "config/conf.d/30-unified_config.paths.yaml": "runtime: {logs: /var/log/desk}\n",
            ".env":
                "APP_UNIFIED_CONFIG_SYSTEM_DEBUG=true\n# note\nAPP_UNIFIED_CONFIG_MESSAGING_QUEUE_MAX_AGE_DAYS=4\n",
            "secrets/unified_config.data.unified_db": "/srv/unified.db",
        ]
        for (name, text) in files {
            let file = place.appending(path: name)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            try text.write(to: file, atomically: false, encoding: .utf8)
        }
        let secret = place.appending(path: "secrets/unified_config.data.unified_db").path
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: secret)
    }

    private func layers(in place: URL) -> [ConfigLayer] {
        // 200, of which few are settings, as in a container.
        var variables = Dictionary(
            uniqueKeysWithValues: (0..<195).map { ("SERVICE_\($0)_PORT", "tcp://10.0.0.1:80") }
        )
        variables["APP_UNIFIED_CONFIG_DATA_VECTOR_DB"] = "/srv/vectors.db"
        variables["APP_UNIFIED_CONFIG_DATA_VECTOR_STORE"] = "/srv/vectors"
        variables["APP_UNIFIED_CONFIG_SEMANTIC_STATUS_INDEX_TOP_K"] = "6"
        variables["APP_UNIFIED_CONFIG_RUNTIME_REPORTS"] = "/var/reports"
        variables["APP_UNIFIED_CONFIG_AGENTS_COUNT"] = "4"
        return [
            .directory(place.path + "/config", overlay: "production"),
            .secrets(in: place.path + "/secrets"),
            .dotenv(place.path + "/.env"),
            .environment(prefix: "APP", variables: variables),
            .arguments(["--unified_config.runtime.quality", "/var/quality", "--verbose"]),
        ]
    }

    /// Each layer must set a value, or the measurement is meaningless.
    private func check(_ system: ConfigSystem) throws {
        let config = try system.load(UnifiedConfig.self)
        let origins = try system.explain("unified_config").map { "\($0.origin)" }
        let kinds = [
            "production.yaml", "10-unified_config", "20-unified_config", "30-unified_config",
            ".env",
            "environment variable", "argument", "secret file",
        ]
        keep(config)
        for kind in kinds where !origins.contains(where: { $0.contains(kind) }) {
            throw BenchError("no setting comes from \(kind)")
        }
    }
}
