import SchemaValidation

/// The context of the template for unions: the cases, and the order in which a reader tries them.
struct UnionContext {
    let spelling: TypeSpelling
    let id: TypeID
    let indent: Int

    func context(_ union: Union) -> [String: Any] {
        let alternatives = union.alternatives.map { alternative -> [String: Any] in
            [
                "docs": CommentText.lines(alternative.documentation, indent: indent + 4),
                "name": SwiftText.identifier(alternative.name),
                "type": spelling.spell(alternative.type, in: id),
                "writing": CallText.branch(
                    "case .\(SwiftText.member(alternative.name))(let content):",
                    "value.value(content)",
                    indent: 8
                ),
            ]
        }
        let choices = union.tried.map { alternative -> [String: Any] in
            let pattern = union.isTold ? tagPattern(alternative) : pattern(alternative, union)
            let name = SwiftText.member(alternative.name)
            return [
                "pattern": pattern, "name": name,
                "reading": CallText.branch(
                    "case \(pattern):",
                    "self = .\(name)(value.value())",
                    indent: 8
                ),
            ]
        }
        return [
            "alternatives": alternatives,
            "subject": union.isTold ? tag(of: union) : "value.kind",
            "choices": choices,
            "fallback": SwiftText.member(union.alternatives[union.fallback].name),
        ]
    }

    private func tag(of union: Union) -> String {
        "value.string(of: \(SwiftText.literal(union.discriminator ?? "")))"
    }

    private func tagPattern(_ alternative: Union.Alternative) -> String {
        alternative.tags.map(SwiftText.literal).joined(separator: ", ")
    }

    private func pattern(_ alternative: Union.Alternative, _ union: Union) -> String {
        let kinds = kindPatterns(alternative.kinds)
        if union.discriminator != nil, !alternative.tags.isEmpty {
            return alternative.tags
                .map { "\(kinds[0]) where \(tag(of: union)) == \(SwiftText.literal($0))" }
                .joined(separator: ",\n            ")
        }
        if alternative.entryPoints.isEmpty { return kinds.joined(separator: ", ") }
        let conditions = alternative.entryPoints.map { list in
            "\(kinds[0]) where value.matches(\(list.map(String.init).joined(separator: ", ")))"
        }
        return conditions.joined(separator: ",\n            ")
    }

    private func kindPatterns(_ kinds: KindSet) -> [String] {
        var patterns: [String] = []
        if kinds.contains(.boolean) { patterns += [".true", ".false"] }
        if kinds.contains(.integer) || kinds.contains(.fraction) { patterns.append(".integer") }
        if kinds.contains(.fraction) { patterns.append(".double") }
        if kinds.contains(.integer) || kinds.contains(.fraction) { patterns.append(".decimal") }
        if kinds.contains(.string) { patterns.append(".string") }
        if kinds.contains(.array) { patterns.append(".array") }
        if kinds.contains(.object) { patterns.append(".object") }
        return patterns.isEmpty ? [".null"] : patterns
    }
}
