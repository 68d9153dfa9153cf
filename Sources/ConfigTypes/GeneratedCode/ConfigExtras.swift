public import ConfigDocument

/// What a document holds besides the settings of its type, kept so that writing the value back
/// loses nothing: settings that the schema does not name, which settings were left to their
/// default, and which were given as `null`.
public struct ConfigExtras: Sendable {
    /// Nil where there is nothing to keep, so that most values pay one word for it.
    private var content: Content?

    public init() {}

    /// Whether the document had no setting that the schema does not name.
    public var isEmpty: Bool { content?.unknown.isEmpty ?? true }

    /// The names of those settings in document order.
    public var keys: [String] { content?.unknown.keys ?? [] }

    /// What stands in the document where the schema allows other values than objects, and one is
    /// given. It is what will be written, whatever the properties are.
    public var value: DocumentValue? { content?.value }

    /// A setting that the schema does not name; nil removes it.
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

    /// The elements of a set in the order of the document.
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

    /// Completes the members of the value that these extras belong to.
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

/// Two extras are equal when they hold the same settings; how a default came about does not count.
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
