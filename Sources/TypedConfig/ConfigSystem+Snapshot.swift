import Synchronization

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
    public func snapshot() -> ConfigSnapshot { publisher.snapshot() }

    /// Reads the files of all loaded types again, and publishes what has changed as one snapshot.
    ///
    /// Files are compared by their content. Where anything is wrong, nothing is published: what
    /// was loaded before stays in place.
    ///
    /// - Returns: the names of the configurations that have changed.
    /// - Throws: everything that is wrong with any of the files.
    @discardableResult
    public func reload() throws(ConfigError) -> [String] {
        try reloading.withLock { (_) throws(ConfigError) in
            var changed: [PublishedValue] = []
            var findings: [Finding] = []
            for value in publisher.snapshot().values {
                do throws(ConfigError) {
                    let new = try value.reloaded(from: source)
                    if new !== value { changed.append(new) }
                } catch {
                    findings += error.findings
                }
            }
            if !findings.isEmpty { throw ConfigError(findings: findings) }
            if !changed.isEmpty { publisher.publish(changed) }
            return changed.map(\.name).sorted()
        }
    }
}
