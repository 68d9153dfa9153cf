package import SchemaValidation

/// The keywords that a schema may use: a draft, less the vocabularies that its meta-schema leaves out.
package struct Dialect: Sendable, Hashable {
    /// The draft whose keywords count.
    package var draft: Draft
    /// The vocabularies that its schemas use.
    package var vocabularies: Vocabularies

    /// All of a draft; `format` asserts nothing from 2019-09 on.
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
    /// The vocabulary of a URI, in the draft that it belongs to; nil where it is not known.
    init?(uri: String, draft: Draft) {
        if uri == Vocabularies.settingRulesURI {
            self = .settingRules
            return
        }
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
