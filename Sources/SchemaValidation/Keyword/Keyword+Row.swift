extension Keyword {
    /// The role of a keyword.
    package struct Row: Sendable {
        package let role: Role
        /// The drafts whose specifications define it.
        package let drafts: ClosedRange<Draft>
        /// The drafts in which it has an effect: more than those that define it, if that helps
        /// older schemas.
        package let effectiveDrafts: ClosedRange<Draft>
        /// The vocabularies of 2019-09 and later that contain it; empty for keywords that always
        /// have an effect.
        package let vocabulary: Vocabularies
        /// The kinds of values that it applies to.
        package let kinds: KindSet
        /// The places of schemas in its value; nil if it contains none.
        package let schemas: SchemaShape?
        /// The keyword that reads this one, which has no effect on its own.
        package let reader: Keyword?
        package let elsewhere: Elsewhere
        package let difference: Difference

        /// True if a finding may name the keyword as the reason for a refusal. In draft-07, content
        /// is checked.
        package var mayRefuse: Bool {
            role.isChecked || vocabulary == .content && schemas == nil
        }

        init(
            _ role: Role,
            _ vocabulary: Vocabularies = [],
            _ drafts: ClosedRange<Draft> = .draft4 ... .draft2020,
            isTakenEverywhere: Bool = false,
            about kinds: KindSet = .all,
            holding schemas: SchemaShape? = nil,
            readBy reader: Keyword? = nil,
            elsewhere: Elsewhere? = nil,
            difference: Difference? = nil
        ) {
            self.role = role
            self.vocabulary = vocabulary
            self.drafts = drafts
            effectiveDrafts = isTakenEverywhere ? .draft4 ... .draft2020 : drafts
            self.kinds = kinds
            self.schemas = schemas
            self.reader = reader
            self.elsewhere = elsewhere ?? (role == .annotation ? .harmless : .idle(instead: nil))
            self.difference = difference ?? (role.isChecked ? .meaning : .annotation)
        }
    }

    package enum Role: Sendable {
        /// Identifies a schema or its dialect.
        case identifier
        /// Contains schemas as targets of references.
        case definitions
        case reference
        case applicator
        case assertion
        case annotation

        /// True if it contributes to the decision which values are valid.
        package var isChecked: Bool {
            switch self {
            case .reference, .applicator, .assertion: true
            case .identifier, .definitions, .annotation: false
            }
        }
    }

    /// The places of schemas in a keyword's value.
    package enum SchemaShape: Sendable {
        case schema, list, map
        /// `items`: a schema, and up to 2019-09 also an array of them.
        case schemaOrList
        /// `dependencies`: a map to schemas or arrays of names.
        case mapOfSchemasOrNames
    }

    /// The meaning of a keyword in drafts that do not define it.
    package enum Elsewhere: Sendable, Equatable {
        /// No effect, although its author expects one; with advice on the replacement.
        case idle(instead: String?)
        /// No effect, and none is expected.
        case harmless
    }

    /// How the values of a keyword in two versions of a schema are compared.
    package enum Difference: Sendable {
        /// By the values that it refuses.
        case meaning
        /// As a whole: it is not determined which of two values refuses more.
        case whole
        /// Documents stay valid; its content may be compared in addition.
        case annotation
    }
}
