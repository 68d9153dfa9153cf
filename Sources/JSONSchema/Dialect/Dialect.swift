import SchemaValidation

/// A version of JSON Schema, in order of publication.
public enum Draft: String, Sendable, CaseIterable, Comparable {
    case draft4 = "draft-04"
    case draft6 = "draft-06"
    case draft7 = "draft-07"
    case draft2019 = "2019-09"
    case draft2020 = "2020-12"

    public static func < (left: Draft, right: Draft) -> Bool { left.order < right.order }

    private var order: Int {
        switch self {
        case .draft4: 4
        case .draft6: 6
        case .draft7: 7
        case .draft2019: 2019
        case .draft2020: 2020
        }
    }

    /// The URI of the meta-schema, without fragment.
    public var metaSchema: String {
        switch self {
        case .draft4, .draft6, .draft7: "http://json-schema.org/\(rawValue)/schema"
        case .draft2019, .draft2020: "https://json-schema.org/draft/\(rawValue)/schema"
        }
    }

    /// The draft that a `$schema` names, accepting `https` for drafts published with `http`.
    init?(metaSchema: String) {
        guard let draft = Self.byMetaSchema[metaSchema] else { return nil }
        self = draft
    }

    private static let byMetaSchema: [String: Draft] = {
        var drafts: [String: Draft] = [:]
        for draft in allCases {
            let uri = draft.metaSchema
            for uri in [uri, uri.hasPrefix("http:") ? "https:" + uri.dropFirst(5) : uri] {
                drafts[uri] = draft
                drafts[uri + "#"] = draft
            }
        }
        return drafts
    }()

    /// The keyword that identifies a schema resource.
    package var idKeyword: String { self == .draft4 ? "id" : "$id" }

    /// Up to draft-07, a `$ref` hides the keywords beside it.
    package var referenceHidesSiblings: Bool { self <= .draft7 }
}

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

/// The vocabularies of 2019-09 and 2020-12 (Core, section 8.1.2). Older drafts have all of them.
package struct Vocabularies: OptionSet, Sendable, Hashable {
    package let rawValue: UInt8

    package init(rawValue: UInt8) { self.rawValue = rawValue }

    /// `$id`, `$ref`, `$defs` and the like.
    package static let core = Vocabularies(rawValue: 1 << 0)
    /// Keywords that apply subschemas.
    package static let applicator = Vocabularies(rawValue: 1 << 1)
    /// `unevaluatedProperties` and `unevaluatedItems`.
    package static let unevaluated = Vocabularies(rawValue: 1 << 2)
    /// Assertions about single values.
    package static let validation = Vocabularies(rawValue: 1 << 3)
    /// `title`, `default`, `deprecated` and the like.
    package static let metaData = Vocabularies(rawValue: 1 << 4)
    /// `format` as an annotation.
    package static let formatAnnotation = Vocabularies(rawValue: 1 << 5)
    /// `format` as an assertion.
    package static let formatAssertion = Vocabularies(rawValue: 1 << 6)
    /// `contentEncoding`, `contentMediaType` and `contentSchema`.
    package static let content = Vocabularies(rawValue: 1 << 7)
    /// All of them.
    package static let all = Vocabularies(rawValue: 0xFF)

    /// The vocabulary with this URI in a draft; nil if it is unknown.
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
