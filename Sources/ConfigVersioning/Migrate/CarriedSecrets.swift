import ConfigDocument
import ConfigTypes
import DocumentMigration
import MigrationSteps
import SchemaValidation

/// The secrets of a document by the schema of its own version. Where steps have taken them, they
/// stay secrets, even if the newer schema marks nothing there.
struct CarriedSecrets: Sendable {
    /// The paths in the original document.
    let original: [DocumentPath]
    /// The tape entries of those values, in order and apart from each other.
    private let entries: [Range<Int>]
    private let texts: Set<String>
    private let document: Document

    init(of document: Document, by schema: CompiledSchema?) {
        self.document = document
        let program = try? schema?.program()
        let found = (program?.secretPlaces(in: document) ?? []).compactMap { path in
            document.root[path].map { (path: path, cursor: $0) }
        }
        original = found.map(\.path)
        entries = found.map { Self.entries(of: $0.cursor) }
        texts = Set(found.compactMap(\.cursor.string))
    }

    /// The paths of the values in a migrated document that come from a secret.
    func paths(in tree: MigrationTree) -> [DocumentPath] {
        if entries.isEmpty { return [] }
        var walk = SecretTrail(secrets: self, places: DocumentPlaces(document))
        walk.follow(tree, at: [], was: nil)
        return walk.paths
    }

    /// The secrets that a value is in, or that are in it, by number.
    fileprivate func numbers(at cursor: Cursor) -> Range<Int> {
        let range = Self.entries(of: cursor)
        let first = entries.firstIndex(sortedBy: { $0.upperBound > range.lowerBound })
        var end = first
        while end < entries.count, entries[end].lowerBound < range.upperBound { end += 1 }
        return first..<end
    }

    /// True if the whole value is a secret, or a part of one.
    fileprivate func isSecret(_ cursor: Cursor) -> Bool {
        numbers(at: cursor).first.map { entries[$0].contains(cursor.index) } ?? false
    }

    fileprivate func isCopy(_ value: DocumentValue) -> Bool {
        value.string.map(texts.contains) ?? false
    }

    private static func entries(of cursor: Cursor) -> Range<Int> {
        cursor.index..<cursor.document.storage.view.next(after: cursor.index)
    }
}

/// A walk through a migrated document that notes where secrets are.
private struct SecretTrail {
    let secrets: CarriedSecrets
    let places: DocumentPlaces
    private(set) var paths: [DocumentPath] = []

    init(secrets: CarriedSecrets, places: DocumentPlaces) {
        self.secrets = secrets
        self.places = places
    }

    /// - Parameter origin: the value of the document that was at this place, or moved to it.
    mutating func follow(_ tree: MigrationTree, at path: DocumentPath, was origin: Cursor?) {
        if case .source(let cursor) = tree { return note(cursor, at: path) }
        if let origin, secrets.isSecret(origin) { return paths.append(path) }
        switch tree {
        case .source: break
        case .value(let value):
            // A function returns values without their origins.
            let isKnown = origin.map { !secrets.numbers(at: $0).isEmpty } ?? false
            if isKnown || secrets.isCopy(value) { paths.append(path) }
        case .object(let members):
            for member in members {
                follow(member.value, at: path / member.key, was: member.origin)
            }
        case .array(let elements):
            for (index, element) in elements.enumerated() {
                follow(element, at: path / index, was: origin)
            }
        }
    }

    private mutating func note(_ cursor: Cursor, at path: DocumentPath) {
        if secrets.isSecret(cursor) { return paths.append(path) }
        let numbers = secrets.numbers(at: cursor)
        if numbers.isEmpty { return }
        let depth = places.path(to: cursor.index).count
        for inner in secrets.original[numbers] {
            paths.append(DocumentPath(Array(path) + inner.dropFirst(depth)))
        }
    }
}

extension [Range<Int>] {
    /// The first index whose element fulfils a condition that all later ones fulfil too.
    fileprivate func firstIndex(sortedBy condition: (Range<Int>) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            // Bound: both are indexes of an array.
            let middle = low + (high - low) / 2
            if condition(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
