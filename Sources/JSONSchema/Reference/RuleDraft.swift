package import ConfigDocument
package import SchemaValidation

/// A rule of `settingRules` as a schema states it.
package struct RuleDraft {
    package var relation: SettingRule.Relation
    /// The places that it compares: one for `uniqueBy`, otherwise two.
    package var places: [Place]
    /// `uniqueBy`: the keys whose values differ together.
    package var keys: [Cursor] = []
    /// `requiredWhen`: the value that makes the setting required; nil for any.
    package var condition: Cursor?
    package var reason: Cursor?
    /// The object that states the rule.
    package var cursor: Cursor

    /// A place that a rule names.
    package struct Place {
        package var pointer: RelativePointer
        package var isLength: Bool
        /// The text of the pointer in the schema.
        package var cursor: Cursor
    }

    /// Reads a rule, and reports everything about it that is malformed.
    package init?(_ cursor: Cursor, _ report: (String, Cursor) -> Void) {
        guard cursor.isObject else {
            report("a rule must be an object, not \(describe(cursor.kind))", cursor)
            return nil
        }
        let relations = cursor.members.compactMap { member in
            SettingRule.Relation(name: member.key.text).map { ($0, member.value) }
        }
        guard relations.count == 1, let (relation, value) = relations.first else {
            report(
                relations.isEmpty
                    ? "a rule must have one of \(Self.names)"
                    : "a rule must have one relation, not \(relations.count); write a rule for each",
                cursor
            )
            return nil
        }
        self.relation = relation
        self.cursor = cursor
        places = []
        guard readOperands(value, report), readRest(report) else { return nil }
    }

    private static let names = SettingRule.Relation.allCases.map(\.name).joined(separator: ", ")

    private mutating func readOperands(
        _ value: Cursor,
        _ report: (String, Cursor) -> Void
    ) -> Bool {
        let needed = relation == .uniqueBy ? "a place and keys" : "two places"
        let name = relation.name
        guard value.isArray, relation == .uniqueBy ? value.count >= 2 : value.count == 2 else {
            let found = value.isArray ? "an array of \(value.count)" : describe(value.kind)
            report("\(name) must be an array of \(needed), not \(found)", value)
            return false
        }
        var isSound = true
        for (position, element) in value.elements.enumerated() {
            if relation == .uniqueBy, position > 0 {
                if element.string != nil {
                    keys.append(element)
                } else {
                    report("a key must be a string, not \(describe(element.kind))", element)
                    isSound = false
                }
            } else if let place = place(element, report) {
                places.append(place)
            } else {
                isSound = false
            }
        }
        return isSound
    }

    private func place(_ value: Cursor, _ report: (String, Cursor) -> Void) -> Place? {
        let takesLength = relation.isOrder || relation == .sameAs || relation == .differsFrom
        var (cursor, isLength) = (value, false)
        if takesLength, value.isObject, value.count == 1, let inner = value["lengthOf"] {
            (cursor, isLength) = (inner, true)
        }
        guard let text = cursor.string else {
            let other = takesLength ? ", or an object with lengthOf" : ""
            report(
                "a place must be a relative JSON Pointer\(other), not \(describe(cursor.kind))",
                cursor
            )
            return nil
        }
        guard let pointer = RelativePointer(text: text) else {
            report(
                "\(quoted(text)) is not a relative JSON Pointer; write 0/name for a setting of this object, 1/name for one beside it",
                cursor
            )
            return nil
        }
        return Place(pointer: pointer, isLength: isLength, cursor: cursor)
    }

    private mutating func readRest(_ report: (String, Cursor) -> Void) -> Bool {
        var isSound = true
        for (key, value) in cursor.members where key.text != relation.name {
            switch key.text {
            case "reason":
                reason = value
                if value.string?.isEmpty ?? true {
                    report("reason must be a string, for messages", value)
                    isSound = false
                }
            case "is" where relation == .requiredWhen: condition = value
            default:
                let known = relation == .requiredWhen ? ["reason", "is"] : ["reason"]
                let close = Suggestion.closest(to: key.text, in: known)
                report(
                    "a \(relation.name) rule has no \(quoted(key.text))"
                        + (close.map { "; did you mean \(quoted($0))?" } ?? ""),
                    key.cursor
                )
                isSound = false
            }
        }
        if relation == .requiredWhen, reason == nil {
            report("requiredWhen must have a reason, which its message repeats", cursor)
            isSound = false
        }
        return isSound
    }
}
