import Synchronization

/// The memory of one document: its source, its tape and the text of its decoded strings.
///
/// A reader fills the storage; it never changes afterwards, and can therefore be shared. Only one
/// reader holds it while it is filled, so its properties need no exclusivity checks.
package final class TapeStorage: @unchecked Sendable {
    /// The source with padding; grown by `load`.
    @exclusivity(unchecked) package private(set) var source: UnsafeMutablePointer<UInt8>
    @exclusivity(unchecked) package private(set) var sourceCount = 0
    private var sourceCapacity = 0

    @exclusivity(unchecked) package private(set) var entries: UnsafeMutablePointer<TapeEntry>
    @exclusivity(unchecked) package private(set) var entryCapacity = 0
    @exclusivity(unchecked) package var entryCount = 0

    @exclusivity(unchecked) package private(set) var decoded: UnsafeMutablePointer<UInt8>
    @exclusivity(unchecked) package private(set) var decodedCapacity = 0
    @exclusivity(unchecked) package var decodedCount = 0

    @exclusivity(unchecked) package private(set) var decodedStrings:
        UnsafeMutablePointer<DecodedString>
    @exclusivity(unchecked) private var decodedStringCapacity = 0
    @exclusivity(unchecked) package var decodedStringCount = 0

    /// The name of the document. Stored here, so that a document is a single reference and cursors
    /// are cheap.
    @exclusivity(unchecked) package private(set) var name = ""
    @exclusivity(unchecked) package private(set) var format = DocumentFormat.json

    /// The notation of the source, if the reader recorded it.
    @exclusivity(unchecked) private(set) var layoutNotes: SourceLayout.Notes?

    /// Created when a position is first requested, which most documents never need.
    private let lines = Mutex<LineTable?>(nil)

    /// The number of readable bytes after the source and the decoded text.
    package static let padding = 16

    /// Replaces each part as long as its capacity is zero, so that most storages allocate few of
    /// them.
    nonisolated(unsafe) private static let nothing = {
        let nothing = UnsafeMutableRawPointer.allocate(byteCount: padding, alignment: 16)
        nothing.initializeMemory(as: UInt8.self, repeating: 0, count: padding)
        return nothing
    }()

    package init() {
        let nothing = Self.nothing
        source = nothing.assumingMemoryBound(to: UInt8.self)
        entries = nothing.assumingMemoryBound(to: TapeEntry.self)
        decoded = nothing.assumingMemoryBound(to: UInt8.self)
        decodedStrings = nothing.assumingMemoryBound(to: DecodedString.self)
    }

    deinit {
        if sourceCapacity > 0 { source.deallocate() }
        if entryCapacity > 0 { entries.deallocate() }
        if decodedCapacity > 0 { decoded.deallocate() }
        if decodedStringCapacity > 0 { decodedStrings.deallocate() }
    }

    /// Sets the name of the document, once, before the storage is shared.
    func describe(name: String, format: DocumentFormat) {
        self.name = name
        self.format = format
    }

    /// Stores the notation of the source, once, before the storage is shared.
    func note(_ layout: SourceLayout.Notes) { layoutNotes = layout }

    package var view: TapeView {
        TapeView(
            entries: entries,
            source: source,
            decoded: decoded,
            decodedStrings: decodedStrings
        )
    }

    package var sourceBytes: UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: source, count: sourceCount)
    }

    /// The line and column of a byte offset.
    func position(at offset: Int) -> SourcePosition {
        let lines = lines.withLock { lines in
            let known = lines ?? LineTable(sourceBytes)
            lines = known
            return known
        }
        return lines.position(at: offset, in: sourceBytes)
    }

    /// The memory of the storage in bytes.
    package var byteCount: Int {
        sourceCapacity + decodedCapacity + entryCapacity * MemoryLayout<TapeEntry>.stride
            + decodedStringCapacity * MemoryLayout<DecodedString>.stride
    }

    /// Copies the source, and clears the tape of the previous one; memory is reused.
    package func load(_ bytes: UnsafeRawBufferPointer) {
        if sourceCapacity < bytes.count {
            if sourceCapacity > 0 { source.deallocate() }
            sourceCapacity = bytes.count
            source = .allocate(capacity: bytes.count + Self.padding)
        }
        if let base = bytes.baseAddress {
            source.update(from: base.assumingMemoryBound(to: UInt8.self), count: bytes.count)
        }
        if sourceCapacity > 0 {
            (source + bytes.count).update(repeating: 0, count: Self.padding)
        }
        sourceCount = bytes.count
        lines.withLock { $0 = nil }
        layoutNotes = nil
        entryCount = 0
        decodedCount = 0
        decodedStringCount = 0
    }

    /// Copies the source again, after a reader has modified it. The tape is unchanged.
    package func restore(_ bytes: UnsafeRawBufferPointer) {
        guard let base = bytes.baseAddress, bytes.count == sourceCount else { return }
        source.update(from: base.assumingMemoryBound(to: UInt8.self), count: bytes.count)
    }

    /// Reserves space for `capacity` entries in total.
    package func reserveEntries(_ capacity: Int) {
        guard capacity > entryCapacity else { return }
        let old = entryCapacity
        entryCapacity = max(capacity, old * 2)
        let grown = UnsafeMutablePointer<TapeEntry>.allocate(capacity: entryCapacity)
        grown.update(from: entries, count: entryCount)
        if old > 0 { entries.deallocate() }
        entries = grown
    }

    /// Reserves space for `capacity` bytes of decoded text in total.
    package func reserveDecoded(_ capacity: Int) {
        guard capacity > decodedCapacity else { return }
        let old = decodedCapacity
        decodedCapacity = max(capacity, old * 2)
        let grown = UnsafeMutablePointer<UInt8>.allocate(capacity: decodedCapacity + Self.padding)
        grown.update(from: decoded, count: decodedCount)
        if old > 0 { decoded.deallocate() }
        decoded = grown
    }

    package func append(_ entry: TapeEntry) {
        reserveEntries(entryCount + 1)
        entries[entryCount] = entry
        entryCount += 1
    }

    /// Adds text to that of decoded strings.
    func appendDecoded(_ text: String) {
        var text = text
        text.withUTF8 { bytes in
            reserveDecoded(decodedCount + bytes.count)
            guard let base = bytes.baseAddress else { return }
            (decoded + decodedCount).update(from: base, count: bytes.count)
            decodedCount += bytes.count
        }
    }

    /// Adds a decoded string, and returns its index.
    package func append(_ string: DecodedString) -> Int {
        if decodedStringCount == decodedStringCapacity {
            let old = decodedStringCapacity
            decodedStringCapacity = max(8, old * 2)
            let grown = UnsafeMutablePointer<DecodedString>.allocate(
                capacity: decodedStringCapacity
            )
            grown.update(from: decodedStrings, count: decodedStringCount)
            if old > 0 { decodedStrings.deallocate() }
            decodedStrings = grown
        }
        decodedStrings[decodedStringCount] = string
        decodedStringCount += 1
        return decodedStringCount - 1
    }

    /// A copy without unused capacity, for documents that are kept after reading.
    package func compacted() -> TapeStorage {
        let copy = withEmptyTape()
        copy.reserveEntries(entryCount)
        copy.entries.update(from: entries, count: entryCount)
        copy.entryCount = entryCount
        return copy
    }

    /// A storage with the source and the decoded strings of this one, for another tape.
    func withEmptyTape() -> TapeStorage {
        let copy = TapeStorage()
        copy.load(sourceBytes)
        copy.reserveDecoded(decodedCount)
        copy.decoded.update(from: decoded, count: decodedCount)
        copy.decodedCount = decodedCount
        for index in 0..<decodedStringCount { _ = copy.append(decodedStrings[index]) }
        return copy
    }
}
