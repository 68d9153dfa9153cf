public import ConfigDocument

extension DocumentValue {
    /// The value at a path; nil if there is none.
    public subscript(path: [PathStep]) -> DocumentValue? {
        var value = self
        for step in path {
            let next =
                switch step {
                case .key(let key): value[key]
                case .index(let index): value[index]
                }
            guard let next else { return nil }
            value = next
        }
        return value
    }

    /// Sets the value at a path. Objects and arrays along the path are created if they are missing
    /// or null; an index one beyond the end of an array appends.
    public mutating func set(_ value: DocumentValue, at path: [PathStep]) throws(EditError) {
        try change(at: path[...], of: path) { (current: inout DocumentValue?) in current = value }
    }

    /// Inserts an element before the one at the path's index, which may be the end of the array.
    public mutating func insert(_ value: DocumentValue, at path: [PathStep]) throws(EditError) {
        guard case .index(let index)? = path.last else { return try set(value, at: path) }
        let parent = Array(path.dropLast())
        guard case .array(var elements)? = self[parent], (0...elements.count).contains(index) else {
            throw .noSuchPlace(path: path, reason: "no array has a place with this index here")
        }
        elements.insert(value, at: index)
        try set(.array(elements), at: parent)
    }

    /// Removes the member or element at a path.
    public mutating func remove(at path: [PathStep]) throws(EditError) {
        guard self[path] != nil, !path.isEmpty else {
            throw .noSuchPlace(path: path, reason: "there is nothing to remove")
        }
        try change(at: path[...], of: path) { (current: inout DocumentValue?) in current = .none }
    }

    private mutating func change(
        at steps: ArraySlice<PathStep>,
        of path: [PathStep],
        _ body: (inout DocumentValue?) -> Void
    ) throws(EditError) {
        guard let step = steps.first else {
            var current: DocumentValue? = self
            body(&current)
            self = current ?? .null
            return
        }
        let isLast = steps.count == 1
        let here = Array(path[..<steps.startIndex])
        switch (step, self) {
        case (.key(let key), .object(var object)):
            var member: DocumentValue? = object[key]
            if isLast {
                body(&member)
            } else {
                var value = member ?? .null
                try value.change(at: steps.dropFirst(), of: path, body)
                member = value
            }
            object[key] = member
            self = .object(object)
        case (.key, .null):
            self = .object(DocumentObject())
            try change(at: steps, of: path, body)
        case (.index, .null):
            self = .array([])
            try change(at: steps, of: path, body)
        case (.index(let index), .array(var elements)) where (0...elements.count).contains(index):
            var element: DocumentValue? = index < elements.count ? .some(elements[index]) : .none
            if isLast {
                body(&element)
            } else {
                var value = element ?? .null
                try value.change(at: steps.dropFirst(), of: path, body)
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
        case (.index(let index), .array(let elements)):
            let count = elements.count == 1 ? "1 element" : "\(elements.count) elements"
            throw .noSuchPlace(
                path: here,
                reason: "the array has \(count), so index \(index) is beyond its end"
            )
        case (.key(let key), .array):
            throw .noSuchPlace(path: here, reason: "an array has no element \(quoted(key))")
        case (.key(let key), _):
            throw .noSuchPlace(
                path: here,
                reason: "not an object, so it has no member \(quoted(key))"
            )
        case (.index, _):
            throw .noSuchPlace(path: here, reason: "not an array, so it has no elements")
        }
    }
}
