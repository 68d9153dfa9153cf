extension Cursor {
    /// True if this value equals another one, compared like `DocumentValue` but without creating a
    /// tree.
    package func holds(_ value: DocumentValue) -> Bool {
        switch value {
        case .string(let text): kind == .string && isExactly(text)
        case .array(let elements):
            isArray && count == elements.count
                && zip(self.elements, elements).allSatisfy { $0.holds($1) }
        case .object(let object): isObject && holdsMembers(of: object)
        default: !isArray && !isObject && DocumentValue(self) == value
        }
    }

    /// Members are usually in the same order; otherwise, they are found by key.
    private func holdsMembers(of object: DocumentObject) -> Bool {
        guard count == object.count else { return false }
        return zip(members, object.members).allSatisfy { own, other in
            if own.key.cursor.isExactly(other.key) { return own.value.holds(other.value) }
            return object[own.key.text].map(own.value.holds) ?? false
        }
    }

    /// True if a string or key has the same bytes.
    private func isExactly(_ text: String) -> Bool {
        var text = text
        let view = document.storage.view
        return text.withUTF8 { bytesEqual(UnsafeRawBufferPointer($0), view.text(view[index])) }
    }
}
