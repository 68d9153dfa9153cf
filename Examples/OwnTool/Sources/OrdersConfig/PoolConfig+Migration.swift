import TypedConfig

extension PoolConfig {
    /// From 1.0.0 to 2.0.0: a word becomes the number that it stood for.
    public static func sizeInNumbers(_ old: PoolConfigV1, _ new: inout PoolConfig) {
        new.size = old.size == "large" ? 20 : 5
    }
}
