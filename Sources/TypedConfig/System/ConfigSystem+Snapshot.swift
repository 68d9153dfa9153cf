extension ConfigSystem {
    /// A handle that reads single fields of the newest configuration of a type, at the price of
    /// reading a field. The type is loaded if it is not yet.
    public func live<Value: ConfigType>(
        _ type: Value.Type = Value.self
    ) throws(ConfigError) -> LiveConfig<Value> {
        _ = try load(type)
        return LiveConfig(owner: self, cell: publisher.cell(of: ObjectIdentifier(type)))
    }

    /// The configuration of a type as it is now: the same as `load`.
    public func current<Value: ConfigType>(
        _ type: Value.Type = Value.self
    ) throws(ConfigError) -> Value {
        try load(type)
    }

    /// The configurations of all types that were loaded so far, at one moment.
    public func snapshot() -> SystemSnapshot { publisher.snapshot() }
}
