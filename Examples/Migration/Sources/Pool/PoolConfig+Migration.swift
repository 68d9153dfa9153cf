import TypedConfig

extension PoolConfig {
    /// From 1.0.0 to 2.0.0: `host:port` becomes two settings.
    static func splitServer(_ old: PoolConfigV1, _ new: inout PoolConfig) throws {
        // The pattern of the old schema guarantees two parts.
        let parts = old.server.split(separator: ":")
        new.host = String(parts.first ?? "")
        new.port = parts.last.flatMap { Int($0) } ?? 0
    }
}
