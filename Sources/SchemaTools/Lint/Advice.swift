public import JSONSchema
import SchemaCompiler

/// A valid construct in a schema that is probably unintended.
public struct Advice: Sendable, CustomStringConvertible {
    /// The rule that it follows from.
    public var rule: LintRule
    /// A warning with the line in the schema, or an error if no value can be valid.
    public var finding: Finding

    /// The finding in the format of compilers, with the rule at the end.
    public var description: String { "\(finding.description) [\(rule.rawValue)]" }
}

/// The rules of the linter, with the names that disable them.
public enum LintRule: String, Sendable, CaseIterable {
    case unusedDefinition = "unused-definition"
    case danglingReference = "dangling-reference"
    case undeclaredRequired = "undeclared-required"
    case impossibleBounds = "impossible-bounds"
    case impossibleConstant = "impossible-constant"
    case enumOfOne = "enum-of-one"
    case repeatedValue = "repeated-value"
    case unanchoredPattern = "unanchored-pattern"
    case foreignPattern = "foreign-pattern"
    case unknownKeyword = "unknown-keyword"
    case otherDraft = "other-draft"
    case foreignKeyword = "foreign-keyword"
    case ignoredSibling = "ignored-sibling"
    case idleKeyword = "idle-keyword"
    case misplacedKeyword = "misplaced-keyword"
    case brokenDefault = "broken-default"
    case brokenExample = "broken-example"
    case closedBranch = "closed-branch"
    case refusedProperty = "refused-property"
    case overlappingAlternatives = "overlapping-alternatives"
    case unknownFormat = "unknown-format"
    case unmarkedSecret = "unmarked-secret"
    case missingDialect = "missing-dialect"
    case strayRule = "stray-rule"
    case invisibleCharacter = "invisible-character"

    /// A one-line summary of what the rule finds.
    public var summary: String {
        switch self {
        case .unusedDefinition: "a definition that nothing refers to"
        case .danglingReference:
            "a reference that leads nowhere, in a definition that nothing refers to"
        case .undeclaredRequired: "a required property that is not among the properties"
        case .impossibleBounds: "bounds that no value is within"
        case .impossibleConstant: "a constant that the schema's own type excludes"
        case .enumOfOne: "an enum with one value; const is clearer"
        case .repeatedValue: "a value that an enum lists twice"
        case .unanchoredPattern:
            "a pattern that matches anywhere in the string, or some of whose alternatives do"
        case .foreignPattern: "a construct of another regex dialect that ECMA-262 reads otherwise"
        case .unknownKeyword: "a keyword that nobody knows, close to one that is known"
        case .otherDraft: "a keyword without a meaning in the schema's draft"
        case .foreignKeyword: "a keyword of OpenAPI or Kubernetes that JSON Schema does not have"
        case .ignoredSibling: "keywords beside a $ref, which drafts up to 07 ignore"
        case .idleKeyword: "a keyword that does nothing without another one"
        case .misplacedKeyword: "a keyword for values of a kind that type excludes"
        case .brokenDefault: "a default that breaks its own schema"
        case .brokenExample: "an example that breaks its own schema"
        case .closedBranch: "a branch of allOf that refuses what its siblings declare"
        case .refusedProperty: "a property that is required or declared, and refused"
        case .overlappingAlternatives:
            "alternatives of oneOf that accept the same values, so that these are never valid"
        case .unknownFormat: "a format that is never checked"
        case .unmarkedSecret: "a setting that sounds secret, and is not marked so"
        case .missingDialect: "a schema without $schema"
        case .strayRule: "a rule about a setting that the schema does not have"
        case .invisibleCharacter: "a name with a character that is invisible or reorders text"
        }
    }
}
