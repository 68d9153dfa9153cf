import ConfigDocument
import JSONSchema
import SchemaCompiler

/// Alternatives of `oneOf` that both accept all values of a type, so that none of these is valid.
extension LintedSchema {
    func readAlternatives(_ run: inout LintRun) {
        guard let list = cursor["oneOf"], list.count < Self.conjunctLimit else { return }
        let accepted = list.elements.map(acceptedKinds)
        for (kind, words) in Self.kindWords {
            let fitting = accepted.indices.filter { accepted[$0].isSuperset(of: kind) }
            guard fitting.count > 1 else { continue }
            run.report(
                .overlappingAlternatives,
                "every \(words) fits alternatives \(fitting[0] + 1) and \(fitting[1] + 1) of oneOf, "
                    + "and is therefore never valid",
                at: list,
                suggestion: "write anyOf"
            )
        }
    }

    private static var kindWords: [(KindSet, String)] {
        [
            (.object, "object"), (.array, "array"), (.string, "string"),
            (.integer, "whole number"), (.boolean, "boolean"), (.null, "null"),
        ]
    }

    /// The kinds of which an alternative refuses no value; none if it does not name its types, because
    /// a schema around it often does.
    private func acceptedKinds(_ alternative: Cursor) -> KindSet {
        let parts = conjuncts(at: alternative, in: node)
        guard parts.count < Self.conjunctLimit,
            parts.contains(where: { $0.cursor["type"] != nil })
        else { return [] }
        var kinds = KindSet.all
        for part in parts {
            let draft = graph.dialect(of: part.node).draft
            for (key, value) in part.cursor.members {
                guard let keyword = Keyword(key.text, in: draft), keyword.row.role.isChecked,
                    ![.ref, .allOf].contains(keyword)
                else { continue }
                if keyword == .type {
                    kinds.formIntersection(KindSet(type: value))
                } else {
                    kinds.subtract(keyword == .format ? [.string, .number] : keyword.row.kinds)
                }
            }
            if part.cursor["allOf"]?.elements.contains(where: { $0.bool == false }) ?? false {
                return []
            }
        }
        return kinds
    }
}
