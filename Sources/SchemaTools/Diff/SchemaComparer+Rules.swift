import ConfigDocument
import MigrationSteps
import SchemaCompiler

extension SchemaComparer {
    /// Compares rules across settings. A changed rule is a removed and an added rule; a changed reason
    /// does not affect documents.
    func compareRules(_ old: SchemaFacet, _ new: SchemaFacet, at path: MigrationPath) {
        var gone = old.rules
        for rule in new.rules {
            if let index = gone.firstIndex(where: { $0.value == rule.value }) {
                gone.remove(at: index)
                continue
            }
            note(
                .ruleAdded,
                .breaking,
                path,
                "new rule: \(Self.words(for: rule.cursor, of: new))",
                "decide what becomes of documents that break it",
                old.cursor,
                rule.cursor
            )
        }
        for rule in gone {
            note(
                .ruleRemoved,
                .safe,
                path,
                "removed rule: \(Self.words(for: rule.cursor, of: old))",
                "nothing",
                rule.cursor,
                new.cursor
            )
        }
    }

    private static func words(for rule: Cursor, of facet: SchemaFacet) -> String {
        RuleInWords(rule, hidesConstant: facet.hidesValues)?.text ?? "settingRules"
    }
}
