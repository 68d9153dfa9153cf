package import ConfigDocument
package import MigrationSteps
import SchemaValidation

/// Migrates one document to the next version, and notes the values that are lost or kept.
package struct MigrationRun: Sendable {
    package private(set) var tree: MigrationTree
    package private(set) var notes: [MigrationNote] = []
    /// The names of the members that have moved from one object to another, in order.
    private var arrivals: [Way: [String]] = [:]

    private struct Way: Hashable {
        var from: MigrationPath
        var to: MigrationPath
    }

    package init(_ document: Document) { tree = .source(document.root) }

    package init(_ value: DocumentValue) { tree = .value(value) }

    /// Applies steps in order. The caller runs custom steps, since they need types.
    ///
    /// - Parameter custom: runs a custom step on the document in its current state.
    package mutating func apply(
        _ steps: [MigrationStep],
        custom: (String, inout MigrationTree) throws(MigrationFault) -> Void
    ) throws(MigrationFault) {
        for (index, step) in steps.enumerated() {
            do throws(MigrationFault) {
                if case .custom(let name) = step {
                    try custom(name, &tree)
                } else {
                    try apply(step)
                }
            } catch {
                var fault = error
                fault.step = index
                throw fault
            }
        }
    }

    /// Writes the version into the document, if the object that holds it exists.
    package mutating func stamp(_ version: SemanticVersion, at path: DocumentPath) {
        guard let key = path.last?.token else { return }
        let parent = MigrationPath(path.dropLast().map { .key($0.token) })
        let value = MigrationTree.value(.string(version.description))
        // The closure never throws.
        try? tree.changeMembers(at: parent) { (members, _) throws(MigrationFault) in
            members.set(value, for: key)
        }
    }

    /// Sets a member of the root.
    package mutating func set(_ value: DocumentValue, for key: String) {
        try? tree.changeMembers(at: MigrationPath()) { (members, _) throws(MigrationFault) in
            members.set(.value(value), for: key)
        }
    }

    /// Removes a value without adding a note.
    package mutating func remove(at path: DocumentPath) {
        let known = notes
        try? remove(MigrationPath(path.map { .key($0.token) }))
        notes = known
    }

    private mutating func apply(_ step: MigrationStep) throws(MigrationFault) {
        switch step {
        case .add(let path, let value): try add(value, at: path)
        case .setDefault(let path, let value): try setDefault(value, at: path)
        case .remove(let path): try remove(path)
        case .keep(let path, let names): try keep(names, at: path)
        case .rename(let path, let name):
            try move(path, to: path.replacingKey(name))
        case .move(let path, let target): try move(path, to: target)
        case .hoist(let path, let members):
            for member in members {
                try move(path.appending(.key(member)), to: path.replacingKey(member))
            }
            try dropEmpty(path)
        case .plunge(let path, let members):
            for member in members {
                try move(path.replacingKey(member), to: path.appending(.key(member)))
            }
        case .wrap(let path):
            try tree.changeValues(at: path) { (value, _) throws(MigrationFault) in
                if !value.isArray { value = .array([value]) }
            }
        case .head(let path): try head(path)
        case .map(let path, let pairs):
            try tree.changeValues(at: path) { (value, _) throws(MigrationFault) in
                if value.isObject || value.isArray { return }
                let old = value.documentValue
                if let pair = pairs.first(where: { $0.old == old }) { value = .value(pair.new) }
            }
        case .convert(let path, let type, _):
            try tree.changeValues(at: path) { (value, place) throws(MigrationFault) in
                value = .value(try type.converted(value.documentValue, at: place))
            }
        case .scale(let path, let factor):
            try tree.changeValues(at: path) { (value, place) throws(MigrationFault) in
                let old = value.documentValue
                if old.isNull { return }
                guard let new = factor.converted(old) else {
                    throw MigrationFault(
                        "the value is not a number that can be converted to the other unit without loss",
                        at: place
                    )
                }
                value = .value(new)
            }
        case .choose(let path, let choice):
            try tree.changeValues(at: path) { (value, place) throws(MigrationFault) in
                guard let new = choice.chosen(for: value.documentValue) else {
                    let known = choice.values.map { quoted($0) }.joined(separator: ", ")
                    throw MigrationFault(
                        "the value is none of \(known), and the step has no rule for others",
                        at: place
                    )
                }
                value = .value(new)
            }
        case .split(let path, let separation):
            try tree.changeValues(at: path) { (value, place) throws(MigrationFault) in
                value = .value(try separation.split(value.documentValue, at: place))
            }
        case .join(let path, let separation):
            try tree.changeValues(at: path) { (value, place) throws(MigrationFault) in
                value = .value(try separation.join(value.documentValue, at: place))
            }
        case .custom: break
        }
    }

    // MARK: Members

    private mutating func add(_ value: DocumentValue, at path: MigrationPath) throws(MigrationFault)
    {
        guard let key = path.key else { return }
        var kept: [MigrationNote] = []
        try tree.changeMembers(at: path.parent) { (members, place) throws(MigrationFault) in
            if members.contains(where: { $0.key.isExactly(key) }) {
                kept.append(MigrationNote(.kept, at: place / key))
            } else {
                members.append((key, .value(value), nil))
            }
        }
        notes += kept
    }

    private mutating func setDefault(
        _ value: DocumentValue,
        at path: MigrationPath
    ) throws(MigrationFault) {
        guard let key = path.key else { return }
        try tree.changeMembers(at: path.parent) { (members, _) throws(MigrationFault) in
            let old = members.first { $0.key.isExactly(key) }
            if old?.value.isNull ?? true { members.set(.value(value), for: key) }
        }
    }

    private mutating func remove(_ path: MigrationPath) throws(MigrationFault) {
        guard let key = path.key else { return }
        var lost: [MigrationNote] = []
        try tree.changeMembers(at: path.parent) { (members, place) throws(MigrationFault) in
            guard let index = members.firstIndex(where: { $0.key.isExactly(key) }) else { return }
            let isEmpty = members[index].value.members?.isEmpty ?? false
            members.remove(at: index)
            if !isEmpty { lost.append(MigrationNote(.lost, at: place / key)) }
        }
        notes += lost
    }

    private mutating func keep(
        _ names: [String],
        at path: MigrationPath
    ) throws(MigrationFault) {
        let kept = Set(names.map { MigrationPath.Token.key($0) })
        var lost: [MigrationNote] = []
        try tree.changeMembers(at: path) { (members, place) throws(MigrationFault) in
            for member in members where !kept.contains(.key(member.key)) {
                lost.append(MigrationNote(.lost, at: place / member.key))
            }
            members.removeAll { !kept.contains(.key($0.key)) }
        }
        notes += lost
    }

    /// Removes an object that hoisting has emptied.
    private mutating func dropEmpty(_ path: MigrationPath) throws(MigrationFault) {
        guard let key = path.key else { return }
        try tree.changeMembers(at: path.parent) { (members, _) throws(MigrationFault) in
            members.removeAll { $0.key.isExactly(key) && $0.value.members?.isEmpty ?? false }
        }
    }

    private mutating func head(_ path: MigrationPath) throws(MigrationFault) {
        var lost: [MigrationNote] = []
        try tree.changeValues(at: path) { (value, place) throws(MigrationFault) in
            guard let elements = value.elements else { return }
            guard let first = elements.first else {
                throw MigrationFault("the array is empty, so it has no first element", at: place)
            }
            for index in elements.indices.dropFirst() {
                lost.append(MigrationNote(.lost, at: place / index))
            }
            value = first
        }
        notes += lost
    }

    // MARK: Moves

    /// Both paths have the same `*`s at the same positions: each value moves within its own object.
    private mutating func move(
        _ path: MigrationPath,
        to target: MigrationPath
    ) throws(MigrationFault) {
        let shared = MigrationPath.sharedPrefix(path, target)
        let from = path.steps(below: shared)
        let to = target.steps(below: shared)
        let way = Way(from: path.parent, to: target.parent)
        let names = arrivals[way] ?? []
        try tree.changeMembers(at: shared) { (members, place) throws(MigrationFault) in
            guard let index = members.index(of: from[...]) else { return }
            guard members.value(at: to[...]) == nil else {
                throw MigrationFault(
                    "\(path) cannot move to \(target), which already has a value",
                    at: place + from
                )
            }
            let member = members.take(from[...])
            // A renamed member keeps its position. One that moves up follows its object, and those
            // that came out of it before.
            let before = members.lastIndex(of: names).map { Swift.max(index, $0) } ?? index
            let position = from.count == 1 ? index : before + 1
            guard let member, members.insert(member, at: to[...], position: position) else {
                throw MigrationFault(
                    "\(target) is inside a value that is not an object",
                    at: place + to
                )
            }
        }
        if let name = target.key { arrivals[way, default: []].append(name) }
    }
}

/// A side effect of a migration on a document.
package struct MigrationNote: Sendable, Hashable {
    package enum Kind: String, Sendable {
        /// A value was dropped.
        case lost
        /// A value to be added already exists, and is kept.
        case kept
    }

    package var kind: Kind
    /// The value's location, as a JSON Pointer.
    package var location: String

    package init(_ kind: Kind, at place: DocumentPath) {
        self.kind = kind
        location = place.pointer
    }
}

extension MigrationPath {
    /// The keys behind a shared prefix, below which there is no `*`.
    fileprivate func steps(below prefix: MigrationPath) -> DocumentPath {
        DocumentPath(
            tokens: tokens.dropFirst(prefix.tokens.count).compactMap { token in
                if case .key(let key) = token { key } else { nil }
            }
        )
    }
}
