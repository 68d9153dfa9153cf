public import ConfigDocument

extension DocumentValue {
    /// Sets the value at a path. Objects and arrays along the path are created if they are missing
    /// or null; an index one beyond the end of an array appends.
    public mutating func set(_ value: DocumentValue, at path: DocumentPath) throws(EditError) {
        let deepest = ReadingOptions.standard.maxDepth
        guard path.count <= deepest else {
            throw .noSuchPlace(
                path: DocumentPath(path.prefix(1)),
                reason:
                    "nesting is deeper than \(deepest) levels; raise maxDepth, or pass --max-depth"
            )
        }
        try change(at: path[...]) { (current: inout DocumentValue?) in current = value }
    }

    /// Inserts an element before the one at the path's index, which may be the end of the array.
    public mutating func insert(_ value: DocumentValue, at path: DocumentPath) throws(EditError) {
        let parent = DocumentPath(path.dropLast())
        guard let last = path.last, last.isPosition || self[parent]?.array != nil,
            let index = last.position
        else { return try set(value, at: path) }
        guard case .array(var elements)? = self[parent], (0...elements.count).contains(index) else {
            throw .noSuchPlace(path: path, reason: "there is no array with a place for this index")
        }
        elements.insert(value, at: index)
        try set(.array(elements), at: parent)
    }

    /// Removes the member or element at a path.
    public mutating func remove(at path: DocumentPath) throws(EditError) {
        guard self[path] != nil, !path.isEmpty else {
            throw .noSuchPlace(path: path, reason: "there is nothing to remove")
        }
        try change(at: path[...]) { (current: inout DocumentValue?) in current = .none }
    }

    private mutating func change(
        at steps: Slice<DocumentPath>,
        _ body: (inout DocumentValue?) -> Void
    ) throws(EditError) {
        guard let step = steps.first else {
            var current: DocumentValue? = self
            body(&current)
            self = current ?? .null
            return
        }
        let isLast = steps.count == 1
        let here = DocumentPath(steps.base[..<steps.startIndex])
        let key = step.token
        switch self {
        case .object(var object) where !step.isPosition:
            var member: DocumentValue? = object[key]
            if isLast {
                body(&member)
            } else {
                var value = member ?? .null
                try value.change(at: steps.dropFirst(), body)
                member = value
            }
            object[key] = member
            self = .object(object)
        case .null:
            self = step.isPosition ? .array([]) : .object(DocumentObject())
            try change(at: steps, body)
        case .array(var elements):
            let index = try Self.index(step, in: elements.count, at: here)
            var element: DocumentValue? = index < elements.count ? .some(elements[index]) : .none
            if isLast {
                body(&element)
            } else {
                var value = element ?? .null
                try value.change(at: steps.dropFirst(), body)
                element = value
            }
            if index == elements.count {
                if let element { elements.append(element) }
            } else if let element {
                elements[index] = element
            } else {
                elements.remove(at: index)
            }
            self = .array(elements)
        default:
            throw .noSuchPlace(
                path: here,
                reason: step.isPosition
                    ? "the value is not an array"
                    : "the value is not an object, so it has no member \(quoted(key))"
            )
        }
    }

    /// The position in an array that a step leads to: its end at most.
    private static func index(
        _ step: DocumentPath.Step,
        in count: Int,
        at path: DocumentPath
    ) throws(EditError) -> Int {
        guard let index = step.position else {
            throw .noSuchPlace(
                path: path,
                reason: "an array has no element \(quoted(step.token))"
            )
        }
        guard index <= count else {
            let elements = count == 1 ? "1 element" : "\(count) elements"
            throw .noSuchPlace(
                path: path,
                reason: "the array has \(elements), so index \(step.token) is beyond its end"
            )
        }
        return index
    }
}
