import SchemaValidation

/// The code of a union: what a reader looks at, and the order in which it tries the alternatives.
struct UnionCode {
    /// The value that a reader switches over.
    enum Subject {
        case kind
        /// The text of a member.
        case member(String)
    }

    /// When a reader takes an alternative.
    enum Condition {
        /// The member has one of these texts.
        case texts([String])
        /// The value is of one of these kinds, by the names that the runtime has for them.
        case kinds([String])
        /// The value is of a kind, and a member of it has one of these texts.
        case member(String, texts: [String], kind: String)
        /// The value is of a kind, and all entry points of one list take it.
        case matches([[Int]], kind: String)
    }

    struct Choice {
        let name: String
        let isTagAlone: Bool
        let condition: Condition
    }

    let alternatives: [Union.Alternative]
    /// The member that identifies alternatives.
    let discriminator: String?
    let subject: Subject
    let choices: [Choice]
    /// The alternative of a value that meets none of the conditions.
    let fallback: Union.Alternative

    init(_ union: Union) {
        alternatives = union.alternatives
        discriminator = union.discriminator
        let tag = union.isTagged ? union.discriminator : nil
        subject = tag.map(Subject.member) ?? .kind
        choices = union.tried.map { alternative in
            Choice(
                name: alternative.name,
                isTagAlone: alternative.isTagAlone,
                condition: tag == nil
                    ? Self.condition(for: alternative, union.discriminator)
                    : .texts(alternative.tags)
            )
        }
        fallback = union.alternatives[union.fallback]
    }

    private static func condition(
        for alternative: Union.Alternative,
        _ discriminator: String?
    ) -> Condition {
        let kinds = names(of: alternative.kinds)
        if let discriminator, !alternative.tags.isEmpty {
            return .member(discriminator, texts: alternative.tags, kind: kinds[0])
        }
        if alternative.entryPoints.isEmpty { return .kinds(kinds) }
        return .matches(alternative.entryPoints, kind: kinds[0])
    }

    /// One name at least.
    private static func names(of kinds: KindSet) -> [String] {
        var names: [String] = []
        if kinds.contains(.boolean) { names += ["true", "false"] }
        let hasNumbers = kinds.contains(.integer) || kinds.contains(.fraction)
        if hasNumbers { names.append("integer") }
        if kinds.contains(.fraction) { names.append("double") }
        if hasNumbers { names.append("decimal") }
        if kinds.contains(.string) { names.append("string") }
        if kinds.contains(.array) { names.append("array") }
        if kinds.contains(.object) { names.append("object") }
        return names.isEmpty ? ["null"] : names
    }
}
