package import ConfigDocument

/// A value merged from layers, with the origin of each part.
package struct LayeredValue: Sendable {
    package enum Content: Sendable {
        /// A scalar or an array: these replace each other, they are not merged. The cursor gives
        /// the positions of an array's elements.
        case whole(DocumentValue, Cursor?)
        case object([(key: String, value: LayeredValue)])
    }

    /// A value of a document is taken apart level by level, where a layer changes something in it.
    private var body: Body

    private enum Body {
        case known(Content)
        case file(Cursor)
    }

    package var content: Content {
        get {
            switch body {
            case .known(let content): content
            case .file(let cursor):
                cursor.isObject
                    ? .object(cursor.members.map { ($0.text, LayeredValue($1, of: $0)) })
                    : .whole(DocumentValue(cursor), cursor)
            }
        }
        set {
            body = .known(newValue)
            places = nil
        }
    }
    /// Most positions are never asked for, so they are computed when they are.
    var source: Source
    /// The values of lower layers, highest first.
    package var overridden: [(origin: ConfigOrigin, value: DocumentValue)] = []
    /// True if a null is the value here, rather than the removal of a member.
    private var isNullValue = false
    /// Members removed by a higher layer, with the nulls that did so.
    package private(set) var removed: [(key: String, value: LayeredValue)] = []
    /// True if this is an empty value in a file, which reads as null.
    package var isUnwritten = false
    /// The indexes of the members, kept between merges once there were several: a folder may
    /// contain thousands of fragments.
    private var places: LayerPlaces?
    private var mergeCount = 0
    /// The origins of values inside an array that differ from the origin of the array.
    package var inner: [DocumentPath: ConfigOrigin] = [:]

    enum Source {
        case known(ConfigOrigin)
        case file(Cursor)
    }

    package var origin: ConfigOrigin {
        get {
            switch source {
            case .known(let origin): origin
            case .file(let cursor): .file(cursor.document.name, cursor.position)
            }
        }
        set { source = .known(newValue) }
    }

    package init(_ cursor: Cursor) {
        source = .file(cursor)
        body = .file(cursor)
    }

    /// An empty value has no position, so its key's is used.
    private init(_ cursor: Cursor, of key: Cursor.Key) {
        self.init(cursor)
        guard cursor.isUnwritten else { return }
        isUnwritten = true
        source = .file(key.cursor)
    }

    /// A single value at a path.
    ///
    /// - Parameter keepsNull: whether a null is the intended value of the setting.
    package init(
        _ value: DocumentValue,
        at path: some Collection<DocumentPath.Step>,
        origin: ConfigOrigin,
        keepsNull: Bool = false
    ) {
        source = .known(origin)
        isNullValue = keepsNull && value.isNull
        if let key = path.first?.token {
            let inner = path.dropFirst()
            body = .known(
                .object([
                    (key, LayeredValue(value, at: inner, origin: origin, keepsNull: keepsNull))
                ])
            )
        } else if let object = value.object {
            body = .known(
                .object(
                    object.members.map { ($0.key, LayeredValue($0.value, at: [], origin: origin)) }
                )
            )
        } else {
            body = .known(.whole(value, nil))
        }
    }

    init(_ content: Content, _ source: Source) {
        body = .known(content)
        self.source = source
    }

    /// The merged value.
    package var value: DocumentValue {
        if case .file(let cursor) = body { return DocumentValue(cursor) }
        switch content {
        case .whole(let value, _): return value
        case .object(let members):
            var object = DocumentObject()
            for (key, member) in members { object[key] = member.value }
            return .object(object)
        }
    }

    /// The merged value as JSON on one line.
    package var json: [UInt8] {
        var output = JSONOutput(indent: nil)
        write(to: &output)
        return output.bytes
    }

    private func write(to output: inout JSONOutput) {
        switch body {
        case .file(let cursor): output.write(cursor, level: 0)
        case .known(.whole(let value, _)): output.write(value, level: 0)
        case .known(.object(let members)):
            output.writeObject(members, level: 0) { output, member in member.write(to: &output) }
        }
    }
}

// MARK: - Merging

extension LayeredValue {
    /// Merges a higher layer into this value: objects are merged member by member, an explicit
    /// `null` removes a member, and everything else replaces the existing value.
    ///
    /// - Parameter notes: receives a warning for each empty value, whose intention is unclear.
    package mutating func merge(
        _ higher: LayeredValue,
        at path: DocumentPath = [],
        noting notes: inout [Finding]
    ) {
        guard case .object(var members) = content, case .object(let changes) = higher.content else {
            self = higher.withoutNulls.replacing(self)
            return
        }
        mergeCount += 1
        // A few keys are searched for one by one.
        let isLarge = changes.count > 8 || mergeCount > 4
        var places = self.places.take() ?? (isLarge ? LayerPlaces(members) : nil)
        // Releases the members, so that they are changed without a copy.
        content = .object([])
        var gone: Set<Int> = []
        for (key, change) in changes {
            let index =
                places.map { $0[key] } ?? members.firstIndex { haveEqualBytes($0.key, key) }
            if change.isNull {
                guard let index else { continue }
                if change.isUnwritten {
                    notes.append(members[index].value.note(of: change, at: path / key))
                    continue
                }
                gone.insert(index)
                removed.append((key, change.replacing(members[index].value)))
                // The object lacks the member because of that layer.
                origin = change.origin
            } else if let index {
                members[index].value.merge(change, at: path / key, noting: &notes)
            } else {
                var change = change.withoutNulls
                if let index = removed.firstIndex(where: { $0.key.utf8.elementsEqual(key.utf8) }) {
                    change = change.replacing(removed.remove(at: index).value)
                }
                places?.add(key, at: members.count)
                members.append((key, change))
            }
        }
        content = .object(
            gone.isEmpty
                ? members
                : members.indices.lazy.filter { !gone.contains($0) }.map { members[$0] }
        )
        if gone.isEmpty { self.places = places }
    }

    private func replacing(_ lower: LayeredValue) -> LayeredValue {
        var result = self
        result.overridden = [(lower.origin, lower.value)] + lower.overridden
        return result
    }

    /// The warning about an empty value in a higher layer.
    private func note(of empty: LayeredValue, at path: DocumentPath) -> Finding {
        let name = path.shown
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
        finding.instanceLocation = path.pointer
        return finding
    }

    private var isNull: Bool {
        switch body {
        case .known(.whole(.null, _)): !isNullValue
        case .file(let cursor): cursor.isNull && !isNullValue
        default: false
        }
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
    package func replacing(
        by value: DocumentValue,
        _ origins: [DocumentPath: ConfigOrigin],
        at path: DocumentPath = []
    ) -> LayeredValue {
        var result = self
        switch content {
        case .object(let members):
            result.content = .object(
                members.map { key, member in
                    let new = value[key] ?? member.value
                    return (key, member.replacing(by: new, origins, at: path / key))
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
                    result.inner[DocumentPath(other.dropFirst(path.count))] = origin
                }
            }
            result.content = .whole(value, new == nil ? cursor : nil)
        }
        return result
    }

    /// Replaces an existing value.
    package mutating func set(_ value: DocumentValue, at path: some Collection<DocumentPath.Step>) {
        if path.isEmpty {
            content = LayeredValue(value, at: [], origin: origin).content
            return
        }
        switch content {
        case .object(var members):
            guard let key = path.first?.token,
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
    package subscript(path: some Collection<DocumentPath.Step>) -> LayeredValue? {
        guard let key = path.first?.token else { return self }
        guard case .object(let members) = content else { return nil }
        let member = members.first { $0.key.utf8.elementsEqual(key.utf8) }
        return member?.value[path.dropFirst()]
    }

    /// The origin of the value at a path, or of the nearest enclosing one.
    package func origin(at path: some Collection<DocumentPath.Step>) -> ConfigOrigin {
        guard let key = path.first?.token else { return origin }
        switch content {
        case .object(let members):
            let isMeant = { (member: (key: String, value: LayeredValue)) in
                member.key.utf8.elementsEqual(key.utf8)
            }
            let member = members.first(where: isMeant) ?? removed.first(where: isMeant)
            if let member { return member.value.origin(at: path.dropFirst()) }
            // A value between the objects had replaced those of lower layers.
            return overridden.first { $0.value.object == nil }?.origin ?? origin
        case .whole where inner[DocumentPath(path)] != nil:
            return inner[DocumentPath(path)] ?? origin
        case .whole(_, let cursor?):
            let element = cursor[DocumentPath(path)]
            return element.map { .file($0.document.name, $0.position) } ?? origin
        case .whole: return origin
        }
    }

    /// The origin of the key of a member: its own place in a file.
    package func origin(ofKeyAt path: DocumentPath) -> ConfigOrigin {
        let origin = self[path].map(\.keyOrigin) ?? element(at: path[...])?.keyOrigin
        return origin ?? self.origin(at: path)
    }

    /// The place of the key, if the value is a member in a file.
    var keyOrigin: ConfigOrigin? {
        guard case .file(let cursor) = source else { return nil }
        return cursor.keyOrigin
    }

    /// The part of an array at a path, where it is in a file.
    private func element(at path: some Collection<DocumentPath.Step>) -> Cursor? {
        switch content {
        case .whole(_, let cursor): return cursor?[DocumentPath(path)]
        case .object(let members):
            guard let key = path.first?.token else { return nil }
            return members.first { $0.key.utf8.elementsEqual(key.utf8) }?.value
                .element(at: path.dropFirst())
        }
    }

    /// True if two members of an object come from one file.
    package func areOfOneFile(_ object: DocumentPath, _ key: String, _ other: String) -> Bool {
        origin(at: object / key).file == origin(at: object / other).file
    }

    /// All parts other than objects, with their paths, in the order of the lowest layer.
    package var leaves: [(path: DocumentPath, value: LayeredValue)] {
        guard case .object(let members) = content, !members.isEmpty else { return [([], self)] }
        return members.flatMap { key, member in
            member.leaves.map { (path: $0.path.behind(.key(key)), value: $0.value) }
        }
    }

    /// The nulls that removed something, with their paths.
    package var removals: [(path: DocumentPath, value: LayeredValue)] {
        guard case .object(let members) = content else { return [] }
        let inner = members.flatMap { key, member in
            member.removals.map { (path: $0.path.behind(.key(key)), value: $0.value) }
        }
        return inner + removed.map { (path: DocumentPath() / $0.key, value: $0.value) }
    }

    /// The paths of values with a secret origin.
    package var secretPaths: [DocumentPath] {
        var paths: [DocumentPath] = []
        var way = DocumentPath()
        collectSecrets(at: &way, into: &paths)
        return paths
    }

    private func collectSecrets(at way: inout DocumentPath, into paths: inout [DocumentPath]) {
        if case .known(let origin) = source, origin.isSecret, !isObject { return paths.append(way) }
        for (path, origin) in inner where origin.isSecret { paths.append(way + path) }
        guard case .known(.object(let members)) = body else { return }
        for (key, member) in members {
            way.append(.key(key))
            member.collectSecrets(at: &way, into: &paths)
            way.removeLast()
        }
    }

    private var isObject: Bool {
        switch body {
        case .known(.object): true
        case .known(.whole): false
        case .file(let cursor): cursor.isObject
        }
    }
}

extension DocumentValue {
    /// The value with the existing part at a path replaced.
    func replacing(_ path: some Collection<DocumentPath.Step>, by value: DocumentValue)
        -> DocumentValue
    {
        guard let step = path.first else { return value }
        switch self {
        case .array(var elements):
            guard let index = step.position, elements.indices.contains(index) else { return self }
            elements[index] = elements[index].replacing(path.dropFirst(), by: value)
            return .array(elements)
        case .object(var object):
            guard let member = object[step.token] else { return self }
            object[step.token] = member.replacing(path.dropFirst(), by: value)
            return .object(object)
        default: return self
        }
    }
}

/// The indexes of an object's members by their keys.
private struct LayerPlaces {
    private var indices: [KeyText: Int] = [:]

    init(_ members: [(key: String, value: LayeredValue)]) {
        for (index, member) in members.enumerated() { indices[KeyText(member.key)] = index }
    }

    subscript(key: String) -> Int? { indices[KeyText(key)] }

    mutating func add(_ key: String, at index: Int) { indices[KeyText(key)] = index }
}

extension Cursor {
    /// The place of the key, if the value is a member.
    var keyOrigin: ConfigOrigin? { key.map { .file(document.name, $0.position) } }
}
