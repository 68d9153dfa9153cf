import ConfigDocument
import ConfigTypes
import Synchronization

/// The documents of a system: recently used ones as decoded values, more of them as compressed
/// text.
///
/// The least recently used document is evicted first. Nothing expires: `ConfigSystem.reload`
/// detects a changed file by its content, not by its time.
public final class ConfigCache: Sendable {
    /// The bounds of the cache.
    public let limits: CacheLimits
    /// Called with the name of an invalidated configuration, or with nil if all were invalidated.
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

    /// Counters since the system was created; see `CacheStatistics`. Recently read documents are
    /// compressed first, so that sizes are comparable.
    public var statistics: CacheStatistics {
        compress(allBut: 0)
        return statisticsSoFar
    }

    /// The statistics without compressing recently read documents first.
    var statisticsSoFar: CacheStatistics {
        var statistics = state.withLock { $0.statistics }
        statistics.hits += snapshotHits.load(ordering: .relaxed)
        return statistics
    }

    func noteSnapshotHit() { snapshotHits.wrappingAdd(1, ordering: .relaxed) }

    /// The value of a configuration; nil if its file must be read.
    ///
    /// - Parameter decode: makes the value if only its text is cached.
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
            // Another thread may have stored a newer text, or decoded this one, in the meantime.
            guard state.documents[name]?.contentHash == held.contentHash else { return }
            state.removeValue(of: name)
            state.add(decoded, for: name)
            state.trim(to: limits)
        }
        return decoded
    }

    /// Stores a document.
    ///
    /// - Parameters:
    ///   - value: nil to store only the text.
    ///   - isMiss: true if the document was read because a caller asked for it.
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

    /// Texts of more bytes are compressed immediately.
    private static let mostBytesAsRead = 1 << 14

    /// Compresses documents, oldest first, until at most `count` are uncompressed. The lock is not
    /// held during compression, so that other requests are served.
    private func compress(allBut count: Int) {
        while let (name, document) = state.withLock({ $0.oldestAsRead(beyond: count) }) {
            let compressed = CompressedDocument(document, level: limits.compressionLevel)
            state.withLock { $0.replace(document, of: name, by: compressed) }
        }
    }

    /// The cached document of a name.
    func document(_ name: String) -> (document: Document, secrets: SecretPlaces)? {
        let held = state.withLock { $0.documents[name] }
        return held.flatMap { held in held.document().map { ($0, held.secrets) } }
    }

    func contentHash(of name: String) -> Int? {
        state.withLock { $0.documents[name]?.contentHash }
    }

    /// The name and content hash of each document.
    var contents: [(name: String, contentHash: Int)] {
        state.withLock { state in
            state.documents.names.sorted().compactMap { name in
                state.documents[name].map { (name, $0.contentHash) }
            }
        }
    }

    /// Makes the next load of a configuration read its file. Until then, `LiveConfig` and snapshots
    /// return their current values.
    public func invalidate(_ name: String) {
        state.withLock { $0.remove(name) }
        dropped(name)
    }

    /// Makes the next load of every configuration read its file.
    public func clear() {
        state.withLock { state in
            for name in state.documents.names { state.remove(name) }
        }
        dropped(nil)
    }

    #if DEBUG
        /// For tests: simulates a memory fault in the cached document.
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

/// Keeps the lists and the statistics consistent.
private struct State {
    var documents = RecencyList<CachedDocument>()
    /// The names of the uncompressed documents, oldest first.
    private var asRead: [String] = []
    /// Every entry also has its document.
    var values = RecencyList<(value: DocumentValue, bytes: Int)>()
    var statistics = CacheStatistics()

    /// The value of a name, or the text to decode it from; neither if the name is not cached.
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

    /// The oldest uncompressed document, if there are more than `count`.
    func oldestAsRead(beyond count: Int) -> (name: String, document: Document)? {
        guard asRead.count > count, let name = asRead.first,
            case .asRead(let document)? = documents[name]?.content
        else { return nil }
        return (name, document)
    }

    /// - Parameter compressed: nil if zlib could not allocate memory; the document is then evicted.
    mutating func replace(
        _ document: Document,
        of name: String,
        by compressed: CompressedDocument?
    ) {
        // Another thread may have stored a newer text, or compressed this one, in the meantime.
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

    /// Evicts values before documents, because a document can be decoded again.
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
