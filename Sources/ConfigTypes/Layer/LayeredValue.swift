import ConfigDocument
import SchemaValidation

/// A value that was merged from layers, and where each part of it comes from.
package struct LayeredValue: Sendable {
    package enum Content: Sendable {
        /// A scalar or an array: these replace, they do not merge. The cursor leads to the places
        /// of an array's elements.
        case whole(DocumentValue, Cursor?)
        case object([(key: String, value: LayeredValue)])
    }

    package var content: Content {
        didSet { places = nil }
    }
    package var origin: ConfigOrigin
    /// What lower layers said, highest first.
    package var overridden: [(origin: ConfigOrigin, value: DocumentValue)] = []
    /// Whether a null is a value here, and not what removes a member.
    private var isNullValue = false
    /// Members that a higher layer took away, as the nulls that did so.
    private(set) var removed: [(key: String, value: LayeredValue)] = []
    /// Whether this is the null of a file in which nothing is written: an empty value.
    package var isUnwritten = false
    /// Where the members are, from one merge to the next once there were several: a folder may hold
    /// thousands of fragments.
    private var places: MemberPlaces?
    private var mergeCount = 0
    /// Where values inside an array come from, if not from the array's own place.
    private(set) var inner: [[String]: ConfigOrigin] = [:]

    init(_ cursor: Cursor) {
        origin = .file(cursor.document.name, cursor.position)
        content =
            cursor.isObject
            ? .object(cursor.members.map { ($0.key.text, LayeredValue($0.value, of: $0.key)) })
            : .whole(DocumentValue(cursor), cursor)
    }

    /// An empty value has no place of its own, so its key's is taken.
    private init(_ cursor: Cursor, of key: Cursor.Key) {
        self.init(cursor)
        guard cursor.isUnwritten else { return }
        isUnwritten = true
        origin = .file(cursor.document.name, key.position)
    }

    /// One value at a path, and nothing beside it.
    ///
    /// - Parameter keepsNull: whether a null is the value that the setting shall have.
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
    /// Puts a higher layer over this value: objects merge member by member, a `null` that is written
    /// out removes a member, and everything else replaces what was there.
    ///
    /// - Parameter notes: gets a warning for each empty value, since its writer may have meant either.
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
        // So that the members are changed without a copy.
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
                // What the object lacks now, it lacks because of that layer.
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

    /// What is said of an empty value that a higher layer has in this one's place.
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

    /// The nulls of a higher layer remove; where there is nothing to remove, they say nothing.
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
    /// The same with the values that placeholders stand for.
    ///
    /// - Parameter origins: where these come from, by their paths.
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

    /// Puts another value in place of one that is there.
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
    /// The part at a path; nil where there is none, or where it is inside an array.
    package subscript(path: some Collection<String>) -> LayeredValue? {
        guard let key = path.first else { return self }
        guard case .object(let members) = content else { return nil }
        let member = members.first { $0.key.utf8.elementsEqual(key.utf8) }
        return member?.value[path.dropFirst()]
    }

    /// Where the value at a path comes from, or the nearest one around it.
    package func origin(at path: some Collection<String>) -> ConfigOrigin {
        guard let key = path.first else { return origin }
        switch content {
        case .object(let members):
            let isMeant = { (member: (key: String, value: LayeredValue)) in
                member.key.utf8.elementsEqual(key.utf8)
            }
            let member = members.first(where: isMeant) ?? removed.first(where: isMeant)
            if let member { return member.value.origin(at: path.dropFirst()) }
            // What stood here between the objects has taken away what lower layers said.
            return overridden.first { $0.value.object == nil }?.origin ?? origin
        case .whole where inner[Array(path)] != nil: return inner[Array(path)] ?? origin
        case .whole(_, let cursor?):
            let element = JSONPointer(Array(path)).value(in: cursor)
            return element.map { .file($0.document.name, $0.position) } ?? origin
        case .whole: return origin
        }
    }

    /// All parts that are no objects, with their paths, in the order of the lowest layer.
    package var leaves: [(path: [String], value: LayeredValue)] {
        guard case .object(let members) = content, !members.isEmpty else { return [([], self)] }
        return members.flatMap { key, member in
            member.leaves.map { (path: [key] + $0.path, value: $0.value) }
        }
    }

    /// The nulls that have taken something away, with its paths.
    package var removals: [(path: [String], value: LayeredValue)] {
        guard case .object(let members) = content else { return [] }
        let inner = members.flatMap { key, member in
            member.removals.map { (path: [key] + $0.path, value: $0.value) }
        }
        return inner + removed.map { (path: [$0.key], value: $0.value) }
    }

    /// The paths of what comes from places of secrets.
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
    /// The same with another value at a path that is there.
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

/// Where members with the keys of others are in an object.
private struct MemberPlaces {
    private var indices: [KeyText: Int] = [:]
    /// Whether all members are in it, and not just those that were asked for.
    let isWhole: Bool

    init(
        _ members: [(key: String, value: LayeredValue)],
        for others: [(key: String, value: LayeredValue)],
        isRepeated: Bool
    ) {
        isWhole = others.count > 8 || isRepeated
        guard isWhole else {
            // Few are found by a walk each.
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
