extension Keyword {
    /// The role of a keyword.
    package struct Row: Sendable {
        package let role: Role
        /// The drafts whose specification has it.
        package let drafts: ClosedRange<Draft>
        /// The drafts in which it does its work: others too where that helps older schemas.
        package let effectiveDrafts: ClosedRange<Draft>
        /// The vocabularies of 2019-09 and later that hold it; empty for keywords that always count.
        package let vocabulary: Vocabularies
        /// The kinds of values that it speaks about.
        package let kinds: KindSet
        /// The places of schemas in its value; nil if it holds none.
        package let schemas: SchemaShape?
        /// The keyword that reads this one, which alone does nothing.
        package let reader: Keyword?
        package let elsewhere: Elsewhere
        package let difference: Difference

        /// Whether a finding may say that the keyword refused a value. Draft-07 checks content.
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
        /// Names a schema or its dialect.
        case identifier
        /// Holds schemas for references to lead to.
        case definitions
        case reference
        case applicator
        case assertion
        case annotation

        /// Whether it has a part in deciding which values are valid.
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
        /// `items`: a schema, and up to 2019-09 also a list of them.
        case schemaOrList
        /// `dependencies`: a map to schemas or lists of names.
        case mapOfSchemasOrNames
    }

    /// The meaning of a keyword in drafts that do not define it.
    package enum Elsewhere: Sendable, Equatable {
        /// Nothing, though its author counts on it; with advice on what to write instead.
        case idle(instead: String?)
        /// Nothing, and no check hangs on it.
        case harmless
    }

    /// How two versions of a schema are compared in a keyword.
    package enum Difference: Sendable {
        /// By which values it refuses.
        case meaning
        /// As a whole: whether another value of it refuses more is not decided.
        case whole
        /// Documents stay valid; what it says may be compared besides.
        case annotation
    }
}
