import ConfigDocument
import ConfigTypes
import SchemaValidation

/// Secrets in places of a file that share their values by aliases and merge keys.
///
/// If one of these places gets another value, an edit writes the old value to the others. Those
/// need not be places of secrets, so that the old value would be readable there.
struct SharedSecrets {
    private var places: [(path: DocumentPath, what: Part)] = []

    private enum Part {
        case value(DocumentValue)
        /// A key of the object at the path.
        case key(String)
    }

    init(in document: Document, _ secrets: SecretPlaces) {
        let offsets = document.sharedOffsets
        guard !offsets.isEmpty else { return }
        var open = [(document.root, DocumentPath())]
        while let (cursor, path) = open.popLast() {
            if cursor.isObject {
                for (key, member) in cursor.members.reversed() {
                    open.append((member, path / key.text))
                    // If a whole object is shared, its values are examined instead.
                    if key.isAliased, !member.isAliased, secrets.contains(path) {
                        places.append((path, .key(key.text)))
                    }
                }
            } else if cursor.isArray {
                for (index, element) in cursor.elements.enumerated().reversed() {
                    open.append((element, path / index))
                }
            } else if offsets.contains(cursor.sourceRange.lowerBound), !cursor.isNull,
                secrets.contains(path)
            {
                places.append((path, .value(DocumentValue(cursor))))
            }
        }
    }

    /// Refuses a document that contains one of these secrets in clear text.
    ///
    /// - Parameter secrets: the secrets of the document.
    func check(_ document: Document, _ secrets: SecretPlaces) throws(ConfigError) {
        let findings = places.compactMap { place -> Finding? in
            guard !secrets.contains(place.path), let now = document.root[place.path]
            else { return nil }
            let (isThere, words): (Bool, String) =
                switch place.what {
                case .value(let value):
                    (DocumentValue(now) == value, "shares the value of a secret")
                case .key(let key): (now[key] != nil, "has a key that contains a secret")
                }
            guard isThere else { return nil }
            var finding = Finding(
                message: "not saved: \(place.path.shown) \(words) by an alias or a merge key, "
                    + "and would contain it in clear text",
                suggestion: "write another value there first",
                file: document.name
            )
            finding.instanceLocation = place.path.pointer
            return finding
        }
        if !findings.isEmpty { throw ConfigError(findings: findings) }
    }
}

extension Document {
    /// The offsets of values that aliases or merge keys use elsewhere too.
    fileprivate var sharedOffsets: Set<Int> {
        withTape { view in
            var offsets: Set<Int> = []
            for index in 0..<view.next(after: 0) where view[index].has(TapeEntry.aliased) {
                offsets.insert(view.sourceRange(index).lowerBound)
            }
            return offsets
        }
    }
}
