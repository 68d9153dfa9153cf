import ConfigDocument
import SchemaValidation

/// An index of the members of a large object, or of the elements of a large array.
struct MemberIndex {
    /// Tape indexes of values by the hash of their key; if two keys share a hash, of the first.
    private var byHash: [UInt64: Int] = [:]
    private var elements: [Int] = []

    /// The number of members below which a search is as fast.
    static let worthwhile = 32

    init(_ container: Cursor) {
        let view = container.document.storage.view
        let end = view[container.index].endIndex
        var index = container.index + 1
        if container.isArray {
            while index < end {
                elements.append(index)
                index = view.next(after: index)
            }
            return
        }
        byHash.reserveCapacity(container.count)
        while index < end {
            let hash = view[index].body
            if byHash[hash] == nil { byHash[hash] = index + 1 }
            index = view.next(after: index + 1)
        }
    }

    func step(_ token: String, in container: Cursor) -> Cursor? {
        if container.isArray {
            guard let position = DocumentPath.Step.key(token).position,
                elements.indices.contains(position)
            else { return nil }
            return Cursor(document: container.document, index: elements[position])
        }
        guard let index = byHash[KeyHash.hash(token)] else { return nil }
        let key = Cursor(document: container.document, index: index - 1)
        // Compares bytes, since Swift's `==` considers canonically equivalent keys equal.
        if key.text.utf8.elementsEqual(token.utf8) {
            return Cursor(document: container.document, index: index)
        }
        return container.child(at: .key(token))
    }
}
