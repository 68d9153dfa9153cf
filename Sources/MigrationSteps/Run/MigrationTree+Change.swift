package import ConfigDocument
package import DocumentEditing

/// Changes at the places that a path names. A place that is not there is passed over.
extension MigrationTree {
    /// Changes every value at the path.
    package mutating func changeValues(
        at path: MigrationPath,
        _ body: (inout MigrationTree, [PathStep]) throws(MigrationFault) -> Void
    ) throws(MigrationFault) {
        guard reaches(path.tokens[...]) else { return }
        try change(path.tokens[...], [], body)
    }

    /// Changes the members of every object at the path.
    package mutating func changeMembers(
        at path: MigrationPath,
        _ body: (inout [Member], [PathStep]) throws(MigrationFault) -> Void
    ) throws(MigrationFault) {
        try changeValues(at: path) { (value, place) throws(MigrationFault) in
            guard var members = value.members else { return }
            value = .value(.null)
            try body(&members, place)
            value = .object(members)
        }
    }

    /// Whether there is a value at the path, as far as that is known without opening anything: what
    /// is not there must not cost a copy.
    private func reaches(_ tokens: ArraySlice<MigrationPath.Token>) -> Bool {
        guard case .key(let key)? = tokens.first else { return true }
        guard let next = value(at: [key]) else { return false }
        return next.reaches(tokens.dropFirst())
    }

    private mutating func change(
        _ tokens: ArraySlice<MigrationPath.Token>,
        _ place: [PathStep],
        _ body: (inout MigrationTree, [PathStep]) throws(MigrationFault) -> Void
    ) throws(MigrationFault) {
        guard let token = tokens.first else { return try changeHere(place, body) }
        let rest = tokens.dropFirst()
        if var members {
            self = .value(.null)
            for index in members.indices {
                if case .key(let key) = token, !members[index].key.isExactly(key) { continue }
                try members[index].value.change(rest, place + [.key(members[index].key)], body)
                if case .key = token { break }
            }
            self = .object(members)
        } else if var elements {
            self = .value(.null)
            for index in elements.indices {
                if case .key(let key) = token, Int(key) != index { continue }
                try elements[index].change(rest, place + [.index(index)], body)
            }
            self = .array(elements)
        }
    }

    /// A value that an earlier step has moved is known by where it was read, not by where it is now.
    private mutating func changeHere(
        _ place: [PathStep],
        _ body: (inout MigrationTree, [PathStep]) throws(MigrationFault) -> Void
    ) throws(MigrationFault) {
        let origin: Cursor? = if case .source(let cursor) = self { cursor } else { nil }
        do throws(MigrationFault) {
            try body(&self, place)
        } catch {
            var fault = error
            if fault.location == place.location { fault.position = origin?.position }
            throw fault
        }
    }
}

/// Why a document cannot be migrated. It stays as it was.
package struct MigrationFault: Error, Sendable {
    package var message: String
    /// The value that is in the way, as a JSON Pointer.
    package var location: String
    /// Where that value was read; nil where a step has made it, or a position is not known.
    package var position: SourcePosition?
    /// The step that failed; nil for faults of the run itself.
    package var step: Int?

    package init(_ message: String, at place: [PathStep]) {
        self.message = message
        location = place.location
    }
}
