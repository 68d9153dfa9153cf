import ConfigDocument

/// The keywords of an old schema that have no counterpart in the new one so far.
///
/// A schema may have thousands of conditions, so each is compared with few: those with the same
/// text, and the first ones.
struct UnmatchedKeywords {
    private let all: [SchemaFacet.Opaque]
    private var byKeyword: [String: [Int]]
    private var byValue: [DocumentValue: [Int]]

    private static let window = 16

    init(_ all: [SchemaFacet.Opaque]) {
        self.all = all
        byKeyword = Dictionary(grouping: all.indices, by: { all[$0].keyword })
        byValue = Dictionary(grouping: all.indices, by: { all[$0].value })
    }

    /// Those that are left, in their order.
    var items: [SchemaFacet.Opaque] { byKeyword.values.joined().sorted().map { all[$0] } }

    subscript(index: Int) -> SchemaFacet.Opaque { all[index] }

    /// The keywords of the same name, the likeliest counterparts first.
    func candidates(for item: SchemaFacet.Opaque) -> [Int] {
        let equal = (byValue[item.value] ?? []).prefix(Self.window)
            .filter { all[$0].keyword == item.keyword }
        let first = (byKeyword[item.keyword] ?? []).prefix(Self.window)
        return equal + first.filter { !equal.contains($0) }
    }

    mutating func take(_ index: Int) -> SchemaFacet.Opaque {
        byKeyword[all[index].keyword]?.removeAll { $0 == index }
        byValue[all[index].value]?.removeAll { $0 == index }
        return all[index]
    }
}
