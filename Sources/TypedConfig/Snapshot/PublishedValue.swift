import ConfigDocument

/// One configuration in a snapshot: a typed value whose address is stable for the lifetime of this
/// object.
class PublishedValue: @unchecked Sendable {
    let type: ObjectIdentifier
    /// The name of its schema.
    let name: String
    let address: UnsafeRawPointer
    /// The document from which the value was decoded.
    let document: LoadedDocument

    fileprivate init(
        _ type: any ConfigType.Type,
        address: UnsafeRawPointer,
        document: LoadedDocument
    ) {
        self.type = ObjectIdentifier(type)
        name = type.schema.name
        self.address = address
        self.document = document
    }

    /// The configuration as read now; the same object if nothing has changed.
    func reloaded(as loaded: LoadedDocument) throws(ConfigError) -> PublishedValue { self }
}

/// All threads may read the value, because it is never written after initialisation.
final class Published<Value: ConfigType>: PublishedValue, @unchecked Sendable {
    private let pointer: UnsafeMutablePointer<Value>

    init(_ value: Value, document: LoadedDocument) {
        pointer = .allocate(capacity: 1)
        pointer.initialize(to: value)
        super.init(Value.self, address: pointer, document: document)
    }

    var value: Value { pointer.pointee }

    deinit {
        pointer.deinitialize(count: 1)
        pointer.deallocate()
    }

    /// Reads, merges, validates and decodes the configuration of the type.
    static func load(from layers: ConfigLayers) throws(ConfigError) -> Published {
        try decoded(read(from: layers))
    }

    override func reloaded(as new: LoadedDocument) throws(ConfigError) -> PublishedValue {
        let isSame =
            new.faults.isEmpty
            && new.document.contentHash == document.document.contentHash
            && new.document.name == document.document.name
        return isSame ? self : try Self.decoded(new)
    }

    private static func read(from layers: ConfigLayers) throws(ConfigError) -> LoadedDocument {
        try layers.load(Value.schema.name, catalogue: SettingCatalogue(of: Value.self))
    }

    private static func decoded(_ loaded: LoadedDocument) throws(ConfigError) -> Published {
        let value = try loaded.checking { (document) throws(ConfigError) in
            try Value.decoded(from: document)
        }
        return Published(value, document: loaded)
    }
}
