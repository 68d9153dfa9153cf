import ConfigDocument

/// Hashes of values: equal values have equal hashes, whatever the order of members.
///
/// Scalars are hashed with the standard library's random seed, so that no document can be
/// constructed whose elements all collide. It never recurses.
struct ValueHasher {
    private let view: TapeView
    private var open: [Container] = []

    private struct Container {
        var isObject: Bool
        var result: UInt64
        var key: UInt64 = 0
    }

    init(view: TapeView) { self.view = view }

    mutating func hash(_ value: Int) -> UInt64 {
        var index = value
        while true {
            let entry = view[index]
            var result: UInt64
            switch entry.kind {
            case .key:
                open[open.count - 1].key = hash(view.text(entry))
                index += 1
                continue
            case .object, .array:
                let isObject = entry.kind == .object
                open.append(
                    Container(
                        isObject: isObject,
                        result: UInt64(entry.count) &+ (isObject ? 77 : 99)
                    )
                )
                index += 1
                continue
            case .end: result = open.popLast().map { Self.mix($0.result) } ?? 0
            case .string: result = hash(view.text(entry))
            // A number has one kind, however it is written.
            case .integer: result = hash(entry.integer)
            case .double: result = hash(entry.double)
            case .decimal: result = hash(view.decimal(entry))
            case .null, .true, .false: result = hash(entry.rawKind)
            }
            index += 1
            guard let container = open.last else { return result }
            result = container.isObject ? Self.mix(result ^ container.key) : result
            open[open.count - 1].result =
                container.isObject
                ? container.result &+ result : Self.mix(container.result &+ result)
        }
    }

    private func hash(_ text: UnsafeRawBufferPointer) -> UInt64 {
        var hasher = Hasher()
        hasher.combine(bytes: text)
        return UInt64(bitPattern: Int64(hasher.finalize()))
    }

    private func hash(_ scalar: some Hashable) -> UInt64 {
        var hasher = Hasher()
        hasher.combine(scalar)
        return UInt64(bitPattern: Int64(hasher.finalize()))
    }

    private static func mix(_ word: UInt64) -> UInt64 {
        let product = (word ^ (word >> 31)) &* 0x9E37_79B9_7F4A_7C15
        return product ^ (product >> 29)
    }
}
