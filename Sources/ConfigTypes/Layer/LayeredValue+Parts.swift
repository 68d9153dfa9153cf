import ConfigDocument
import SchemaValidation

/// An array replaces another one as a whole, unless a layer sets a single element by its position.
extension LayeredValue {
    /// Puts a value into an array, in place of what is there or behind the last element.
    ///
    /// - Parameter path: it has one position at least.
    /// - Returns: what is wrong where elements before it are missing.
    mutating func place(
        _ value: DocumentValue,
        at path: DocumentPath,
        _ origin: ConfigOrigin,
        noting notes: inout [Finding]
    ) -> Finding? {
        guard let depth = path.firstIndex(where: \.isPosition) else { return nil }
        let way = DocumentPath(path[..<depth])
        let known = self[way]?.value ?? .null
        let rest = DocumentPath(path[depth...])
        let array = known.array == nil ? DocumentValue.array([]) : known
        guard let changed = array.putting(value, at: rest[...]) else {
            var finding = Finding(
                message: "\(path.shown) is beyond the "
                    + "end of the array",
                suggestion: "set the elements before it too",
                file: ""
            )
            origin.locate(&finding)
            finding.instanceLocation = path.pointer
            return finding
        }
        if known.array == nil {
            merge(LayeredValue(changed, at: way, origin: origin), noting: &notes)
        } else {
            setArray(changed, at: way[...], rest, origin)
        }
        return nil
    }

    /// Replaces an existing array, and records the origin of one of its parts.
    private mutating func setArray(
        _ array: DocumentValue,
        at way: Slice<DocumentPath>,
        _ part: DocumentPath,
        _ origin: ConfigOrigin
    ) {
        switch content {
        case .object(var members):
            guard let key = way.first?.token,
                let index = members.firstIndex(where: { $0.key.utf8.elementsEqual(key.utf8) })
            else { return }
            members[index].value.setArray(array, at: way.dropFirst(), part, origin)
            content = .object(members)
        case .whole(_, let cursor):
            content = .whole(array, cursor)
            inner[part] = origin
        }
    }
}

extension DocumentValue {
    /// The value with a part set at a path, whose missing containers are created; nil if this would
    /// leave a gap in an array.
    fileprivate func putting(
        _ value: DocumentValue,
        at path: Slice<DocumentPath>
    ) -> DocumentValue? {
        guard let step = path.first else { return value }
        let rest = path.dropFirst()
        guard step.isPosition else {
            var object = object ?? DocumentObject()
            let member = object[step.token] ?? .null
            guard let changed = member.putting(value, at: rest) else {
                return nil
            }
            object[step.token] = changed
            return .object(object)
        }
        var elements = array ?? []
        guard let index = step.position, index <= elements.count else { return nil }
        let element = index < elements.count ? elements[index] : .null
        guard let changed = element.putting(value, at: rest) else {
            return nil
        }
        if index < elements.count { elements[index] = changed } else { elements.append(changed) }
        return .array(elements)
    }
}
