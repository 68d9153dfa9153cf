import ConfigDocument
import JSONSchema
import MigrationSteps
import SchemaCompiler

/// Finds names that are probably variants of others: those with the same words in another spelling,
/// and those that contain another or are contained in it.
struct NearNames {
    private let names: [String]
    /// The index of the first name with each normalised spelling.
    private var first: [String: Int] = [:]
    /// The normalised names, sorted.
    private var sorted: [(plain: String, index: Int)] = []

    init(_ names: [String]) {
        self.names = names
        for (index, name) in names.enumerated() {
            let plain = Self.simplified(name)
            if first[plain] == nil { first[plain] = index }
            if plain.count > 3 { sorted.append((plain, index)) }
        }
        sorted.sort { ($0.plain, $0.index) < ($1.plain, $1.index) }
    }

    func nearest(to text: String) -> String? {
        let plain = Self.simplified(text)
        if let same = first[plain] { return names[same] }
        guard plain.count > 3 else { return nil }
        let shorter = plain.indices.dropFirst(4).compactMap { first[String(plain[..<$0])] }
        return (shorter + longer(than: plain)).min().map { names[$0] }
    }

    /// The names that begin with a string, which are adjacent when sorted.
    private func longer(than plain: String) -> [Int] {
        var (low, high) = (0, sorted.count)
        while low < high {
            let middle = (low + high) / 2
            if sorted[middle].plain < plain { low = middle + 1 } else { high = middle }
        }
        return sorted[low...].prefix { $0.plain.hasPrefix(plain) }.map(\.index)
    }

    private static func simplified(_ text: String) -> String {
        text.lowercased().filter { $0.isLetter || $0.isNumber }
    }
}

/// Guesses the new names of an object's removed members: created once for each pair of objects, and
/// only if members were removed.
final class RenameHints {
    private let old: SchemaFacet
    private let new: SchemaFacet
    private let comparer: SchemaComparer

    init(_ comparer: SchemaComparer, _ old: SchemaFacet, _ new: SchemaFacet) {
        (self.comparer, self.old, self.new) = (comparer, old, new)
    }

    private lazy var added = new.members.filter { old.member($0.key) == nil }
    private lazy var gone = old.members.filter { new.member($0.key) == nil }
    private lazy var near = NearNames(added.map(\.key))
    private lazy var addedByText = Dictionary(grouping: added) { text(of: $0, comparer.new) }
    private lazy var goneByText = Dictionary(grouping: gone) { text(of: $0, comparer.old) }
    /// The first new member that contains one with the given name.
    private lazy var holders: [ExactText: String] = {
        var holders: [ExactText: String] = [:]
        for other in added {
            for inner in comparer.new.facet(of: other.nodes).members
            where holders[ExactText(inner.key)] == nil {
                holders[ExactText(inner.key)] = other.key
            }
        }
        return holders
    }()

    /// The number of similar members beyond which none are compared.
    private static let alikeLimit = 32

    func hint(for member: SchemaFacet.Member) -> String? {
        if let close = near.nearest(to: member.key) ?? sameBesideName(member) {
            return "if \(quoted(close)) is its new name, declare it there with "
                + "\"x-renamed-from\": \(quoted(member.key))"
        }
        return holders[ExactText(member.key)].map {
            "it may have moved into \(quoted($0)): then move it there"
        }
    }

    /// The only new member that matches the removed one apart from its name, provided no other
    /// removed member does.
    private func sameBesideName(_ member: SchemaFacet.Member) -> String? {
        let text = text(of: member, comparer.old)
        let (before, after) = (goneByText[text] ?? [], addedByText[text] ?? [])
        guard max(before.count, after.count) <= Self.alikeLimit else { return nil }
        let same = after.filter { saySame(member, $0, text) }
        guard same.count == 1, let other = same.first else { return nil }
        return before.filter { saySame($0, other, text) }.count == 1 ? other.key : nil
    }

    /// The texts about a member that do not depend on its name.
    private struct Text: Hashable {
        var description: ExactText?
        var unit: ExactText?
    }

    private func text(of member: SchemaFacet.Member, _ reader: SchemaFacetReader) -> Text {
        Text(
            description: reader.text("description", of: member.nodes),
            unit: reader.text("x-unit", of: member.nodes)
        )
    }

    private func saySame(
        _ old: SchemaFacet.Member,
        _ new: SchemaFacet.Member,
        _ text: Text
    ) -> Bool {
        guard text.description != nil || comparer.old.facet(of: old.nodes).kinds != .all else {
            return false
        }
        return comparer.probe { $0.compare(old.nodes, new.nodes, at: MigrationPath()) }.isEmpty
    }
}
