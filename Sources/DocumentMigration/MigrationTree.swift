package import ConfigDocument
package import DocumentEditing
import MigrationSteps
import SchemaValidation

/// A document during migration; parts that no step has changed still refer to the source.
package enum MigrationTree: Sendable {
    /// - `origin`: the member's value in the document; nil if a step added it.
    package typealias Member = (key: String, value: MigrationTree, origin: Cursor?)

    case source(Cursor)
    case value(DocumentValue)
    case object([Member])
    case array([MigrationTree])

    package var isObject: Bool {
        switch self {
        case .source(let cursor): cursor.isObject
        case .value(let value): value.object != nil
        case .object: true
        case .array: false
        }
    }

    package var isArray: Bool {
        switch self {
        case .source(let cursor): cursor.isArray
        case .value(let value): value.array != nil
        case .object: false
        case .array: true
        }
    }

    package var isNull: Bool {
        switch self {
        case .source(let cursor): cursor.isNull
        case .value(let value): value.isNull
        case .object, .array: false
        }
    }

    /// The members of an object, expanded if necessary; nil for other values.
    package var members: [Member]? {
        switch self {
        case .source(let cursor) where cursor.isObject:
            // If an option of the reader allows duplicate keys, the first one counts.
            cursor.members.map { ($0.key.text, .source($0.value), $0.value) }
        case .value(.object(let object)): object.members.map { ($0.key, .value($0.value), nil) }
        case .object(let members): members
        default: nil
        }
    }

    package var elements: [MigrationTree]? {
        switch self {
        case .source(let cursor) where cursor.isArray: cursor.elements.map { .source($0) }
        case .value(.array(let elements)): elements.map { .value($0) }
        case .array(let elements): elements
        default: nil
        }
    }

    /// The value without source positions.
    package var documentValue: DocumentValue {
        switch self {
        case .source(let cursor): return DocumentValue(cursor)
        case .value(let value): return value
        case .object(let members):
            var object = DocumentObject()
            for member in members { object[member.key] = member.value.documentValue }
            return .object(object)
        case .array(let elements): return .array(elements.map(\.documentValue))
        }
    }

    /// The value at a path; nil if it does not exist.
    package func value(at path: some Sequence<DocumentPath.Step>) -> MigrationTree? {
        path.followed(from: self) { $0.child(at: $1) }
    }

    /// The member or element that a step leads to.
    func child(at step: DocumentPath.Step) -> MigrationTree? {
        switch self {
        case .source(let cursor): cursor.child(at: step).map(Self.source)
        case .value(let value): value.child(at: step).map(Self.value)
        case .object(let members): members.first { $0.key.isExactly(step.token) }?.value
        case .array(let elements):
            step.position.flatMap { elements.indices.contains($0) ? elements[$0] : nil }
        }
    }
}

extension MigrationTree {
    /// The tree with a new value; equal parts still refer to the source.
    package func replaced(by new: DocumentValue) -> MigrationTree {
        if documentValue == new { return self }
        if case .object(let object) = new, let members {
            return .object(
                object.members.map { key, value in
                    guard let old = members.first(where: { $0.key.isExactly(key) }) else {
                        return (key, .value(value), nil)
                    }
                    return (key, old.value.replaced(by: value), old.origin)
                }
            )
        }
        return .value(new)
    }

    /// The paths in the original document of what is at a path now; nil if a step has computed a part
    /// of it.
    package func sources(of path: DocumentPath, in document: Document) -> [DocumentPath]? {
        guard let part = value(at: path) else { return [] }
        guard let cursors = part.cursors,
            cursors.allSatisfy({ $0.document.storage === document.storage })
        else { return nil }
        let places = DocumentPlaces(document)
        return cursors.map { places.path(to: $0.index) }
    }

    private var cursors: [Cursor]? {
        switch self {
        case .source(let cursor): return [cursor]
        case .value: return nil
        case .object(let members): return Self.cursors(of: members.map(\.value))
        case .array(let elements): return Self.cursors(of: elements)
        }
    }

    private static func cursors(of parts: [MigrationTree]) -> [Cursor]? {
        var all: [Cursor] = []
        for part in parts {
            guard let cursors = part.cursors else { return nil }
            all += cursors
        }
        return all
    }

    /// The members that have moved since the original document.
    package func moves(from document: Document) -> [MemberMove] {
        var moves: [MemberMove] = []
        var places: DocumentPlaces?
        note(&moves, at: [], was: document.root) { cursor in
            if places == nil { places = DocumentPlaces(document) }
            return places?.path(to: cursor.index) ?? []
        }
        return moves
    }

    /// - Parameter original: the value originally at this place, whatever its parent has become.
    private func note(
        _ moves: inout [MemberMove],
        at path: DocumentPath,
        was original: Cursor?,
        _ pathInDocument: (Cursor) -> DocumentPath
    ) {
        switch self {
        case .source, .value: return
        case .array(let elements):
            let old = original.map { $0.isArray ? Array($0.elements) : [] } ?? []
            for (index, element) in elements.enumerated() {
                let place = index < old.count ? old[index] : nil
                element.note(&moves, at: path / index, was: place, pathInDocument)
            }
        case .object(let members):
            var old: [String: Int] = [:]
            if let original, original.isObject {
                for (key, value) in original.members { old[key.text] = value.index }
            }
            for member in members {
                let path = path / member.key
                if let origin = member.origin, old[member.key] != origin.index {
                    moves.append(MemberMove(from: pathInDocument(origin), to: path))
                }
                member.value.note(&moves, at: path, was: member.origin, pathInDocument)
            }
        }
    }
}

extension MigrationTree {
    /// The document as JSON; unchanged parts of a JSON source are copied verbatim.
    package func json() -> [UInt8] {
        var bytes: [UInt8] = []
        write(to: &bytes)
        return bytes
    }

    private func write(to bytes: inout [UInt8]) {
        switch self {
        case .source(let cursor):
            if cursor.document.format == .json {
                cursor.withSource { bytes.append(contentsOf: $0) }
            } else {
                bytes += cursor.encoded(as: .json)
            }
        case .value(let value): bytes += value.encoded(as: .json)
        case .object(let members):
            bytes.append(UInt8(ascii: "{"))
            for (index, member) in members.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                bytes += DocumentValue.string(member.key).encoded(as: .json)
                bytes.append(UInt8(ascii: ":"))
                member.value.write(to: &bytes)
            }
            bytes.append(UInt8(ascii: "}"))
        case .array(let elements):
            bytes.append(UInt8(ascii: "["))
            for (index, element) in elements.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                element.write(to: &bytes)
            }
            bytes.append(UInt8(ascii: "]"))
        }
    }
}
