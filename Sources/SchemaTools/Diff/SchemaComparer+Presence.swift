import ConfigDocument
import JSONSchema
import MigrationSteps
import SchemaCompiler

// Members that are required or have a default in only one version.

extension SchemaComparer {
    func comparePresence(
        _ oldKey: String,
        _ key: String,
        _ member: SchemaFacet.Member,
        _ old: SchemaFacet,
        _ new: SchemaFacet,
        at path: MigrationPath
    ) {
        let place = path.appending(.key(key))
        let facet = self.new.facet(of: member.nodes)
        let (was, isNow) = (old.isRequired(oldKey), new.isRequired(key))
        if !was, isNow {
            let requiring = new.required.first { ExactText($0.key) == ExactText(key) }?.cursor
            noteRequired(place, facet, old.member(oldKey)?.keyCursor, requiring)
        } else if was, !isNow {
            note(
                .becameOptional,
                .safe,
                place,
                "is now optional",
                "nothing",
                old.required.first { ExactText($0.key) == ExactText(oldKey) }?.cursor,
                member.keyCursor
            )
        }
        guard let oldNodes = old.member(oldKey)?.nodes else { return }
        let before = self.old.facet(of: oldNodes)
        if !was { compareDefaults(before, facet, isRequired: isNow, at: place) }
        compareVariables(before, facet, at: place)
    }

    /// The environment variable set by `x-env`.
    private func compareVariables(_ old: SchemaFacet, _ new: SchemaFacet, at path: MigrationPath) {
        let (wasNone, isNone) = (old.variable?.bool == false, new.variable?.bool == false)
        let (before, after) = (old.variable?.string, new.variable?.string)
        if wasNone, isNone { return }
        if !wasNone, !isNone, before.map(ExactText.init) == after.map(ExactText.init) { return }
        let words =
            switch (before, after) {
            case _ where isNone: "is no longer set by an environment variable"
            case _ where wasNone: "is now set by an environment variable"
            case (let before?, let after?):
                "is set by the environment variable \(quoted(after)) (was \(quoted(before)))"
            case (let before?, nil):
                "is set by the environment variable named after its path (was "
                    + "\(quoted(before)))"
            default:
                "is set by the environment variable \(quoted(after ?? "")) (was the one named "
                    + "after its path)"
            }
        note(
            .variableChanged,
            .behavioural,
            path,
            words,
            isNone ? "set it in another way" : "rename the variable where it is set",
            old.variable ?? old.cursor,
            new.variable ?? new.cursor
        )
    }

    private func noteRequired(
        _ place: MigrationPath,
        _ facet: SchemaFacet,
        _ old: Cursor?,
        _ new: Cursor?
    ) {
        if let value = facet.substitute, facet.hidesValues {
            note(
                .becameRequired,
                .breaking,
                place,
                "is required now",
                "decide what documents without it get; \(SchemaFacet.noStep)",
                old,
                new ?? value
            )
        } else if let value = facet.substitute {
            note(
                .becameRequired,
                .automatic,
                place,
                "is now required",
                "documents without it get \(facet.shown(value))",
                old,
                new,
                steps: [.setDefault(place, DocumentValue(value))]
            )
        } else {
            note(
                .becameRequired,
                .breaking,
                place,
                "is now required, without a default",
                "decide which value documents without it get",
                old,
                new
            )
        }
    }

    private func compareDefaults(
        _ old: SchemaFacet,
        _ new: SchemaFacet,
        isRequired: Bool,
        at path: MigrationPath
    ) {
        var before = old.defaultValue.map { DocumentValue($0) }
        // The old default converted to the new unit is not a different default.
        if let factor = old.factor(to: new) { before = before.map { factor.scaled($0) ?? $0 } }
        let after = new.defaultValue.map { DocumentValue($0) }
        if before == after || isRequired { return }
        let words =
            switch (before, after) {
            case (let before?, let after?):
                "the default is \(new.shown(after)) (was \(old.shown(before)))"
            case (let before?, nil): "has no default (was \(old.shown(before)))"
            default: "the default is \(new.shown(after ?? .null)) (was none)"
            }
        note(
            .defaultChanged,
            .behavioural,
            path,
            words,
            "documents without the setting change their meaning: decide whether they keep the old value",
            old.defaultValue ?? old.cursor,
            new.defaultValue ?? new.cursor
        )
    }
}

extension SchemaFacet {
    /// The reason for leaving a change to the author that would otherwise be a step.
    static let noStep = "a step would show the value of a secret"

    /// The value for documents that have none.
    var substitute: Cursor? { defaultValue ?? onlyConstant }

    /// A default or a listed value as messages show it.
    func shown(_ value: DocumentValue) -> String {
        hidesValues ? "a value that is not shown" : value.shortText
    }

    func shown(_ value: Cursor) -> String { shown(DocumentValue(value)) }
}
