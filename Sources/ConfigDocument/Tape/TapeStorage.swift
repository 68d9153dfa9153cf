import Synchronization

/// The memory of one document: its source, its tape and the text of its decoded strings.
///
/// A reader fills one storage; afterwards nothing changes it, which is why it may be shared. While
/// it is filled, one reader holds it, so its fields go without checks for overlapping access.
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

    /// What the document is called. Here, so that a document is one reference, and cursors are cheap.
    @exclusivity(unchecked) package private(set) var name = ""
    @exclusivity(unchecked) package private(set) var format = DocumentFormat.json

    /// How the source is written, where the reader was asked to note it.
    @exclusivity(unchecked) private(set) var layoutNotes: SourceLayout.Notes?

    /// Made when the first position is asked for, which of most documents nobody does.
    private let lines = Mutex<LineTable?>(nil)

    /// Bytes after the source and the decoded text that may be read.
    package static let padding = 16

    /// Stands for each part as long as it has no capacity, so that most storages make few of them.
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

    /// Says what the document is called, once, before anybody else has it.
    func describe(name: String, format: DocumentFormat) {
        self.name = name
        self.format = format
    }

    /// Notes how the source is written, once, before anybody else has it.
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

    /// Line and column of a byte offset.
    func position(at offset: Int) -> SourcePosition {
        let lines = lines.withLock { lines in
            let known = lines ?? LineTable(sourceBytes)
            lines = known
            return known
        }
        return lines.position(at: offset, in: sourceBytes)
    }

    /// The memory that it takes.
    package var byteCount: Int {
        sourceCapacity + decodedCapacity + entryCapacity * MemoryLayout<TapeEntry>.stride
            + decodedStringCapacity * MemoryLayout<DecodedString>.stride
    }

    /// Takes a copy of the source and forgets the tape of the one before; memory is kept.
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

    /// Takes the source again, after a reader has written into it. The tape stays.
    package func restore(_ bytes: UnsafeRawBufferPointer) {
        guard let base = bytes.baseAddress, bytes.count == sourceCount else { return }
        source.update(from: base.assumingMemoryBound(to: UInt8.self), count: bytes.count)
    }

    /// Makes room for that many entries in all.
    package func reserveEntries(_ capacity: Int) {
        guard capacity > entryCapacity else { return }
        let old = entryCapacity
        entryCapacity = max(capacity, old * 2)
        let grown = UnsafeMutablePointer<TapeEntry>.allocate(capacity: entryCapacity)
        grown.update(from: entries, count: entryCount)
        if old > 0 { entries.deallocate() }
        entries = grown
    }

    /// Makes room for that many bytes of decoded text in all.
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

    /// Notes a decoded string and returns its index.
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

    /// A copy that holds just what is used, for documents that live on after reading.
    package func compacted() -> TapeStorage {
        let copy = TapeStorage()
        copy.load(sourceBytes)
        copy.reserveEntries(entryCount)
        copy.entries.update(from: entries, count: entryCount)
        copy.entryCount = entryCount
        copy.reserveDecoded(decodedCount)
        copy.decoded.update(from: decoded, count: decodedCount)
        copy.decodedCount = decodedCount
        for index in 0..<decodedStringCount { _ = copy.append(decodedStrings[index]) }
        return copy
    }
}
