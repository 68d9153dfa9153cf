import ConfigDocument

/// Finds the members of an object, and records which were found.
///
/// A search begins after the last hit, since documents mostly follow the order of their schema; a
/// hit is then one comparison of bytes, without a hash.
struct MemberScan {
    private(set) var isOpen = false
    private var first = 0
    private var end = 0
    /// The next key to search from, and the number of keys before it.
    private var position = 0
    private var ordinal = 0
    /// One bit for each of the first 64 members; others are stored separately, so that scanning a
    /// small object, by far the most common, needs no reference.
    private var read: UInt64 = 0
    /// The number of members.
    private var count = 0
    private var readBeyond: Bits?

    private final class Bits {
        var words: [UInt64]
        init(count: Int) { words = [UInt64](repeating: 0, count: (count + 63) / 64) }
    }

    mutating func open(_ object: Int, in view: TapeView) {
        let entry = view[object]
        isOpen = true
        first = object + 1
        end = entry.endIndex
        position = first
        count = entry.count
        if count > 64 { readBeyond = Bits(count: count - 64) }
    }

    /// The index of the member's value, or -1.
    mutating func find(_ key: StaticString, in view: TapeView) -> Int {
        let text = UnsafeRawBufferPointer(start: key.utf8Start, count: key.utf8CodeUnitCount)
        if position < end {
            let entry = view[position]
            if entry.length == text.count, bytesEqual(view.text(entry), text) {
                return hit(in: view)
            }
        }
        return search(text, in: view)
    }

    private mutating func search(_ text: UnsafeRawBufferPointer, in view: TapeView) -> Int {
        let hash = KeyHash.hash(text)
        let start = (position, ordinal)
        while position < end {
            if view.isKey(view[position], hash: hash, text: text) { return hit(in: view) }
            skip(in: view)
        }
        (position, ordinal) = (first, 0)
        while position < start.0 {
            if view.isKey(view[position], hash: hash, text: text) { return hit(in: view) }
            skip(in: view)
        }
        (position, ordinal) = start
        return -1
    }

    private mutating func hit(in view: TapeView) -> Int {
        markRead(ordinal)
        let value = position + 1
        skip(in: view)
        return value
    }

    private mutating func skip(in view: TapeView) {
        position = view.next(after: position + 1)
        ordinal += 1
    }

    /// The members not found yet that satisfy a condition, in document order; they count as found
    /// from now on.
    mutating func takeUnread(
        in view: TapeView,
        where isMeant: (String) -> Bool
    ) -> [(key: String, index: Int)] {
        var unread: [(key: String, index: Int)] = []
        if read.nonzeroBitCount == count { return unread }
        (position, ordinal) = (first, 0)
        while position < end {
            if !isRead(ordinal) {
                let key = String(decoding: view.text(view[position]), as: UTF8.self)
                if isMeant(key) {
                    unread.append((key, position + 1))
                    markRead(ordinal)
                }
            }
            skip(in: view)
        }
        return unread
    }

    private mutating func markRead(_ ordinal: Int) {
        if ordinal < 64 {
            read |= 1 << UInt64(ordinal)
        } else {
            readBeyond?.words[(ordinal - 64) / 64] |= 1 << UInt64(ordinal % 64)
        }
    }

    private func isRead(_ ordinal: Int) -> Bool {
        let word = ordinal < 64 ? read : readBeyond?.words[(ordinal - 64) / 64] ?? 0
        return word & 1 << UInt64(ordinal % 64) != 0
    }
}
