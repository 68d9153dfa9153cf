/// The vocabularies of 2019-09 and 2020-12 (Core, section 8.1.2). Older drafts include all of them.
public struct Vocabularies: OptionSet, Sendable, Hashable {
    public let rawValue: UInt8

    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// `$id`, `$ref`, `$defs` and similar keywords.
    public static let core = Vocabularies(rawValue: 1 << 0)
    /// Keywords that apply subschemas.
    public static let applicator = Vocabularies(rawValue: 1 << 1)
    /// `unevaluatedProperties` and `unevaluatedItems`.
    public static let unevaluated = Vocabularies(rawValue: 1 << 2)
    /// Assertions about single values.
    public static let validation = Vocabularies(rawValue: 1 << 3)
    /// `title`, `default`, `deprecated` and similar keywords.
    public static let metaData = Vocabularies(rawValue: 1 << 4)
    /// `format` as an annotation.
    public static let formatAnnotation = Vocabularies(rawValue: 1 << 5)
    /// `format` as an assertion.
    public static let formatAssertion = Vocabularies(rawValue: 1 << 6)
    /// `contentEncoding`, `contentMediaType` and `contentSchema`.
    public static let content = Vocabularies(rawValue: 1 << 7)
    /// All vocabularies.
    public static let all = Vocabularies(rawValue: 0xFF)
}
