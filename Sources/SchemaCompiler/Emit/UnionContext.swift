/// The context of the template for unions: the cases, and the order in which a reader tries them.
struct UnionContext {
    let spelling: TypeSpelling
    let id: TypeID
    let indent: Int

    func context(_ union: UnionCode) -> [String: Any] {
        let alternatives = union.alternatives.map { alternative -> [String: Any] in
            let name = SwiftText.identifier(alternative.name)
            let type = spelling.spell(alternative.type, in: id)
            return [
                "docs": CommentText.lines(alternative.documentation, indent: indent + 4),
                "name": name,
                "type": type,
                "declaration": alternative.isTagAlone ? name : "\(name)(\(type))",
                "writing": writing(alternative, union.discriminator),
            ]
        }
        let choices = union.choices.map { choice -> [String: Any] in
            let (pattern, name) = (pattern(choice.condition), SwiftText.member(choice.name))
            return [
                "pattern": pattern, "name": name,
                "reading": CallText.branch(
                    "case \(pattern):",
                    "self = .\(name)\(choice.isTagAlone ? "" : "(value.value())")",
                    indent: 8
                ),
            ]
        }
        return [
            "alternatives": alternatives,
            "subject": subject(union.subject),
            "choices": choices,
            "fallback": SwiftText.member(union.fallback.name)
                + (union.fallback.isTagAlone ? "" : "(value.value())"),
        ]
    }

    private func writing(_ alternative: Union.Alternative, _ tag: String?) -> String {
        let member = SwiftText.member(alternative.name)
        if alternative.isTagAlone, let tag, let text = alternative.tags.first {
            let (key, value) = (SwiftText.literal(tag), SwiftText.literal(text))
            return CallText.branch(
                "case .\(member):",
                "value.string(\(key), \(value))",
                indent: 8
            )
        }
        return CallText.branch(
            "case .\(member)(let content):",
            "value.value(content)",
            indent: 8
        )
    }

    private func subject(_ subject: UnionCode.Subject) -> String {
        switch subject {
        case .kind: "value.kind"
        case .member(let key): text(of: key)
        }
    }

    private func text(of key: String) -> String { "value.string(of: \(SwiftText.literal(key)))" }

    private func pattern(_ condition: UnionCode.Condition) -> String {
        switch condition {
        case .texts(let texts): texts.map(SwiftText.literal).joined(separator: ", ")
        case .kinds(let kinds): kinds.map { "." + $0 }.joined(separator: ", ")
        case .member(let key, let texts, let kind):
            lines(texts.map { ".\(kind) where \(text(of: key)) == \(SwiftText.literal($0))" })
        case .matches(let lists, let kind):
            lines(
                lists.map { list in
                    ".\(kind) where value.matches(\(list.map(String.init).joined(separator: ", ")))"
                }
            )
        }
    }

    private func lines(_ patterns: [String]) -> String {
        patterns.joined(separator: ",\n            ")
    }
}
