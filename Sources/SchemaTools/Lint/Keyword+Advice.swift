import JSONSchema
import SchemaCompiler

// Keywords that the draft does not define: intended for another draft, or misspelled.

extension Keyword {
    /// The keyword of a name, if a draft defines it.
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

    /// A keyword of the draft whose name is similar.
    static func close(to name: String, in draft: Draft) -> String? {
        guard !ToolKeyword.isKnown(name), name.utf8.count > 3 else { return nil }
        if let meant = misnomers[name] { return meant }
        return Suggestion.closest(to: name, in: standardNames[draft] ?? [])
    }

    /// Standard names of at least four letters; the keywords of this package are excluded.
    private static let standardNames = Dictionary(
        uniqueKeysWithValues: Draft.allCases.map { draft in
            let keywords = allCases.filter { $0.row.drafts.contains(draft) }
            let names = keywords.map(\.rawValue)
            return (draft, names.filter { $0.utf8.count > 3 && !$0.hasPrefix("x-") }.sorted())
        }
    )

    private static let misnomers = [
        "optional": "required", "oneof": "oneOf", "anyof": "anyOf",
        "allof": "allOf", "regex": "pattern", "regexp": "pattern",
    ]
}
