import ConfigDocument
import SchemaValidation

/// The kinds of keywords in a schema that name it or refer to others. Most schemas have none, and
/// cost the resolver one pass over their keys.
struct IdentifyingKeywords: OptionSet {
    let rawValue: UInt8

    /// `$id` or an anchor, under the names of any draft.
    static let name = IdentifyingKeywords(rawValue: 1)
    /// `$schema`, which is read at the root of a document first.
    static let dialect = IdentifyingKeywords(rawValue: 8)
    /// A reference of any kind.
    static let reference = IdentifyingKeywords(rawValue: 2)
    /// `$ref` with a string, which hides its siblings up to draft-07.
    static let plainReference = IdentifyingKeywords(rawValue: 4)

    init(rawValue: UInt8) { self.rawValue = rawValue }

    init(of schema: Int, in view: TapeView) {
        self.init()
        let end = view[schema].endIndex
        var index = schema + 1
        while index < end {
            if let keyword = Self.all.value(of: view[index], in: view) {
                let isText = view[index + 1].kind == .string
                formUnion(isText ? keyword : keyword.subtracting(.plainReference))
            }
            index = view.next(after: index + 1)
        }
    }

    private static let all = KeyTable<IdentifyingKeywords>([
        ("$id", .name), ("id", .name), ("$schema", .dialect), ("$anchor", .name),
        ("$dynamicAnchor", .name), ("$recursiveAnchor", .name),
        ("$ref", [.reference, .plainReference]),
        ("$dynamicRef", .reference), ("$recursiveRef", .reference),
    ])
}
