import ConfigDocument
import SchemaValidation

/// The values of a configuration that must not be shown, with their replacements. This is the only
/// type that decides which output is secret.
///
/// A type knows the properties that are secrets; the program finds all others, in the merged
/// document and in each document that was merged: overridden values are secret too. A copy of a
/// secret by a placeholder is a secret, and the value of a variable is shown as written,
/// `${env:NAME}`. Positions in arrays are ignored: an element is as secret as the others.
package struct SecretPlaces: Sendable {
    private var tree = PlaceTree()

    package init() {}

    package init(paths: [DocumentPath]) {
        for path in paths { insert(path) }
    }

    /// The secrets of a document, and of the layers that it was merged from.
    package init(in loaded: LoadedDocument, catalogue: SettingCatalogue?) {
        self = loaded.carriedSecrets
        add(in: [loaded.document], catalogue)
    }

    /// The secrets marked in a value, as by `marking`.
    package init(marksOf value: DocumentValue) {
        for (path, mark) in value.hiddenPaths {
            if mark == DocumentValue.secretMark { insert(path) } else { insert(path, mark) }
        }
    }

    /// The secrets that only the layers of a merged configuration reveal.
    ///
    /// - Parameters:
    ///   - migrated: the secrets of documents that were of an older version.
    ///   - copies: the source and destination of each reference.
    package init(
        of layered: LayeredValue,
        _ documents: [Document],
        migrated: [DocumentPath] = [],
        copies: [(from: DocumentPath, to: DocumentPath)],
        placeholders: [DocumentPath: String],
        catalogue: SettingCatalogue?
    ) {
        self.init(paths: layered.secretPaths + migrated)
        for (path, text) in placeholders { insert(path, text) }
        add(in: documents, catalogue)
        // The source of a copy comes before it.
        for (from, to) in copies {
            for part in tree.parts(at: from) {
                tree.change(to) { $0.formUnion(part, withPlaceholders: true) }
            }
        }
    }

    private mutating func insert(_ path: DocumentPath) { tree.change(path) { $0.isSecret = true } }

    private mutating func insert(_ path: DocumentPath, _ placeholder: String) {
        tree.change(path) { $0.placeholder = placeholder }
    }

    /// Without a type, secrets are recognised by their names.
    private mutating func add(in documents: [Document], _ catalogue: SettingCatalogue?) {
        guard let catalogue else {
            for path in documents.flatMap({ SecretName.places(in: $0.root) }) { insert(path) }
            return
        }
        for path in catalogue.secrets { insert(path) }
        guard let program = try? catalogue.schema.program() else { return }
        for document in documents {
            for path in program.secretPaths(in: document, element: PlaceTree.anyPosition) {
                insert(path)
            }
        }
    }

    /// Adds the secrets of other places, but not their placeholders.
    package mutating func formUnion(_ other: SecretPlaces) {
        tree.formUnion(other.tree, withPlaceholders: false)
    }

    package func union(_ other: SecretPlaces) -> SecretPlaces {
        var result = self
        result.formUnion(other)
        return result
    }

    /// True if the value at a path is a secret, or part of one.
    package func contains(_ path: DocumentPath) -> Bool {
        tree.parts(at: path).contains(where: \.isSecret)
    }

    /// The path up to its outermost secret: names inside a secret must not be shown.
    package func shown(_ path: DocumentPath) -> DocumentPath {
        for count in path.indices where contains(DocumentPath(path.prefix(count))) {
            return DocumentPath(path.prefix(count))
        }
        return path
    }

    /// True if the value at a path, or a part of it, must not be shown as it is.
    package func withholds(_ path: DocumentPath) -> Bool {
        tree.parts(at: path).contains { !$0.isEmpty }
    }

    /// The tape indexes of values in a document that messages must not quote.
    ///
    /// - Parameter withPlaceholders: whether to include the values of variables.
    package func indices(in document: Document, withPlaceholders: Bool = true) -> Set<Int> {
        var indices: Set<Int> = []
        var pending = [(document.root, tree)]
        while let (cursor, tree) = pending.popLast() {
            if tree.isSecret || withPlaceholders && tree.placeholder != nil {
                indices.insert(cursor.index)
            }
            if cursor.isObject, tree.members.count > Self.fewSecrets {
                pending += cursor.members.compactMap { key, member in
                    tree.members[key.text].map { (member, $0) }
                }
                continue
            }
            for (key, part) in tree.members {
                if key == PlaceTree.anyPosition, cursor.isArray {
                    pending += cursor.elements.map { ($0, part) }
                } else if let member = cursor.child(at: .key(key)) {
                    pending.append((member, part))
                }
            }
        }
        return indices
    }

    /// The number of secrets up to which each is searched for separately.
    private static let fewSecrets = 8

    /// The value with `<secret>` in place of the secrets inside it; nil if it is itself a secret.
    ///
    /// - Parameter isServed: false for an overridden value, which still contains its placeholders.
    package func shown(
        _ value: DocumentValue,
        at path: DocumentPath,
        from origin: ConfigOrigin? = nil,
        isServed: Bool = true
    ) -> DocumentValue? {
        let parts = tree.parts(at: path)
        if parts.contains(where: \.isSecret) || origin?.isSecret == true { return Optional.none }
        return .some(redacted(value, parts, isServed))
    }

    private func redacted(_ value: DocumentValue, _ parts: [PlaceTree], _ isServed: Bool)
        -> DocumentValue
    {
        guard !parts.isEmpty else { return value }
        if let mark = Self.mark(parts, isServed) { return .string(mark) }
        switch value {
        case .array(let elements):
            return .array(
                elements.enumerated().map { index, element in
                    redacted(element, parts.flatMap { $0["\(index)"] }, isServed)
                }
            )
        case .object(let object):
            var result = DocumentObject()
            for (key, member) in object.members {
                result[key] = redacted(member, parts.flatMap { $0[key] }, isServed)
            }
            return .object(result)
        default: return value
        }
    }

    /// The replacement for a value; nil if it may be shown.
    private static func mark(_ parts: [PlaceTree], _ isServed: Bool = true) -> String? {
        if parts.contains(where: \.isSecret) { return DocumentValue.secretMark }
        return isServed ? parts.lazy.compactMap(\.placeholder).first : nil
    }

    /// The value with its secrets marked, so that descriptions, dumps and encoders hide them.
    ///
    /// Only members can be marked: if the whole document is a secret, all its members are marked.
    /// Limitation: a document that is just an array of secrets has no members to mark, and a key of
    /// the document itself is shown, even if an alias copied it from a secret.
    package func marking(_ value: DocumentValue) -> DocumentValue {
        if tree.isEmpty { return value }
        guard let mark = Self.mark([tree]), var object = value.object else {
            return marking(value, [tree]).value
        }
        for key in object.keys { object.hide(key, as: mark) }
        return .object(object)
    }

    /// - Returns: also the replacement for a secret, or for an array that contains one.
    private func marking(
        _ value: DocumentValue,
        _ parts: [PlaceTree]
    ) -> (value: DocumentValue, mark: String?) {
        guard !parts.isEmpty else { return (value, nil) }
        if let mark = Self.mark(parts) { return (value, mark) }
        switch value {
        case .array(let elements):
            let marked = elements.enumerated().map { index, element in
                marking(element, parts.flatMap { $0["\(index)"] })
            }
            let hasSecret = marked.contains { $0.mark != nil }
            return (.array(marked.map(\.value)), hasSecret ? DocumentValue.secretMark : nil)
        case .object(var object):
            for (key, member) in object.members {
                let (marked, mark) = marking(member, parts.flatMap { $0[key] })
                object[key] = marked
                if let mark { object.hide(key, as: mark) }
            }
            return (.object(object), nil)
        default: return (value, nil)
        }
    }
}

extension SettingCatalogue {
    /// The secrets of every document: those of the type, and those among the defaults.
    fileprivate var secrets: [DocumentPath] {
        secretPaths.value {
            let declared = settings.filter(\.isSecret).map(\.path)
            guard let program = try? schema.program(), let defaults else { return declared }
            return declared
                + program.secretPaths(in: defaults, element: PlaceTree.anyPosition)
        }
    }

    /// The defaults as a document, to be checked for secrets by the program.
    private var defaults: Document? {
        var value = DocumentValue.object(DocumentObject())
        for setting in settings {
            guard let defaultValue = setting.defaultValue else { continue }
            value.put(defaultValue, at: setting.path[...])
        }
        return try? Document(parsing: value.encoded(as: .json), as: .json)
    }
}

extension DocumentValue {
    /// Sets the value at a path of keys, creating objects along it.
    package mutating func put(_ value: DocumentValue, at path: Slice<DocumentPath>) {
        guard let key = path.first?.token else {
            self = value
            return
        }
        // The old values are released, so that they are changed without a copy.
        var object = object ?? DocumentObject()
        self = .null
        var member = object[key] ?? .object(DocumentObject())
        object[key] = .null
        member.put(value, at: path.dropFirst())
        object[key] = member
        self = .object(object)
    }
}
