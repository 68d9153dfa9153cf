import ConfigDocument

extension MoveEdit {
    /// The value of the document after the moves alone.
    func expected(_ value: DocumentValue, _ moves: [MemberMove]) -> DocumentValue {
        var value = value
        var taken: [(MemberMove, DocumentValue)] = []
        for move in moves {
            if let inner = value[tokens: move.from] {
                taken.append((move, inner))
                value.take(move.from[...])
            }
        }
        for move in moves where !move.isRename {
            for count in (1..<max(1, move.from.count)).reversed() {
                let path = move.from.prefix(count)
                guard value[tokens: path]?.object?.isEmpty == true, intended[tokens: path] == nil
                else { break }
                value.take(path)
            }
        }
        for (move, inner) in taken { value.put(inner, move.to[...]) }
        return value
    }
}

extension DocumentValue {
    fileprivate mutating func take(_ path: ArraySlice<String>) {
        change(path.dropLast()) { object in path.last.map { object[$0] = nil } }
    }

    fileprivate mutating func put(_ value: DocumentValue, _ path: ArraySlice<String>) {
        change(path.dropLast()) { object in path.last.map { object[$0] = value } }
    }

    private mutating func change(
        _ path: ArraySlice<String>,
        _ body: (inout DocumentObject) -> Void?
    ) {
        if case .array(var elements) = self, let token = path.first, let index = Int(token),
            elements.indices.contains(index)
        {
            elements[index].change(path.dropFirst(), body)
            self = .array(elements)
            return
        }
        var object = object ?? DocumentObject()
        if let key = path.first {
            var inner = object[key] ?? .object(DocumentObject())
            inner.change(path.dropFirst(), body)
            object[key] = inner
        } else {
            _ = body(&object)
        }
        self = .object(object)
    }
}
