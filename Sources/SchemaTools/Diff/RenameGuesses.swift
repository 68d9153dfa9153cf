import ConfigDocument
import JSONSchema
import MigrationSteps
import SchemaCompiler

/// Renames that no schema declares: a removed member of an object and a new one of the same type
/// with the same description, bounds or words in their names. Members that resemble several others
/// are left alone.
struct RenameGuesses {
    struct Guess {
        var name: String
        /// The marks that both have, for the author of the migration.
        var reason: String
    }

    /// The guesses by old names.
    private(set) var byName: [ExactText: Guess] = [:]

    /// - Parameter declared: the renames that the new schema declares.
    init(
        _ comparer: SchemaComparer,
        _ old: SchemaFacet,
        _ new: SchemaFacet,
        besides declared: [ExactText: String]
    ) {
        let taken = Set(declared.values.map(ExactText.init))
        let gone = old.members.filter {
            new.member($0.key) == nil && declared[ExactText($0.key)] == nil
        }
        let added = new.members.filter {
            old.member($0.key) == nil && !taken.contains(ExactText($0.key))
        }
        guard !gone.isEmpty, !added.isEmpty else { return }
        let before = gone.map { Marks($0, comparer.old) }
        let after = added.map { Marks($0, comparer.new) }
        for mark in [\Marks.description, \Marks.name, \Marks.bounds] {
            add(before, after, mark)
        }
    }

    /// Adds the pairs that share a mark with each other and with nothing else.
    private mutating func add(_ before: [Marks], _ after: [Marks], _ mark: KeyPath<Marks, Mark?>) {
        let taken = Set(byName.values.map { ExactText($0.name) })
        let old = Dictionary(grouping: before.filter { byName[ExactText($0.key)] == nil }) {
            $0[keyPath: mark]
        }
        let new = Dictionary(grouping: after.filter { !taken.contains(ExactText($0.key)) }) {
            $0[keyPath: mark]
        }
        for case (let value?, let old) in old where old.count == 1 {
            guard let new = new[value], new.count == 1 else { continue }
            byName[ExactText(old[0].key)] = Guess(
                name: new[0].key,
                reason: "recognised by the same type and \(value.noun); check it"
            )
        }
    }
}

private struct Mark: Hashable {
    var kinds: KindSet
    var text: ExactText
    var noun: String
}

/// The features besides its name that distinguish a member from others.
private struct Marks {
    let key: String
    private(set) var description: Mark?
    private(set) var name: Mark?
    private(set) var bounds: Mark?

    init(_ member: SchemaFacet.Member, _ reader: SchemaFacetReader) {
        key = member.key
        let facet = reader.facet(of: member.nodes)
        var kinds = facet.kinds.subtracting(.null)
        // A number with fractions often replaces a whole one where the unit changes.
        if !kinds.isDisjoint(with: .number) { kinds.formUnion(.number) }
        if let text = reader.text("description", of: member.nodes) {
            description = Mark(kinds: kinds, text: text, noun: "description")
        }
        let words = key.lowercased().filter { $0.isLetter || $0.isNumber }
        name = Mark(kinds: kinds, text: ExactText(words), noun: "words in the name")
        let limits = facet.limits
        if !limits.isEmpty {
            bounds = Mark(kinds: kinds, text: ExactText(limits), noun: "bounds")
        }
    }
}

extension SchemaFacet {
    /// The restrictions of the values, as text; empty without any.
    fileprivate var limits: String {
        var parts: [String] = []
        for quantity in Quantity.allCases {
            for (side, bound) in [("min", lower[quantity]), ("max", upper[quantity])] {
                guard let bound else { continue }
                parts.append("\(side) \(quantity.rawValue) \(bound.value) \(bound.isExclusive)")
            }
        }
        parts += multiples.map { "multiple \($0.value)" }
        parts += (patterns + formats).map { JSONEmitter.line(DocumentValue($0)) }
        parts += (constants ?? []).map { "value " + JSONEmitter.line(DocumentValue($0)) }.sorted()
        return parts.joined(separator: "\n")
    }
}
