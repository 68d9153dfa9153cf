package import ConfigDocument

/// The origins of all values of a configuration, collected by one walk to look up many.
package struct OriginTable {
    private let value: LayeredValue
    private var origins: [DocumentPath: ConfigOrigin] = [:]
    private var keys: [DocumentPath: ConfigOrigin] = [:]

    package init(_ value: LayeredValue) {
        self.value = value
        add(value, at: [])
    }

    /// The origin of the value at a path, or of the nearest enclosing one.
    package func origin(at path: DocumentPath) -> ConfigOrigin {
        origins[path] ?? value.origin(at: path)
    }

    /// The origin of the key of a member.
    package func origin(ofKeyAt path: DocumentPath) -> ConfigOrigin {
        keys[path] ?? origin(at: path)
    }

    private mutating func add(_ value: LayeredValue, at path: DocumentPath) {
        origins[path] = value.origin
        keys[path] = value.keyOrigin
        switch value.content {
        case .object(let members):
            for (key, member) in members { add(member, at: path / key) }
        case .whole(_, let cursor?) where value.inner.isEmpty: addParts(of: cursor, at: path)
        case .whole: break
        }
    }

    private mutating func addParts(of cursor: Cursor, at path: DocumentPath) {
        let members = cursor.members.map { (path / $0.key.text, $0.value) }
        let elements = cursor.elements.enumerated().map { (path / $0.offset, $0.element) }
        for (path, part) in members + elements {
            origins[path] = .file(part.document.name, part.position)
            keys[path] = part.keyOrigin
            addParts(of: part, at: path)
        }
    }
}
