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

    /// The draft of a `$schema`; `https` is accepted for drafts that were published with `http`.
    package init?(metaSchema: String) {
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

    /// True if a `$ref` hides the keywords beside it, as it does up to draft-07.
    package var referenceHidesSiblings: Bool { self <= .draft7 }
}
