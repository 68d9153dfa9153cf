import ConfigDocument

/// A tree of paths in a configuration, by key; `*` matches every position in an array.
struct PlaceTree: Sendable {
    var isSecret = false
    /// The placeholder to show instead of the value of a variable.
    var placeholder: String?
    private(set) var members: [String: PlaceTree] = [:]

    static let anyPosition = "*"

    var isEmpty: Bool { !isSecret && placeholder == nil && members.isEmpty }

    /// Changes the part at a path, which is created if missing.
    mutating func change(
        _ path: some Collection<DocumentPath.Step>,
        _ body: (inout PlaceTree) -> Void
    ) {
        guard let key = path.first?.token else { return body(&self) }
        members[key, default: PlaceTree()].change(path.dropFirst(), body)
    }

    /// The parts that match a key.
    subscript(key: String) -> [PlaceTree] {
        let isPosition = key != Self.anyPosition && Int(key) != nil
        return [members[key], isPosition ? members[Self.anyPosition] : nil].compactMap { $0 }
    }

    /// The parts that match a path; everything inside a secret is secret.
    func parts(at path: some Collection<DocumentPath.Step>) -> [PlaceTree] {
        guard !isSecret, let key = path.first?.token else { return [self] }
        return self[key].flatMap { $0.parts(at: path.dropFirst()) }
    }

    /// Adds the secrets of another tree, and optionally its placeholders.
    mutating func formUnion(_ other: PlaceTree, withPlaceholders: Bool) {
        if other.isSecret { isSecret = true }
        if withPlaceholders, placeholder == nil { placeholder = other.placeholder }
        for (key, member) in other.members {
            members[key, default: PlaceTree()]
                .formUnion(member, withPlaceholders: withPlaceholders)
        }
    }
}
