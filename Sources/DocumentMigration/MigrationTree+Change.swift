package import ConfigDocument
package import MigrationSteps

/// Changes at the places that a path matches. Missing places are skipped.
extension MigrationTree {
    /// Changes every value at the path.
    package mutating func changeValues(
        at path: MigrationPath,
        _ body: (inout MigrationTree, DocumentPath) throws(MigrationFault) -> Void
    ) throws(MigrationFault) {
        guard reaches(path.tokens[...]) else { return }
        try change(path.tokens[...], [], body)
    }

    /// Changes the members of every object at the path.
    package mutating func changeMembers(
        at path: MigrationPath,
        _ body: (inout [Member], DocumentPath) throws(MigrationFault) -> Void
    ) throws(MigrationFault) {
        try changeValues(at: path) { (value, place) throws(MigrationFault) in
            guard var members = value.members else { return }
            value = .value(.null)
            try body(&members, place)
            value = .object(members)
        }
    }

    /// True if the path may lead to a value, as far as that is known without expanding values: a
    /// missing value must not cost a copy.
    private func reaches(_ tokens: ArraySlice<MigrationPath.Token>) -> Bool {
        guard case .key(let key)? = tokens.first else { return true }
        guard let next = child(at: .key(key)) else { return false }
        return next.reaches(tokens.dropFirst())
    }

    private mutating func change(
        _ tokens: ArraySlice<MigrationPath.Token>,
        _ place: DocumentPath,
        _ body: (inout MigrationTree, DocumentPath) throws(MigrationFault) -> Void
    ) throws(MigrationFault) {
        guard let token = tokens.first else { return try changeHere(place, body) }
        let rest = tokens.dropFirst()
        if var members {
            self = .value(.null)
            for index in members.indices {
                if case .key(let key) = token, !members[index].key.isExactly(key) { continue }
                try members[index].value.change(rest, place / members[index].key, body)
                if case .key = token { break }
            }
            self = .object(members)
        } else if var elements {
            self = .value(.null)
            for index in elements.indices {
                if case .key(let key) = token, DocumentPath.Step.key(key).position != index {
                    continue
                }
                try elements[index].change(rest, place / index, body)
            }
            self = .array(elements)
        }
    }

    /// Adds the source position of the value to faults, since an earlier step may have moved it.
    private mutating func changeHere(
        _ place: DocumentPath,
        _ body: (inout MigrationTree, DocumentPath) throws(MigrationFault) -> Void
    ) throws(MigrationFault) {
        let origin: Cursor? = if case .source(let cursor) = self { cursor } else { nil }
        do throws(MigrationFault) {
            try body(&self, place)
        } catch {
            var fault = error
            if fault.location == place.pointer { fault.position = origin?.position }
            throw fault
        }
    }
}

/// An error that prevents a migration. The document is unchanged.
package struct MigrationFault: Error, Sendable {
    package var message: String
    /// The value that caused the fault, as a JSON Pointer.
    package var location: String
    /// The position of that value in the source; nil if a step created it or it is unknown.
    package var position: SourcePosition?
    /// The step that failed; nil for faults of the run itself.
    package var step: Int?

    package init(_ message: String, at place: DocumentPath) {
        self.message = message
        location = place.pointer
    }
}
