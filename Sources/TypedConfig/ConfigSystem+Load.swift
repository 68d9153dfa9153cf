public import ConfigDocument
import Synchronization

extension ConfigSystem {
    /// The configuration of a type, from `NAME.yaml`, `NAME.yml` or `NAME.json`.
    ///
    /// The file is read, validated and decoded the first time; later calls copy what is in memory.
    ///
    /// - Parameter validate: whether the schema is asked. Without it the value is only what the
    ///   type can hold, and the file is read each time.
    /// - Throws: everything that is wrong with the file, in document order.
    public func load<Value: ConfigType>(
        _ type: Value.Type = Value.self,
        validate: Bool = true
    ) throws(ConfigError) -> Value {
        if validate {
            if let value = publisher.value(of: type) { return value }
            return try firstLoad(type)
        }
        let document = try document(Value.schema.name)
        return try Value.decoded(from: document, validating: false)
    }

    @inline(never)
    private func firstLoad<Value: ConfigType>(_ type: Value.Type) throws(ConfigError) -> Value {
        let gate = gates.withLock { gates in
            let gate = gates[ObjectIdentifier(type)] ?? LoadGate()
            gates[ObjectIdentifier(type)] = gate
            return gate
        }
        return try gate.mutex.withLock { (_) throws(ConfigError) in
            if let value = publisher.value(of: type) { return value }
            register([type])
            let loaded = try Published<Value>.load(from: source)
            publisher.publish([loaded])
            return loaded.value
        }
    }

    /// The configuration of a name as a tree of values.
    ///
    /// - Parameter validate: whether the schema of that name is asked; then it must be registered.
    public func load(
        _ name: String,
        validate: Bool = true
    ) throws(ConfigError) -> ConfigValue {
        guard validate else { return try ConfigValue(document(name).root) }
        let registration = try registrations.withLock { $0 }.required(name)
        let document = try document(name)
        let findings = registration.findings(in: document)
        if findings.contains(where: { $0.severity == .error }) {
            throw ConfigError(findings: findings)
        }
        return ConfigValue(document.root)
    }

    private func document(_ name: String) throws(ConfigError) -> Document {
        try source.document(source.fileName(for: name))
    }
}
