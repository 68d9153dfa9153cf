import ConfigDocument

/// Equality of values as JSON Schema defines it (Core 2020-12, 4.2.2).
enum ValueEquality {
    static func equal(_ left: Int, _ leftView: TapeView, _ right: Int, _ rightView: TapeView) -> Bool {
        let a = leftView[left]
        let b = rightView[right]
        switch (a.kind, b.kind) {
        case (.null, .null), (.true, .true), (.false, .false): return true
        case (.integer, .integer): return a.integer == b.integer
        case (.double, .double): return a.double == b.double
        case (.integer, .double), (.double, .integer): return false
        case (.integer, .decimal), (.decimal, .integer), (.double, .decimal), (.decimal, .double),
            (.decimal, .decimal):
            return leftView.decimal(a) == rightView.decimal(b)
        case (.string, .string), (.key, .string), (.string, .key), (.key, .key):
            return bytesEqual(leftView.text(a), rightView.text(b))
        case (.array, .array): return equalArrays(left, leftView, right, rightView)
        case (.object, .object): return equalObjects(left, leftView, right, rightView)
        default: return false
        }
    }

    private static func equalArrays(
        _ left: Int, _ leftView: TapeView, _ right: Int, _ rightView: TapeView
    ) -> Bool {
        guard leftView[left].count == rightView[right].count else { return false }
        var (a, b) = (left + 1, right + 1)
        while a < leftView[left].endIndex, b < rightView[right].endIndex {
            if !equal(a, leftView, b, rightView) { return false }
            a = leftView.next(after: a)
            b = rightView.next(after: b)
        }
        return true
    }

    private static func equalObjects(
        _ left: Int, _ leftView: TapeView, _ right: Int, _ rightView: TapeView
    ) -> Bool {
        guard leftView[left].count == rightView[right].count else { return false }
        var a = left + 1
        while a < leftView[left].endIndex {
            let key = leftView[a]
            guard let b = rightView.member(of: right, hash: key.body, key: leftView.text(key)),
                equal(a + 1, leftView, b, rightView)
            else { return false }
            a = leftView.next(after: a + 1)
        }
        return true
    }

    /// The positions of two equal elements of an array, or nil.
    static func firstDuplicate(in array: Int, _ view: TapeView) -> (Int, Int)? {
        let count = view[array].count
        if count < 2 { return nil }
        var elements: [(hash: UInt64, position: Int, index: Int)] = []
        elements.reserveCapacity(count)
        var index = array + 1
        while index < view[array].endIndex {
            elements.append((hash(index, view), elements.count, index))
            index = view.next(after: index)
        }
        elements.sort { ($0.hash, $0.position) < ($1.hash, $1.position) }
        var first: (Int, Int)?
        for next in 1..<count {
            // Elements of one hash stand together; nearly always there is just one.
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

    /// Equal values have equal hashes: numbers by their nearest double, members in any order.
    private static func hash(_ index: Int, _ view: TapeView) -> UInt64 {
        let entry = view[index]
        switch entry.kind {
        case .integer: return mix(Double(entry.integer).bitPattern)
        case .double, .decimal: return mix(entry.double == 0 ? 0 : entry.double.bitPattern)
        case .string: return KeyHash.hash(padded: view.textStart(entry), length: view.textLength(entry))
        case .array:
            var result = UInt64(entry.rawKind)
            var position = index + 1
            while position < entry.endIndex {
                result = mix(result &+ hash(position, view))
                position = view.next(after: position)
            }
            return result
        case .object:
            var result = UInt64(entry.count) &+ 77
            var position = index + 1
            while position < entry.endIndex {
                result = result &+ mix(view[position].body ^ mix(hash(position + 1, view)))
                position = view.next(after: position + 1)
            }
            return result
        default: return UInt64(entry.rawKind)
        }
    }

    private static func mix(_ word: UInt64) -> UInt64 {
        let product = (word ^ (word >> 31)) &* 0x9E37_79B9_7F4A_7C15
        return product ^ (product >> 29)
    }
}
