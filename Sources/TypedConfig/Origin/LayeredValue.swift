import ConfigDocument
import JSONSchema

/// A value that was merged from layers, and where each part of it comes from.
struct LayeredValue: Sendable {
    enum Content: Sendable {
        /// A scalar or an array: these replace, they do not merge. The cursor leads to the places
        /// of an array's elements.
        case whole(ConfigValue, Cursor?)
        case object([(key: String, value: LayeredValue)])
    }

    var content: Content
    var origin: ConfigOrigin
    /// What lower layers said, highest first.
    var overridden: [(origin: ConfigOrigin, value: ConfigValue)] = []

    init(_ cursor: Cursor) {
        origin = .file(cursor.document.name, cursor.position)
        content =
            cursor.isObject
            ? .object(cursor.members.map { ($0.key.text, LayeredValue($0.value)) })
            : .whole(ConfigValue(cursor), cursor)
    }

    /// One value at a path, and nothing beside it.
    init(_ value: ConfigValue, at path: some Collection<String>, origin: ConfigOrigin) {
        self.origin = origin
        if let key = path.first {
            content = .object([(key, LayeredValue(value, at: path.dropFirst(), origin: origin))])
        } else if let object = value.object {
            content = .object(
                object.members.map { ($0.key, LayeredValue($0.value, at: [], origin: origin)) }
            )
        } else {
            content = .whole(value, nil)
        }
    }

    /// The merged value.
    var value: ConfigValue {
        switch content {
        case .whole(let value, _): return value
        case .object(let members):
            var object = ConfigObject()
            for (key, member) in members { object[key] = member.value }
            return .object(object)
        }
    }
}

// MARK: - Merging

extension LayeredValue {
    /// Puts a higher layer over this value: objects merge member by member, `null` removes a
    /// member, and everything else replaces what was there.
    mutating func merge(_ higher: LayeredValue) {
        guard case .object(var members) = content, case .object(let changes) = higher.content else {
            var higher = higher.withoutNulls
            higher.overridden = [(origin, value)] + overridden
            self = higher
            return
        }
        for (key, change) in changes {
            let index = members.firstIndex { $0.key.utf8.elementsEqual(key.utf8) }
            if change.isNull {
                guard let index else { continue }
                members.remove(at: index)
                // What the object lacks now, it lacks because of that layer.
                origin = change.origin
            } else if let index {
                members[index].value.merge(change)
            } else {
                members.append((key, change.withoutNulls))
            }
        }
        content = .object(members)
    }

    private var isNull: Bool {
        if case .whole(.null, _) = content { return true }
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

// MARK: - Looking up

extension LayeredValue {
    /// The part at a path; nil where there is none, or where it is inside an array.
    subscript(path: some Collection<String>) -> LayeredValue? {
        guard let key = path.first else { return self }
        guard case .object(let members) = content else { return nil }
        let member = members.first { $0.key.utf8.elementsEqual(key.utf8) }
        return member?.value[path.dropFirst()]
    }

    /// Where the value at a path comes from, or the nearest one around it.
    func origin(at path: some Collection<String>) -> ConfigOrigin {
        guard let key = path.first else { return origin }
        switch content {
        case .object(let members):
            let member = members.first { $0.key.utf8.elementsEqual(key.utf8) }
            return member?.value.origin(at: path.dropFirst()) ?? origin
        case .whole(_, let cursor?):
            let element = JSONPointer(Array(path)).value(in: cursor)
            return element.map { .file($0.document.name, $0.position) } ?? origin
        case .whole: return origin
        }
    }

    /// All parts that are no objects, with their paths, in the order of the lowest layer.
    var leaves: [(path: [String], value: LayeredValue)] {
        guard case .object(let members) = content, !members.isEmpty else { return [([], self)] }
        return members.flatMap { key, member in
            member.leaves.map { (path: [key] + $0.path, value: $0.value) }
        }
    }
}
