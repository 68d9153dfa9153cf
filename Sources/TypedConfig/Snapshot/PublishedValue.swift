import ConfigDocument

/// One configuration in a snapshot: a typed value at an address that stays as long as this object.
class PublishedValue: @unchecked Sendable {
    let type: ObjectIdentifier
    /// The name of its schema.
    let name: String
    let address: UnsafeRawPointer
    let source: LoadedFile

    fileprivate init(
        _ type: any ConfigType.Type,
        address: UnsafeRawPointer,
        source: LoadedFile
    ) {
        self.type = ObjectIdentifier(type)
        name = type.schema.name
        self.address = address
        self.source = source
    }

    /// The configuration as its file is now; this same object where the file has not changed.
    func reloaded(from source: any ConfigSource) throws(ConfigError) -> PublishedValue { self }
}

/// The file that a value was read from.
struct LoadedFile: Sendable, Equatable {
    var name: String
    /// Of the file's bytes: an edit that keeps size and time of the file is noticed too.
    var contentHash: Int
}

/// Nothing writes to the value after it was made, which is why all threads may read it.
final class Published<Value: ConfigType>: PublishedValue, @unchecked Sendable {
    private let pointer: UnsafeMutablePointer<Value>

    init(_ value: Value, source: LoadedFile) {
        pointer = .allocate(capacity: 1)
        pointer.initialize(to: value)
        super.init(Value.self, address: pointer, source: source)
    }

    var value: Value { pointer.pointee }

    deinit {
        pointer.deinitialize(count: 1)
        pointer.deallocate()
    }

    /// Reads, validates and decodes the file of the type.
    static func load(
        from source: any ConfigSource
    ) throws(ConfigError) -> (published: Published, document: Document) {
        let (document, file) = try read(from: source)
        return (try Published(Value.decoded(from: document), source: file), document)
    }

    override func reloaded(from source: any ConfigSource) throws(ConfigError) -> PublishedValue {
        let (document, file) = try Self.read(from: source)
        return file == self.source
            ? self : try Published(Value.decoded(from: document), source: file)
    }

    private static func read(
        from source: any ConfigSource
    ) throws(ConfigError) -> (Document, LoadedFile) {
        let name = try source.fileName(for: Value.schema.name)
        let document = try source.document(name)
        return (document, LoadedFile(name: name, contentHash: document.contentHash))
    }
}
