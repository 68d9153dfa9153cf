/// Places of a configuration, as keys one inside the other; `*` stands for every position in an array.
struct PlaceTree: Sendable {
    var isSecret = false
    /// What is written where the value stands for a variable.
    var placeholder: String?
    private(set) var members: [String: PlaceTree] = [:]

    static let anyPosition = "*"

    var isEmpty: Bool { !isSecret && placeholder == nil && members.isEmpty }

    /// Changes the part at a path, which is made where it is not there.
    mutating func change(_ path: some Collection<String>, _ body: (inout PlaceTree) -> Void) {
        guard let key = path.first else { return body(&self) }
        members[key, default: PlaceTree()].change(path.dropFirst(), body)
    }

    /// The parts that a key leads to.
    subscript(key: String) -> [PlaceTree] {
        let isPosition = key != Self.anyPosition && Int(key) != nil
        return [members[key], isPosition ? members[Self.anyPosition] : nil].compactMap { $0 }
    }

    /// The parts that a path leads to; a secret on the way is what everything inside it is.
    func parts(at path: some Collection<String>) -> [PlaceTree] {
        guard !isSecret, let key = path.first else { return [self] }
        return self[key].flatMap { $0.parts(at: path.dropFirst()) }
    }

    /// Takes over the secrets of another tree, and its placeholders where they are asked for.
    mutating func formUnion(_ other: PlaceTree, withPlaceholders: Bool) {
        if other.isSecret { isSecret = true }
        if withPlaceholders, placeholder == nil { placeholder = other.placeholder }
        for (key, member) in other.members {
            members[key, default: PlaceTree()]
                .formUnion(member, withPlaceholders: withPlaceholders)
        }
    }
}
