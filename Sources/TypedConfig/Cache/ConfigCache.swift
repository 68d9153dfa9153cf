import ConfigDocument
import ConfigTypes
import Synchronization

/// The documents of a system: the recent ones as values in front, more of them compressed behind.
///
/// What was not used for the longest time goes first. Nothing expires: that a file has changed is
/// found by `ConfigSystem.reload`, which compares contents and not times.
public final class ConfigCache: Sendable {
    /// How much the cache may hold.
    public let limits: CacheLimits
    /// Told the name of what was dropped; nil for everything.
    private let dropped: @Sendable (String?) -> Void
    private let state = Mutex(State())
    /// Loads that a snapshot has served without asking the cache.
    private let snapshotHits = Atomic(0)

    init(
        limits: CacheLimits = CacheLimits(),
        dropped: @escaping @Sendable (String?) -> Void = { _ in }
    ) {
        self.limits = limits
        self.dropped = dropped
    }

    /// Counted since the system was made; see `CacheStatistics`. What was read lately is compressed
    /// before.
    public var statistics: CacheStatistics {
        compress(allBut: 0)
        return statisticsSoFar
    }

    /// The same with what was read lately as it is held.
    var statisticsSoFar: CacheStatistics {
        var statistics = state.withLock(\.statistics)
        statistics.hits += snapshotHits.load(ordering: .relaxed)
        return statistics
    }

    func noteSnapshotHit() { snapshotHits.add(1, ordering: .relaxed) }

    /// The value of a name; nil where it must be read from its file.
    ///
    /// - Parameter decode: makes the value, where only its text is there.
    func value(
        _ name: String,
        decode: (Document, SecretPlaces) -> DocumentValue = { document, _ in
            DocumentValue(document.root)
        }
    ) -> DocumentValue? {
        let (value, held) = state.withLock { $0.find(name) }
        guard let held else { return value }
        guard let document = held.document() else {
            state.withLock { state in
                state.remove(name)
                state.statistics.damagedEntries += 1
            }
            return nil
        }
        let decoded = decode(document, held.secrets)
        state.withLock { state in
            state.statistics.hits += 1
            // Meanwhile another thread may have read a newer text, or decoded this one.
            guard state.documents[name]?.contentHash == held.contentHash else { return }
            state.removeValue(of: name)
            state.add(decoded, for: name)
            state.trim(to: limits)
        }
        return decoded
    }

    /// Takes a document.
    ///
    /// - Parameters:
    ///   - value: nil where only its text shall be kept.
    ///   - isMiss: whether it was read because somebody asked for it.
    func add(
        _ document: Document,
        _ value: DocumentValue?,
        named name: String,
        secrets: SecretPlaces = SecretPlaces(),
        isMiss: Bool = true
    ) {
        let isTight = state.withLock { state in
            if isMiss { state.statistics.misses += 1 }
            state.remove(name)
            state.add(CachedDocument(document, secrets: secrets), for: name)
            if let value { state.add(value, for: name) }
            if state.isOver(limits.maxBytes) { return true }
            state.trim(to: limits)
            return false
        }
        compress(allBut: isTight || document.storage.sourceCount > Self.mostBytesAsRead ? 0 : 8)
        if isTight { state.withLock { $0.trim(to: limits) } }
    }

    /// A text of more bytes is compressed at once.
    private static let mostBytesAsRead = 1 << 14

    /// Compresses documents, the oldest first, until so many are left as they were read. Others are
    /// served meanwhile.
    private func compress(allBut count: Int) {
        while let (name, document) = state.withLock({ $0.oldestAsRead(beyond: count) }) {
            let compressed = CompressedDocument(document, level: limits.compressionLevel)
            state.withLock { $0.replace(document, of: name, by: compressed) }
        }
    }

    /// The document of a name as it is kept.
    func document(_ name: String) -> (document: Document, secrets: SecretPlaces)? {
        let held = state.withLock { $0.documents[name] }
        return held.flatMap { held in held.document().map { ($0, held.secrets) } }
    }

    func contentHash(of name: String) -> Int? {
        state.withLock { $0.documents[name]?.contentHash }
    }

    /// The names of all documents, each with the hash of its text.
    var contents: [(name: String, contentHash: Int)] {
        state.withLock { state in
            state.documents.names.sorted().compactMap { name in
                state.documents[name].map { (name, $0.contentHash) }
            }
        }
    }

    /// Has a configuration read from its file when it is loaded next. Until then, `LiveConfig` and
    /// snapshots serve what they have.
    public func invalidate(_ name: String) {
        state.withLock { $0.remove(name) }
        dropped(name)
    }

    /// Has every configuration read from its file when it is loaded next.
    public func clear() {
        state.withLock { state in
            for name in state.documents.names { state.remove(name) }
        }
        dropped(nil)
    }

    #if DEBUG
        /// For tests: a fault of the memory that holds the document.
        func damage(_ name: String, byte index: Int) {
            compress(allBut: 0)
            state.withLock { state in
                state.removeValue(of: name)
                state.documents.update(name) { held in
                    guard case .compressed(var compressed) = held.content else { return }
                    compressed.flip(byte: index)
                    held.replace(by: compressed)
                }
            }
        }
    #endif
}

/// Keeps the lists and their statistics in step.
private struct State {
    var documents = RecencyList<CachedDocument>()
    /// The names of those that are not compressed yet, the oldest first.
    private var asRead: [String] = []
    /// Each has its document too.
    var values = RecencyList<(value: DocumentValue, bytes: Int)>()
    var statistics = CacheStatistics()

    /// The value of a name, or the text that it is to be made from; neither where it is not known.
    mutating func find(_ name: String) -> (value: DocumentValue?, document: CachedDocument?) {
        guard let document = documents.use(name) else { return (Optional.none, nil) }
        guard let decoded = values.use(name) else { return (Optional.none, document) }
        statistics.hits += 1
        return (.some(decoded.value), nil)
    }

    mutating func add(_ document: CachedDocument, for name: String) {
        documents.set(document, for: name)
        asRead.append(name)
        statistics.entries += 1
        statistics.uncompressedBytes += document.textCount
        statistics.compressedBytes += document.byteCount
    }

    /// The oldest of the documents that are not compressed yet, where there are more than so many.
    func oldestAsRead(beyond count: Int) -> (name: String, document: Document)? {
        guard asRead.count > count, let name = asRead.first,
            case .asRead(let document)? = documents[name]?.content
        else { return nil }
        return (name, document)
    }

    /// - Parameter compressed: nil where zlib found no memory; then the document is given up.
    mutating func replace(
        _ document: Document,
        of name: String,
        by compressed: CompressedDocument?
    ) {
        // Meanwhile another thread may have read a newer text, or compressed this one.
        guard let held = documents[name], held.isAsRead(document) else { return }
        guard let compressed else { return remove(name) }
        asRead.removeAll { $0 == name }
        statistics.compressedBytes += compressed.bytes.count - held.byteCount
        documents.update(name) { $0.replace(by: compressed) }
    }

    mutating func add(_ value: DocumentValue, for name: String) {
        let bytes = value.footprint
        values.set((value, bytes), for: name)
        statistics.decodedEntries += 1
        statistics.decodedBytes += bytes
    }

    mutating func removeValue(of name: String) {
        guard let value = values.remove(name) else { return }
        statistics.decodedEntries -= 1
        statistics.decodedBytes -= value.bytes
    }

    mutating func remove(_ name: String) {
        removeValue(of: name)
        guard let document = documents.remove(name) else { return }
        asRead.removeAll { $0 == name }
        statistics.entries -= 1
        statistics.uncompressedBytes -= document.textCount
        statistics.compressedBytes -= document.byteCount
    }

    /// Values go before documents, since a document gives its value back.
    mutating func trim(to limits: CacheLimits) {
        while statistics.decodedEntries > limits.maxDecodedEntries || isOver(limits.maxBytes),
            let name = values.leastRecent
        {
            removeValue(of: name)
        }
        while statistics.entries > limits.maxEntries || isOver(limits.maxBytes),
            let name = documents.leastRecent
        {
            remove(name)
            statistics.evictions += 1
        }
    }

    func isOver(_ maxBytes: Int) -> Bool {
        let overhead = statistics.entries * CacheLimits.bytesPerEntry
        return statistics.compressedBytes + statistics.decodedBytes + overhead > maxBytes
    }
}
