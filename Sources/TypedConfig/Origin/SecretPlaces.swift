import ConfigDocument
import JSONSchema

/// Which values of a configuration must not be shown.
///
/// A type knows the secrets that its properties are; the program finds those inside arrays, maps and
/// unions, in the merged document and in each document that went into it: what was overridden is
/// secret too. Positions in arrays do not count, so that an element is as secret as the others.
struct SecretPlaces: Sendable {
    private var patterns: Set<[String]> = []

    init(in loaded: LoadedDocument, catalogue: SettingCatalogue?) {
        for setting in catalogue?.settings ?? [] where setting.isSecret {
            patterns.insert(setting.path)
        }
        guard let catalogue, let program = try? catalogue.schema.program() else { return }
        for document in [loaded.document] + loaded.files {
            for pointer in program.secretPlaces(in: document) { add(pointer, in: document.root) }
        }
        // What a placeholder copies from a secret is one.
        for copy in loaded.copies where contains(copy.from) {
            patterns.insert(copy.to)
        }
    }

    /// Those of a document that was kept without its layers.
    init(in document: Document, _ hints: SecretHints, catalogue: SettingCatalogue?) {
        self.init(
            in: LoadedDocument(document: document, copies: hints.copies),
            catalogue: catalogue
        )
        patterns.formUnion(hints.origins)
    }

    init(paths: [[String]]) { patterns = Set(paths) }

    mutating func formUnion(_ other: SecretPlaces) { patterns.formUnion(other.patterns) }

    private mutating func add(_ pointer: JSONPointer, in root: Cursor) {
        var cursor: Cursor? = root
        patterns.insert(
            pointer.tokens.map { token in
                let isPosition = cursor?.isArray == true
                cursor = cursor.flatMap { JSONPointer([token]).value(in: $0) }
                return isPosition ? "*" : token
            }
        )
    }

    /// Whether the value at a path is a secret, or part of one.
    func contains(_ path: [String]) -> Bool {
        patterns.contains { pattern in
            pattern.count <= path.count
                && zip(pattern, path).allSatisfy { $0 == $1 || ($0 == "*" && Int($1) != nil) }
        }
    }

    /// The value as it may be shown: with `<secret>` in place of secrets inside it, and nil where it
    /// is one itself.
    func shown(_ value: ConfigValue, at path: [String], from origin: ConfigOrigin? = nil)
        -> ConfigValue?
    {
        if contains(path) || origin?.isSecret == true { return Optional.none }
        return .some(redacted(value, at: path))
    }

    private func redacted(_ value: ConfigValue, at path: [String]) -> ConfigValue {
        if contains(path) { return .string(Self.mark) }
        switch value {
        case .array(let elements):
            return .array(elements.enumerated().map { redacted($1, at: path + ["\($0)"]) })
        case .object(let object):
            var result = ConfigObject()
            for (key, member) in object.members { result[key] = redacted(member, at: path + [key]) }
            return .object(result)
        default: return value
        }
    }

    /// The value with its secrets marked, so that descriptions, dumps and encoders do not show them.
    ///
    /// A mark is one of a member. Limitation: a document that is nothing but a list of secrets has
    /// none that could be marked.
    func marking(_ value: ConfigValue) -> ConfigValue {
        patterns.isEmpty ? value : marking(value, at: []).value
    }

    /// - Returns: also, whether the value is a secret or a list with one.
    private func marking(
        _ value: ConfigValue,
        at path: [String]
    ) -> (value: ConfigValue, isSecret: Bool) {
        if contains(path) { return (value, true) }
        switch value {
        case .array(let elements):
            let marked = elements.enumerated().map { marking($1, at: path + ["\($0)"]) }
            return (.array(marked.map(\.value)), marked.contains(where: \.isSecret))
        case .object(var object):
            for (key, member) in object.members {
                let (marked, isSecret) = marking(member, at: path + [key])
                object[key] = marked
                if isSecret { object.hide(key) }
            }
            return (.object(object), false)
        default: return (value, false)
        }
    }

    /// What stands in place of a secret.
    static let mark = ConfigValue.secretMark
}

/// What is known of secrets only as long as a configuration has its layers.
struct SecretHints: Sendable {
    /// Where values lie that come from places of secrets.
    var origins: [[String]] = []
    var copies: [LoadedDocument.Copy] = []
}

extension LoadedDocument {
    var secretHints: SecretHints {
        SecretHints(origins: layered?.secretPaths ?? [], copies: copies)
    }
}
