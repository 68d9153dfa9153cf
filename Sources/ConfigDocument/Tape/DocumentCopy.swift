/// Writes a document that has the source of another: values copied from it keep their places, and
/// new ones get the place of a value that they stand for.
///
/// Values are written in document order, each member as its key and then its value.
package struct DocumentCopy {
    private let original: TapeStorage
    private let storage: TapeStorage
    private var open: [Container] = []

    /// A container that has not ended.
    private struct Container {
        var index: Int
        var count = 0
        /// The end of its source.
        var end: TapeEntry
    }

    package init(of document: Document) {
        original = document.storage
        storage = original.withEmptyTape()
        storage.describe(name: original.name, format: original.format)
        storage.reserveEntries(original.entryCount)
    }

    /// Copies a value with everything inside it.
    package mutating func value(_ cursor: Cursor) {
        count()
        let range = cursor.index..<original.view.next(after: cursor.index)
        let shift = storage.entryCount - range.lowerBound
        for index in range {
            var entry = original.entries[index]
            switch entry.kind {
            case .object, .array: entry.body = Self.body(entry.endIndex + shift, entry.count)
            case .end: entry.body = UInt64(truncatingIfNeeded: Int(entry.body) + shift)
            default: break
            }
            storage.append(entry)
        }
    }

    /// Copies the key of a member, whose value is next.
    package mutating func key(of member: Cursor) {
        guard let key = member.key else { return }
        storage.append(original.entries[key.index])
    }

    /// Writes a new key, whose value is next.
    package mutating func key(_ text: String, at place: Cursor) {
        let index = decoded(text, at: place)
        storage.append(
            TapeEntry(
                .key,
                offset: index,
                length: text.utf8.count,
                flags: TapeEntry.decoded,
                body: KeyHash.hash(text)
            )
        )
    }

    package mutating func string(_ text: String, at place: Cursor) {
        count()
        let isASCII = text.utf8.allSatisfy { $0 < 0x80 }
        storage.append(
            TapeEntry(
                .string,
                offset: decoded(text, at: place),
                flags: TapeEntry.decoded | (isASCII ? TapeEntry.ascii : 0),
                body: UInt64(truncatingIfNeeded: text.utf8.count)
            )
        )
    }

    package mutating func bool(_ value: Bool, at place: Cursor) {
        count()
        let range = place.sourceRange
        storage.append(TapeEntry(value ? .true : .false, offset: range.lowerBound))
    }

    /// Begins an object or array; the values up to `close` are inside it.
    package mutating func open(_ kind: Kind, at place: Cursor) {
        count()
        let range = place.sourceRange
        let end = TapeEntry(
            .end,
            offset: range.upperBound,
            body: UInt64(truncatingIfNeeded: storage.entryCount)
        )
        open.append(Container(index: storage.entryCount, end: end))
        storage.append(TapeEntry(kind, offset: range.lowerBound))
    }

    package mutating func close() {
        guard let container = open.popLast() else { return }
        storage.entries[container.index].body = Self.body(storage.entryCount, container.count)
        storage.append(container.end)
    }

    /// The document, when all containers have ended.
    package func finished() -> Document { Document(storage: storage) }

    private mutating func count() {
        if !open.isEmpty { open[open.count - 1].count += 1 }
    }

    private static func body(_ end: Int, _ count: Int) -> UInt64 {
        UInt64(truncatingIfNeeded: end) << 32 | UInt64(truncatingIfNeeded: count)
    }

    private func decoded(_ text: String, at place: Cursor) -> Int {
        let start = storage.decodedCount
        let range = place.sourceRange
        storage.appendDecoded(text)
        return storage.append(
            DecodedString(
                sourceStart: range.lowerBound,
                sourceEnd: range.upperBound,
                start: start,
                length: storage.decodedCount - start
            )
        )
    }
}
