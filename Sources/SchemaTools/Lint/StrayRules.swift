import ConfigDocument
import JSONSchema
import SchemaCompiler

/// Rules across settings that name places which the schema does not describe, so that they never
/// apply: mostly a slip, or a name of before.
extension LintedSchema {
    func readRules(_ run: inout LintRun) {
        for element in cursor["settingRules"]?.elements ?? [] {
            guard let rule = RuleDraft(element, { _, _ in }) else { continue }
            for place in rule.places where run.places.schemas(at: place.pointer, from: node).isEmpty
            {
                let names = run.places.names(beside: place.pointer, from: node)
                let last = place.pointer.way.last?.token ?? ""
                run.report(
                    .strayRule,
                    "the rule names \(quoted(place.cursor.text)), which no schema describes",
                    at: place.cursor,
                    suggestion: Suggestion.closest(to: last, in: names).map {
                        "did you mean \(quoted($0))?"
                    }
                )
            }
            if rule.relation == .uniqueBy { readKeys(of: rule, &run) }
        }
    }

    private func readKeys(of rule: RuleDraft, _ run: inout LintRun) {
        let arrays = run.places.schemas(at: rule.places[0].pointer, from: node)
        for key in rule.keys {
            var pointer = rule.places[0].pointer
            // The first element represents all of them.
            pointer.way += [.index(0), .key(key.text)]
            guard !arrays.isEmpty, run.places.schemas(at: pointer, from: node).isEmpty else {
                continue
            }
            let names = run.places.names(beside: pointer, from: node)
            run.report(
                .strayRule,
                "the rule names the key \(quoted(key.text)), which no element has",
                at: key,
                suggestion: Suggestion.closest(to: key.text, in: names).map {
                    "did you mean \(quoted($0))?"
                }
            )
        }
    }
}
