public import ConfigDocument

/// The parts of a document that a type does not represent, kept so that writing the value loses
/// nothing: settings missing from the schema, which settings had their default, and which were
/// `null`.
public struct ConfigExtras: Sendable {
    /// Nil if there is nothing to keep, so that most values pay only one word.
    private var content: Content?

    /// Creates empty extras.
    public init() {}

    /// True if the document had no settings missing from the schema.
    public var isEmpty: Bool { content?.unknown.isEmpty ?? true }

    /// The keys of those settings in document order.
    public var keys: [String] { content?.unknown.keys ?? [] }

    /// The whole value, if the schema allows kinds other than objects and the document has one. It
    /// is written instead of the properties.
    public var value: DocumentValue? { content?.value }

    /// A setting missing from the schema; nil removes it.
    public subscript(key: String) -> DocumentValue? {
        get { content?.unknown[key] }
        set {
            let draft = Draft()
            if let content {
                (draft.unknown, draft.defaults, draft.nulls) =
                    (content.unknown, content.defaults, content.nulls)
                (draft.value, draft.orders) = (content.value, content.orders)
            }
            draft.unknown[key] = newValue
            self = ConfigExtras(draft)
        }
    }

    final class Draft {
        var unknown = DocumentObject()
        var defaults: [Default] = []
        var nulls: [StaticString] = []
        var value: DocumentValue?
        var orders: [Order] = []
    }

    typealias Default = (key: StaticString, value: any ConfigConvertible)

    /// The elements of a set in document order.
    typealias Order = (key: StaticString, elements: [DocumentValue])

    private final class Content: Sendable {
        let unknown: DocumentObject
        let defaults: [Default]
        let nulls: [StaticString]
        let value: DocumentValue?
        let orders: [Order]

        init(_ draft: Draft) {
            (value, orders) = (draft.value, draft.orders)
            unknown = draft.unknown
            defaults = draft.defaults
            nulls = draft.nulls
        }
    }

    init(_ draft: Draft) {
        let isEmpty =
            draft.unknown.isEmpty && draft.defaults.isEmpty && draft.nulls.isEmpty
            && draft.value == nil && draft.orders.isEmpty
        content = isEmpty ? nil : Content(draft)
    }

    /// Completes the members of the value that has these extras.
    func complete(_ object: inout DocumentObject) {
        guard let content else { return }
        for (key, value) in content.defaults {
            let key = "\(key)"
            if let written = object[key], written == ValueWriter.value(of: value) {
                object[key] = nil
            }
        }
        for (key, elements) in content.orders {
            guard let written = object["\(key)"]?.array, written.count == elements.count,
                Set(written) == Set(elements)
            else { continue }
            object["\(key)"] = .array(elements)
        }
        for key in content.nulls where object["\(key)"] == nil { object["\(key)"] = .null }
        for (key, value) in content.unknown.members where object[key] == nil {
            object[key] = value
        }
    }
}

extension ConfigExtras: ExpressibleByDictionaryLiteral {
    /// Creates extras with settings missing from the schema.
    public init(dictionaryLiteral members: (String, DocumentValue)...) {
        let draft = Draft()
        for (key, value) in members { draft.unknown[key] = value }
        self = ConfigExtras(draft)
    }
}

/// Extras are equal if they hold the same settings; how a default came about is ignored.
extension ConfigExtras: Hashable {
    public static func == (left: ConfigExtras, right: ConfigExtras) -> Bool {
        (left.content?.unknown ?? DocumentObject()) == (right.content?.unknown ?? DocumentObject())
            && left.value == right.value
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(content?.unknown ?? DocumentObject())
    }
}

extension ConfigExtras: CustomStringConvertible, CustomReflectable {
    public var description: String { "[\(keys.joined(separator: ", "))]" }

    public var customMirror: Mirror {
        Mirror(
            self,
            children: (content?.unknown.members ?? []).map { (label: $0.key, value: $0.value) }
        )
    }
}
