extension ConfigSystem {
    /// A handle that reads single fields of the newest configuration of a type, at the cost of
    /// reading a field. The type is loaded if necessary.
    public func live<Value: ConfigType>(
        _ type: Value.Type = Value.self
    ) throws(ConfigError) -> LiveConfig<Value> {
        _ = try load(type)
        return LiveConfig(owner: self, cell: publisher.cell(of: ObjectIdentifier(type)))
    }

    /// The current configuration of a type; equal to `load`.
    public func current<Value: ConfigType>(
        _ type: Value.Type = Value.self
    ) throws(ConfigError) -> Value {
        try load(type)
    }

    /// The configurations of all loaded types at one moment.
    public func snapshot() -> SystemSnapshot { publisher.snapshot() }
}
