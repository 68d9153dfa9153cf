import ConfigDocument

/// Equality of values as defined by JSON Schema (Core 2020-12, 4.2.2). It never recurses, since
/// documents may nest deeply.
enum ValueEquality {
    static func equal(_ left: Int, _ leftView: TapeView, _ right: Int, _ rightView: TapeView)
        -> Bool
    {
        if let isEqual = equalScalars(leftView[left], leftView, rightView[right], rightView) {
            return isEqual
        }
        if let isEqual = equalInOrder(left, leftView, right, rightView) { return isEqual }
        var pending = [(left, right)]
        while let (left, right) = pending.popLast() {
            let (a, b) = (leftView[left], rightView[right])
            if let isEqual = equalScalars(a, leftView, b, rightView) {
                if isEqual { continue }
                return false
            }
            guard a.count == b.count else { return false }
            if a.kind == .array {
                var (one, other) = (left + 1, right + 1)
                while one < a.endIndex {
                    pending.append((one, other))
                    (one, other) = (leftView.next(after: one), rightView.next(after: other))
                }
            } else if !pairMembers(left, leftView, right, rightView, &pending) {
                return false
            }
        }
        return true
    }

    /// Compares the entries of two containers one by one; nil where a key differs, since their
    /// members may come in another order. Most containers that differ have another size.
    private static func equalInOrder(
        _ left: Int,
        _ leftView: TapeView,
        _ right: Int,
        _ rightView: TapeView
    ) -> Bool? {
        let size = leftView[left].endIndex - left
        guard rightView[right].endIndex - right == size else { return false }
        for offset in 0..<size {
            let (a, b) = (leftView[left + offset], rightView[right + offset])
            if a.kind == .key, b.kind == .key {
                let text = leftView.text(a)
                if !rightView.isKey(b, hash: a.body, text: text) { return nil }
            } else if a.kind != .end || b.kind != .end {
                // The keys were equal so far, so both entries are at the same place.
                guard equalScalars(a, leftView, b, rightView) ?? (a.count == b.count) else {
                    return false
                }
            }
        }
        return true
    }

    /// True if two values are equal; nil for two arrays or two objects, which need a comparison of
    /// their contents.
    @inline(__always)
    private static func equalScalars(
        _ a: TapeEntry,
        _ leftView: TapeView,
        _ b: TapeEntry,
        _ rightView: TapeView
    ) -> Bool? {
        switch (a.kind, b.kind) {
        case (.null, .null), (.true, .true), (.false, .false): true
        case (.integer, .integer): a.integer == b.integer
        case (.double, .double): a.double == b.double
        // A number has one kind, however it is written, so numbers of different kinds differ.
        case (.decimal, .decimal): leftView.decimal(a) == rightView.decimal(b)
        case (.string, .string), (.key, .string), (.string, .key), (.key, .key):
            bytesEqual(leftView.text(a), rightView.text(b))
        case (.array, .array), (.object, .object): nil
        default: false
        }
    }

    /// Pairs the members of two objects by key. Their order is usually equal; otherwise a large
    /// object is searched with a dictionary.
    private static func pairMembers(
        _ left: Int,
        _ leftView: TapeView,
        _ right: Int,
        _ rightView: TapeView,
        _ pending: inout [(Int, Int)]
    ) -> Bool {
        var one = left + 1
        var other = right + 1
        var index: [[UInt8]: Int]?
        while one < leftView[left].endIndex {
            let key = leftView[one]
            if rightView.isKey(rightView[other], hash: key.body, text: leftView.text(key)) {
                pending.append((one + 1, other + 1))
            } else if rightView[right].count <= 16 {
                guard
                    let value = rightView.member(of: right, hash: key.body, key: leftView.text(key))
                else {
                    return false
                }
                pending.append((one + 1, value))
            } else {
                let known = index ?? memberIndex(right, rightView)
                index = known
                guard let value = known[Array(leftView.text(key))] else { return false }
                pending.append((one + 1, value))
            }
            one = leftView.next(after: one + 1)
            other = rightView.next(after: other + 1)
        }
        return true
    }

    private static func memberIndex(_ object: Int, _ view: TapeView) -> [[UInt8]: Int] {
        var index: [[UInt8]: Int] = [:]
        var position = object + 1
        while position < view[object].endIndex {
            index[Array(view.text(view[position]))] = position + 1
            position = view.next(after: position + 1)
        }
        return index
    }

    /// The positions of two equal elements of an array, or nil.
    ///
    /// Short arrays are compared pair by pair; long ones are sorted by hash.
    static func firstDuplicate(in array: Int, _ view: TapeView) -> (Int, Int)? {
        let count = view[array].count
        if count < 2 { return nil }
        if count <= 8 { return firstDuplicateByPairs(in: array, view) }
        var elements: [(hash: UInt64, position: Int, index: Int)] = []
        elements.reserveCapacity(count)
        var hasher = ValueHasher(view: view)
        var index = array + 1
        while index < view[array].endIndex {
            elements.append((hasher.hash(index), elements.count, index))
            index = view.next(after: index)
        }
        elements.sort { ($0.hash, $0.position) < ($1.hash, $1.position) }
        var first: (Int, Int)?
        for next in 1..<count {
            // Elements with equal hashes are adjacent; nearly always there is just one.
            var other = next - 1
            while other >= 0, elements[other].hash == elements[next].hash {
                if equal(elements[other].index, view, elements[next].index, view) {
                    let pair = (elements[other].position, elements[next].position)
                    if first.map({ pair.1 < $0.1 }) ?? true { first = pair }
                    break
                }
                other -= 1
            }
        }
        return first
    }

    private static func firstDuplicateByPairs(in array: Int, _ view: TapeView) -> (Int, Int)? {
        let end = view[array].endIndex
        var later = view.next(after: array + 1)
        var position = 1
        while later < end {
            var earlier = array + 1
            var other = 0
            while earlier < later {
                if equal(earlier, view, later, view) { return (other, position) }
                earlier = view.next(after: earlier)
                other += 1
            }
            later = view.next(after: later)
            position += 1
        }
        return nil
    }
}
