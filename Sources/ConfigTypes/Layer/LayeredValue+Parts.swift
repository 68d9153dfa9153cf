import ConfigDocument
import SchemaValidation

/// An array replaces another one as a whole, unless a layer sets a single element by its position.
extension LayeredValue {
    /// Sets a value inside an array, in place of an element or after the last one.
    ///
    /// - Parameter positions: the indexes of path keys that are positions; at least one.
    /// - Returns: a finding if elements before it are missing.
    mutating func place(
        _ value: DocumentValue,
        at path: [String],
        _ positions: Set<Int>,
        _ origin: ConfigOrigin,
        noting notes: inout [Finding]
    ) -> Finding? {
        guard let depth = positions.min() else { return nil }
        let way = Array(path[..<depth])
        let known = self[way]?.value ?? .null
        let rest = Array(path[depth...])
        let inside = Set(positions.map { $0 - depth })
        let array = known.array == nil ? DocumentValue.array([]) : known
        guard let changed = array.putting(value, at: rest[...], 0, inside) else {
            var finding = Finding(
                message: "\(SettingPath(tokens: path, positions: positions).shown) is beyond the "
                    + "end of the array",
                suggestion: "set the elements before it too",
                file: ""
            )
            origin.locate(&finding)
            finding.instanceLocation = JSONPointer(path).description
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
        at way: ArraySlice<String>,
        _ part: [String],
        _ origin: ConfigOrigin
    ) {
        switch content {
        case .object(var members):
            guard let key = way.first,
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
        at path: ArraySlice<String>,
        _ depth: Int,
        _ positions: Set<Int>
    ) -> DocumentValue? {
        guard let token = path.first else { return value }
        let rest = path.dropFirst()
        guard positions.contains(depth) else {
            var object = object ?? DocumentObject()
            let member = object[token] ?? .null
            guard let changed = member.putting(value, at: rest, depth + 1, positions) else {
                return nil
            }
            object[token] = changed
            return .object(object)
        }
        var elements = array ?? []
        guard let index = Int(token), index >= 0, index <= elements.count else { return nil }
        let element = index < elements.count ? elements[index] : .null
        guard let changed = element.putting(value, at: rest, depth + 1, positions) else {
            return nil
        }
        if index < elements.count { elements[index] = changed } else { elements.append(changed) }
        return .array(elements)
    }
}
