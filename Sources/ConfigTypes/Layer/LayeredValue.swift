import ConfigDocument
import SchemaValidation

/// A value merged from layers, with the origin of each part.
package struct LayeredValue: Sendable {
    package enum Content: Sendable {
        /// A scalar or an array: these replace each other, they are not merged. The cursor gives
        /// the positions of an array's elements.
        case whole(DocumentValue, Cursor?)
        case object([(key: String, value: LayeredValue)])
    }

    package var content: Content {
        didSet { places = nil }
    }
    package var origin: ConfigOrigin
    /// The values of lower layers, highest first.
    package var overridden: [(origin: ConfigOrigin, value: DocumentValue)] = []
    /// True if a null is the value here, rather than the removal of a member.
    private var isNullValue = false
    /// Members removed by a higher layer, with the nulls that did so.
    private(set) var removed: [(key: String, value: LayeredValue)] = []
    /// True if this is an empty value in a file, which reads as null.
    package var isUnwritten = false
    /// The indexes of the members, kept between merges once there were several: a folder may
    /// contain thousands of fragments.
    private var places: MemberPlaces?
    private var mergeCount = 0
    /// The origins of values inside an array that differ from the origin of the array.
    var inner: [[String]: ConfigOrigin] = [:]

    init(_ cursor: Cursor) {
        origin = .file(cursor.document.name, cursor.position)
        content =
            cursor.isObject
            ? .object(cursor.members.map { ($0.key.text, LayeredValue($0.value, of: $0.key)) })
            : .whole(DocumentValue(cursor), cursor)
    }

    /// An empty value has no position, so its key's is used.
    private init(_ cursor: Cursor, of key: Cursor.Key) {
        self.init(cursor)
        guard cursor.isUnwritten else { return }
        isUnwritten = true
        origin = .file(cursor.document.name, key.position)
    }

    /// A single value at a path.
    ///
    /// - Parameter keepsNull: whether a null is the intended value of the setting.
    init(
        _ value: DocumentValue,
        at path: some Collection<String>,
        origin: ConfigOrigin,
        keepsNull: Bool = false
    ) {
        self.origin = origin
        isNullValue = keepsNull && value.isNull
        if let key = path.first {
            let inner = path.dropFirst()
            content = .object([
                (key, LayeredValue(value, at: inner, origin: origin, keepsNull: keepsNull))
            ])
        } else if let object = value.object {
            content = .object(
                object.members.map { ($0.key, LayeredValue($0.value, at: [], origin: origin)) }
            )
        } else {
            content = .whole(value, nil)
        }
    }

    /// The merged value.
    package var value: DocumentValue {
        switch content {
        case .whole(let value, _): return value
        case .object(let members):
            var object = DocumentObject()
            for (key, member) in members { object[key] = member.value }
            return .object(object)
        }
    }
}

// MARK: - Merging

extension LayeredValue {
    /// Merges a higher layer into this value: objects are merged member by member, an explicit
    /// `null` removes a member, and everything else replaces the existing value.
    ///
    /// - Parameter notes: receives a warning for each empty value, whose intention is unclear.
    mutating func merge(
        _ higher: LayeredValue,
        at path: [String] = [],
        noting notes: inout [Finding]
    ) {
        guard case .object(var members) = content, case .object(let changes) = higher.content else {
            self = higher.withoutNulls.replacing(self)
            return
        }
        mergeCount += 1
        var places =
            self.places.take() ?? MemberPlaces(members, for: changes, isRepeated: mergeCount > 4)
        // Releases the members, so that they are changed without a copy.
        content = .object([])
        var gone: Set<Int> = []
        for (key, change) in changes {
            let index = places[key]
            if change.isNull {
                guard let index else { continue }
                if change.isUnwritten {
                    notes.append(members[index].value.note(of: change, at: path + [key]))
                    continue
                }
                gone.insert(index)
                removed.append((key, change.replacing(members[index].value)))
                // The object lacks the member because of that layer.
                origin = change.origin
            } else if let index {
                members[index].value.merge(change, at: path + [key], noting: &notes)
            } else {
                var change = change.withoutNulls
                if let index = removed.firstIndex(where: { $0.key.utf8.elementsEqual(key.utf8) }) {
                    change = change.replacing(removed.remove(at: index).value)
                }
                places.add(key, at: members.count)
                members.append((key, change))
            }
        }
        content = .object(
            gone.isEmpty
                ? members
                : members.indices.lazy.filter { !gone.contains($0) }.map { members[$0] }
        )
        if gone.isEmpty, places.isWhole { self.places = places }
    }

    private func replacing(_ lower: LayeredValue) -> LayeredValue {
        var result = self
        result.overridden = [(lower.origin, lower.value)] + lower.overridden
        return result
    }

    /// The warning about an empty value in a higher layer.
    private func note(of empty: LayeredValue, at path: [String]) -> Finding {
        let name = SettingPath(tokens: path).shown
        var finding = Finding(
            message: "\(name) is empty, which changes nothing: the value of \(origin) is kept",
            suggestion: isObject
                ? "write {} to keep it, or null to remove it" : "write null to remove it",
            file: ""
        )
        finding.severity = .warning
        if case .file(let file, let position) = empty.origin {
            (finding.file, finding.position) = (file, position)
        }
        finding.instanceLocation = JSONPointer(path).description
        return finding
    }

    private var isNull: Bool {
        if case .whole(.null, _) = content { return !isNullValue }
        return false
    }

    /// The nulls of a higher layer remove members; without anything to remove, they have no effect.
    private var withoutNulls: LayeredValue {
        guard case .object(let members) = content else { return self }
        var result = self
        result.content = .object(
            members.filter { !$0.value.isNull }.map { ($0.key, $0.value.withoutNulls) }
        )
        return result
    }
}

// MARK: - Placeholders

extension LayeredValue {
    /// The value with its placeholders replaced.
    ///
    /// - Parameter origins: the origins of the replaced values, by path.
    func replacing(
        by value: DocumentValue,
        _ origins: [[String]: ConfigOrigin],
        at path: [String] = []
    ) -> LayeredValue {
        var result = self
        switch content {
        case .object(let members):
            result.content = .object(
                members.map { key, member in
                    let new = value[key] ?? member.value
                    return (key, member.replacing(by: new, origins, at: path + [key]))
                }
            )
        case .whole(_, let cursor):
            let new = origins[path]
            if let new { result.origin = new }
            if value.object != nil {
                let object = LayeredValue(value, at: [], origin: result.origin)
                result.content = object.content
                return result
            }
            if value.array != nil {
                for (other, origin) in origins
                where other.count > path.count && other.starts(with: path) {
                    result.inner[Array(other.dropFirst(path.count))] = origin
                }
            }
            result.content = .whole(value, new == nil ? cursor : nil)
        }
        return result
    }

    /// Replaces an existing value.
    mutating func set(_ value: DocumentValue, at path: some Collection<String>) {
        if path.isEmpty {
            content = LayeredValue(value, at: [], origin: origin).content
            return
        }
        switch content {
        case .object(var members):
            guard let key = path.first,
                let index = members.firstIndex(where: { $0.key.utf8.elementsEqual(key.utf8) })
            else { return }
            members[index].value.set(value, at: path.dropFirst())
            content = .object(members)
        case .whole(let whole, let cursor):
            content = .whole(whole.replacing(path, by: value), cursor)
        }
    }
}

// MARK: - Looking up

extension LayeredValue {
    /// The part at a path; nil if it is missing or inside an array.
    package subscript(path: some Collection<String>) -> LayeredValue? {
        guard let key = path.first else { return self }
        guard case .object(let members) = content else { return nil }
        let member = members.first { $0.key.utf8.elementsEqual(key.utf8) }
        return member?.value[path.dropFirst()]
    }

    /// The origin of the value at a path, or of the nearest enclosing one.
    package func origin(at path: some Collection<String>) -> ConfigOrigin {
        guard let key = path.first else { return origin }
        switch content {
        case .object(let members):
            let isMeant = { (member: (key: String, value: LayeredValue)) in
                member.key.utf8.elementsEqual(key.utf8)
            }
            let member = members.first(where: isMeant) ?? removed.first(where: isMeant)
            if let member { return member.value.origin(at: path.dropFirst()) }
            // A value between the objects had replaced those of lower layers.
            return overridden.first { $0.value.object == nil }?.origin ?? origin
        case .whole where inner[Array(path)] != nil: return inner[Array(path)] ?? origin
        case .whole(_, let cursor?):
            let element = JSONPointer(Array(path)).value(in: cursor)
            return element.map { .file($0.document.name, $0.position) } ?? origin
        case .whole: return origin
        }
    }

    /// All parts other than objects, with their paths, in the order of the lowest layer.
    package var leaves: [(path: [String], value: LayeredValue)] {
        guard case .object(let members) = content, !members.isEmpty else { return [([], self)] }
        return members.flatMap { key, member in
            member.leaves.map { (path: [key] + $0.path, value: $0.value) }
        }
    }

    /// The nulls that removed something, with their paths.
    package var removals: [(path: [String], value: LayeredValue)] {
        guard case .object(let members) = content else { return [] }
        let inner = members.flatMap { key, member in
            member.removals.map { (path: [key] + $0.path, value: $0.value) }
        }
        return inner + removed.map { (path: [$0.key], value: $0.value) }
    }

    /// The paths of values with a secret origin.
    var secretPaths: [[String]] {
        if origin.isSecret, !isObject { return [[]] }
        let own = inner.filter(\.value.isSecret).map(\.key)
        guard case .object(let members) = content else { return own }
        return members.flatMap { key, member in member.secretPaths.map { [key] + $0 } }
    }

    private var isObject: Bool {
        if case .object = content { true } else { false }
    }
}

extension DocumentValue {
    /// The value with the existing part at a path replaced.
    fileprivate func replacing(_ path: some Collection<String>, by value: DocumentValue)
        -> DocumentValue
    {
        guard let token = path.first else { return value }
        switch self {
        case .array(var elements):
            guard let index = Int(token), elements.indices.contains(index) else { return self }
            elements[index] = elements[index].replacing(path.dropFirst(), by: value)
            return .array(elements)
        case .object(var object):
            guard let member = object[token] else { return self }
            object[token] = member.replacing(path.dropFirst(), by: value)
            return .object(object)
        default: return self
        }
    }
}

/// The indexes of an object's members that have the keys of other members.
private struct MemberPlaces {
    private var indices: [KeyText: Int] = [:]
    /// True if it has all members, not only the requested ones.
    let isWhole: Bool

    init(
        _ members: [(key: String, value: LayeredValue)],
        for others: [(key: String, value: LayeredValue)],
        isRepeated: Bool
    ) {
        isWhole = others.count > 8 || isRepeated
        guard isWhole else {
            // A few keys are searched for one by one.
            for (key, _) in others {
                indices[KeyText(key)] = members.firstIndex {
                    $0.key.utf8.elementsEqual(key.utf8)
                }
            }
            return
        }
        for (index, member) in members.enumerated() { indices[KeyText(member.key)] = index }
    }

    subscript(key: String) -> Int? { indices[KeyText(key)] }

    mutating func add(_ key: String, at index: Int) { indices[KeyText(key)] = index }
}
