import ConfigDocument
import SchemaValidation

/// What of a configuration must not be shown, and what is shown in its place: the one place that
/// decides so for everything that prints.
///
/// A type knows the secrets that its properties are; the program finds all others, in the merged
/// document and in each document that went into it: what was overridden is secret too. What a
/// placeholder has copied from a secret is one, and what stands for a variable is shown as it is
/// written, `${env:NAME}`. Positions in arrays do not count, so that an element is as secret as the
/// others.
package struct SecretPlaces: Sendable {
    private var tree = PlaceTree()

    package init() {}

    package init(paths: [[String]]) {
        for path in paths { insert(path) }
    }

    /// Those of a document, and of the layers that it was merged from.
    package init(in loaded: LoadedDocument, catalogue: SettingCatalogue?) {
        self = loaded.carriedSecrets
        add(in: [loaded.document], catalogue)
    }

    /// Those that a value has marked, as `marking` does.
    package init(marksOf value: DocumentValue) {
        for (path, mark) in value.hiddenPaths {
            if mark == DocumentValue.secretMark { insert(path) } else { insert(path, mark) }
        }
    }

    /// What a merged configuration knows by its layers alone.
    ///
    /// - Parameter copies: from where to where references have led.
    package init(
        of layered: LayeredValue,
        _ documents: [Document],
        copies: [(from: [String], to: [String])],
        placeholders: [[String]: String],
        catalogue: SettingCatalogue?
    ) {
        self.init(paths: layered.secretPaths)
        for (path, text) in placeholders { insert(path, text) }
        add(in: documents, catalogue)
        // What a copy was made from comes before it.
        for (from, to) in copies {
            for part in tree.parts(at: from) {
                tree.change(to) { $0.formUnion(part, withPlaceholders: true) }
            }
        }
    }

    private mutating func insert(_ path: [String]) { tree.change(path) { $0.isSecret = true } }

    private mutating func insert(_ path: [String], _ placeholder: String) {
        tree.change(path) { $0.placeholder = placeholder }
    }

    /// Without a type, names that look like those of secrets are taken for some.
    private mutating func add(in documents: [Document], _ catalogue: SettingCatalogue?) {
        guard let catalogue else {
            for path in documents.flatMap({ SecretName.places(in: $0.root) }) { insert(path) }
            return
        }
        for setting in catalogue.settings where setting.isSecret { insert(setting.path) }
        guard let program = try? catalogue.schema.program() else { return }
        for document in documents + [catalogue.defaults].compactMap({ $0 }) {
            for path in program.secretPaths(in: document, element: PlaceTree.anyPosition) {
                insert(path)
            }
        }
    }

    /// Takes over what is a secret elsewhere; what is written there is not written here.
    package mutating func formUnion(_ other: SecretPlaces) {
        tree.formUnion(other.tree, withPlaceholders: false)
    }

    package func union(_ other: SecretPlaces) -> SecretPlaces {
        var result = self
        result.formUnion(other)
        return result
    }

    /// Whether the value at a path is a secret, or part of one.
    package func contains(_ path: [String]) -> Bool {
        tree.parts(at: path).contains(where: \.isSecret)
    }

    /// The path, up to the outermost secret on it: what is inside a secret has no name to be shown.
    package func shown(_ path: [String]) -> [String] {
        for count in path.indices where contains(Array(path.prefix(count))) {
            return Array(path.prefix(count))
        }
        return path
    }

    /// Whether the value at a path must not be shown as it is, or has a part that must not be.
    package func withholds(_ path: [String]) -> Bool {
        tree.parts(at: path).contains { !$0.isEmpty }
    }

    /// The values in a document that messages must not quote, by their tape indices.
    ///
    /// - Parameter withPlaceholders: whether what stands for a variable is among them.
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
                } else if let member = JSONPointer([key]).value(in: cursor) {
                    pending.append((member, part))
                }
            }
        }
        return indices
    }

    /// Up to so many are looked up one by one, each in a look at all members.
    private static let fewSecrets = 8

    /// The value as it may be shown: with `<secret>` in place of secrets inside it, and nil where it
    /// is one itself.
    ///
    /// - Parameter isServed: false for a value that another has overridden: it is as it is written.
    package func shown(
        _ value: DocumentValue,
        at path: [String],
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

    /// What is shown in place of a value; nil for one that is shown as it is.
    private static func mark(_ parts: [PlaceTree], _ isServed: Bool = true) -> String? {
        if parts.contains(where: \.isSecret) { return DocumentValue.secretMark }
        return isServed ? parts.lazy.compactMap(\.placeholder).first : nil
    }

    /// The value with its secrets marked, so that descriptions, dumps and encoders do not show them.
    ///
    /// A mark is one of a member: where the whole document is a secret, all of its members are marked.
    /// Limitation: a document that is nothing but a list of secrets has none that could be marked, and a
    /// key of the document itself is shown, though an alias may have made it of a secret.
    package func marking(_ value: DocumentValue) -> DocumentValue {
        if tree.isEmpty { return value }
        guard let mark = Self.mark([tree]), var object = value.object else {
            return marking(value, [tree]).value
        }
        for key in object.keys { object.hide(key, as: mark) }
        return .object(object)
    }

    /// - Returns: also, what is shown in place of a secret, or of a list with one.
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
    /// The defaults as one document, which a schema can be asked about.
    fileprivate var defaults: Document? {
        var value = DocumentValue.object(DocumentObject())
        for setting in settings {
            guard let defaultValue = setting.defaultValue else { continue }
            value.put(defaultValue, at: setting.path[...])
        }
        return try? Document(parsing: value.encoded(as: .json), as: .json)
    }
}

extension DocumentValue {
    /// Puts a value at a path of keys, making the objects on the way.
    package mutating func put(_ value: DocumentValue, at path: ArraySlice<String>) {
        guard let key = path.first else {
            self = value
            return
        }
        // The old places are cleared, so that what is in them is changed without a copy.
        var object = object ?? DocumentObject()
        self = .null
        var member = object[key] ?? .object(DocumentObject())
        object[key] = .null
        member.put(value, at: path.dropFirst())
        object[key] = member
        self = .object(object)
    }
}
