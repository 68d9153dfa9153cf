import JSONSchema
import SchemaCompiler

// Keywords that are not those of the draft: meant for another one, or misspelled.

extension Keyword {
    /// The keyword of a name, where a draft has it.
    init?(_ name: String, in draft: Draft) {
        guard let keyword = Keyword(rawValue: name), keyword.row.drafts.contains(draft) else {
            return nil
        }
        self = keyword
    }

    /// The advice about a keyword of another draft.
    static func advice(for name: String, in draft: Draft) -> String? {
        guard let row = Keyword(rawValue: name)?.row, case .idle(let instead) = row.elsewhere else {
            return nil
        }
        if let instead { return instead }
        let first = row.drafts.lowerBound
        return first > draft ? "it is known since \(first.rawValue)" : nil
    }

    /// A keyword of the draft that is a slip away.
    static func close(to name: String, in draft: Draft) -> String? {
        guard !ToolKeyword.isKnown(name), name.utf8.count > 3 else { return nil }
        if let meant = misnomers[name] { return meant }
        return Suggestion.closest(to: name, in: standardNames[draft] ?? [])
    }

    /// Of four letters and more, those of this package aside.
    private static let standardNames = Dictionary(
        uniqueKeysWithValues: Draft.allCases.map { draft in
            let keywords = allCases.filter { $0.row.drafts.contains(draft) }
            let names = keywords.map(\.rawValue)
            return (draft, names.filter { $0.utf8.count > 3 && !$0.hasPrefix("x-") }.sorted())
        }
    )

    private static let misnomers = [
        "optional": "required", "nullable": "type", "oneof": "oneOf", "anyof": "anyOf",
        "allof": "allOf", "regex": "pattern", "regexp": "pattern",
    ]
}
