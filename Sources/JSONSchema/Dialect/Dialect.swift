package import SchemaValidation

/// The keywords available to a schema: those of a draft, without the vocabularies that its
/// meta-schema omits.
package struct Dialect: Sendable, Hashable {
    /// The draft that defines the keywords.
    package var draft: Draft
    /// The vocabularies of its schemas.
    package var vocabularies: Vocabularies

    /// Creates the full dialect of a draft; `format` is not asserted from 2019-09 on.
    package init(_ draft: Draft) {
        self.draft = draft
        // From 2019-09 on, `format` is an annotation unless the meta-schema requires more.
        vocabularies = .all.subtracting(.formatAssertion)
    }

    init(draft: Draft, vocabularies: Vocabularies) {
        self.draft = draft
        self.vocabularies = vocabularies
    }
}

extension Vocabularies {
    /// The vocabulary of a URI, in the draft that defines it; nil if it is unknown.
    init?(uri: String, draft: Draft) {
        let base = "https://json-schema.org/draft/\(draft.rawValue)/vocab/"
        guard uri.hasPrefix(base) else { return nil }
        switch uri.dropFirst(base.count) {
        case "core": self = .core
        case "applicator": self = draft == .draft2019 ? [.applicator, .unevaluated] : .applicator
        case "unevaluated" where draft == .draft2020: self = .unevaluated
        case "validation": self = .validation
        case "meta-data": self = .metaData
        case "format" where draft == .draft2019: self = .formatAnnotation
        case "format-annotation" where draft == .draft2020: self = .formatAnnotation
        case "format-assertion" where draft == .draft2020: self = .formatAssertion
        case "content": self = .content
        default: return nil
        }
    }
}
