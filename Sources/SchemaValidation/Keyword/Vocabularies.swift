/// The vocabularies of 2019-09 and 2020-12 (Core, section 8.1.2). Older drafts have all of them.
public struct Vocabularies: OptionSet, Sendable, Hashable {
    public let rawValue: UInt8

    public init(rawValue: UInt8) { self.rawValue = rawValue }

    public static let core = Vocabularies(rawValue: 1 << 0)
    public static let applicator = Vocabularies(rawValue: 1 << 1)
    public static let unevaluated = Vocabularies(rawValue: 1 << 2)
    public static let validation = Vocabularies(rawValue: 1 << 3)
    public static let metaData = Vocabularies(rawValue: 1 << 4)
    public static let formatAnnotation = Vocabularies(rawValue: 1 << 5)
    public static let formatAssertion = Vocabularies(rawValue: 1 << 6)
    public static let content = Vocabularies(rawValue: 1 << 7)
    public static let all = Vocabularies(rawValue: 0xFF)
}
