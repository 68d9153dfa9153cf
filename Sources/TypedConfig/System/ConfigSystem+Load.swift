import CReaderSlots
public import ConfigDocument
import ConfigTypes
import Synchronization

extension ConfigSystem {
    /// The configuration of a type, from `NAME.yaml`, `NAME.yml` or `NAME.json`.
    ///
    /// The file is read, validated and decoded the first time; later calls copy the value in
    /// memory. A copy retains a reference for each array, map and string of more than 15 bytes, at
    /// about 5 ns including the release. That is nearly its whole cost: 30 ns for a struct with few
    /// such fields, 300 ns for one with forty. `live` reads single fields without a copy.
    ///
    /// - Parameters:
    ///   - type: the generated type.
    ///   - validate: whether to validate against the schema. If false, only the type itself limits
    ///     the value, and the file is read each time.
    /// - Throws: all errors of the file, in document order.
    public func load<Value: ConfigType>(
        _ type: Value.Type = Value.self,
        validate: Bool = true
    ) throws(ConfigError) -> Value {
        guard validate else {
            layers.migrations.add([type])
            return try telemetry.load(Value.schema.name) { () throws(ConfigError) in
                try layers.load(Value.schema.name, catalogue: SettingCatalogue(of: type))
                    .checking { (document) throws(ConfigError) in
                        try Value.decoded(from: document, validating: false)
                    }
            }
        }
        let read = reader_enter()
        guard let address = publisher.address(of: ObjectIdentifier(type)) else {
            reader_leave(read)
            return try firstLoad(type)
        }
        let value = address.assumingMemoryBound(to: Value.self).pointee
        reader_leave(read)
        cache.noteSnapshotHit()
        return value
    }

    @inline(never)
    private func firstLoad<Value: ConfigType>(_ type: Value.Type) throws(ConfigError) -> Value {
        let name = Value.schema.name
        return try gates.pass(name) { () throws(ConfigError) in
            if let value = publisher.value(of: type) {
                cache.noteSnapshotHit()
                return value
            }
            register([type])
            let revision = layers.pins.revision
            let loaded = try telemetry.load(
                name,
                // A key path of a generic type is made anew each time.
                document: { (loaded: Published<Value>) in loaded.document }
            ) { () throws(ConfigError) in
                try loadOrRestore(name) { (layers) throws(ConfigError) in
                    let loaded = try Published<Value>.load(from: layers)
                    return (loaded, loaded.document)
                }
            }
            cache.add(
                loaded.document.document,
                nil,
                named: name,
                secrets: loaded.document.carriedSecrets
            )
            telemetry.noteCache(cache.statisticsSoFar)
            publisher.publish([loaded])
            logNotes()
            if layers.pins.revision != revision {
                // Sources were replaced meanwhile, and this configuration changes with the others.
                _ = try reload { $0 == name }
                return publisher.value(of: type) ?? loaded.value
            }
            return loaded.value
        }
    }

    /// The configuration of a name as a tree of values.
    ///
    /// The file is read the first time, and again if it was evicted from the cache. The value
    /// contains secrets, so that it can be saved again: descriptions, dumps and encoders show
    /// `<secret>` in their place, while access by key returns the value.
    ///
    /// - Parameters:
    ///   - name: the name of the configuration.
    ///   - validate: whether to validate against the schema of that name, which must then be
    ///     registered. If false, the file is read each time.
    public func load(
        _ name: String,
        validate: Bool = true
    ) throws(ConfigError) -> DocumentValue {
        guard validate else {
            let catalogue = registrations.withLock { $0[name] }?.catalogue()
            return try telemetry.load(name) { () throws(ConfigError) in
                let loaded = try layers.load(name, catalogue: catalogue)
                let secrets = SecretPlaces(in: loaded, catalogue: catalogue)
                return try loaded.checking { secrets.marking(DocumentValue($0.root)) }
            }
        }
        if let value = cached(name) { return value }
        return try gates.pass(name) { () throws(ConfigError) in
            if let value = cached(name) { return value }
            let registration = try registrations.withLock { $0 }.required(name)
            let loaded = try telemetry.load(
                name,
                document: { (loaded: LoadedDocument) in loaded }
            ) { () throws(ConfigError) in
                try loadOrRestore(name) { (layers) throws(ConfigError) in
                    let loaded = try layers.load(name, catalogue: registration.catalogue())
                    try loaded.checking(registration.check)
                    return (loaded, loaded)
                }
            }
            let secrets = registration.secrets(in: loaded)
            let value = secrets.marking(DocumentValue(loaded.document.root))
            cache.add(loaded.document, value, named: name, secrets: loaded.carriedSecrets)
            telemetry.noteCache(cache.statisticsSoFar)
            logNotes()
            return value
        }
    }

    /// The cached value of a configuration, with its secrets marked.
    func cached(_ name: String) -> DocumentValue? {
        cache.value(name) { document, secrets in
            let loaded = LoadedDocument(document: document, carriedSecrets: secrets)
            let registration = registrations.withLock { $0[name] }
            return SecretPlaces(in: loaded, catalogue: registration?.catalogue())
                .marking(DocumentValue(document.root))
        }
    }
}
