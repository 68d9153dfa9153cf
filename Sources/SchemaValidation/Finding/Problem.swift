/// An instruction's refusal of a value, with the data for its message. The wording is chosen when
/// the run has ended, because only then is it known which values are secret.
package enum Problem: Hashable {
    case wrongKind(expected: KindSet)
    case falseSchema
    case fraction
    case tooSmall(bound: String, isExclusive: Bool)
    case tooLarge(bound: String, isExclusive: Bool)
    case notMultiple(of: String)
    case tooShort(fewest: Int, length: Int)
    case tooLong(most: Int, length: Int)
    case pattern(String)
    case format(Format)
    case content(encoding: String?, mediaType: String?)
    case notListed([String])
    case notEqual([String])
    case tooFewMembers(fewest: Int, count: Int)
    case tooManyMembers(most: Int, count: Int)
    /// A missing key, with unknown ones that may be misspellings of it.
    case missing(key: String, unknown: [String])
    /// A missing key by whose value alternatives are told apart, with those values as JSON.
    case missingTag(key: String, values: [String])
    case missingDependency(key: String, because: String)
    case unknownKey(Unknown)
    case badKey(Box)
    case tooFewElements(fewest: Int, count: Int)
    case tooManyElements(most: Int, count: Int)
    case extraElement(most: Int)
    case tooFewMatches(fewest: Int, count: Int)
    case tooManyMatches(most: Int, count: Int)
    case duplicateElements(first: Int, second: Int)
    /// What each alternative expects of the value.
    case noneMet([Problem])
    /// A key of an alternative that cannot be intended, since another key identifies the intended
    /// one.
    case notBeside(String, Unknown)
    /// - Parameter name: a member that only the closest alternative declares.
    case noAlternative(count: Int, closest: Int?, name: String?)
    /// - Parameter keys: the members that each alternative requires, if it requires nothing else.
    case severalAlternatives([Int], keys: [[String]])
    /// Alternatives that each lack members, and differ in nothing else.
    case missingAlternative([[String]])
    case forbidden(Forbidden)
    case unevaluatedMember(Unknown)
    case unevaluatedElement
    case brokenRule(BrokenRule)
    /// A pattern whose match exceeded its budget.
    case patternTooHard(String)
    /// The limits of a run, and a circular reference that would exhaust any limit.
    case tooManySteps
    case tooDeep
    case endless
    case deprecated(String?)
    /// Valid, but beyond the range of the setting's Swift type.
    case misfit(expected: String)

    /// True if a limit ended the run, so that the document may be valid.
    var isLimit: Bool {
        switch self {
        case .patternTooHard, .tooManySteps, .tooDeep: true
        case .badKey(let box): box.problem.isLimit
        default: false
        }
    }

    /// The key that an object lacks.
    var missingKey: String? {
        if case .missing(let key, _) = self { key } else { nil }
    }

    /// True if it lists the allowed values.
    var isList: Bool {
        switch self {
        case .notListed, .notEqual: true
        default: false
        }
    }

    /// The number of values in a list of allowed ones; 0 for other problems.
    var listCount: Int {
        switch self {
        case .notListed(let values), .notEqual(let values): values.count
        default: 0
        }
    }

    /// A key that its object does not allow.
    package struct Unknown: Hashable {
        /// The declared names, and the patterns of others.
        package var known: [String]
        package var patterns: [String]
        /// The schema of the object, and that of the object around it.
        package var block: UInt32
        package var outerBlock: UInt32?
    }

    /// The data of an unknown key.
    var unknown: Unknown? {
        switch self {
        case .unknownKey(let unknown), .unevaluatedMember(let unknown),
            .notBeside(_, let unknown):
            unknown
        default: nil
        }
    }

    /// The values that a `not` refuses, where its schema is that simple.
    package enum Forbidden: Hashable, Sendable {
        case values([String])
        case kinds(KindSet)
        /// Members that must not all be present.
        case keys([String])
        case other
    }

    /// A reference to the problem of a key.
    package final class Box: Hashable, Sendable {
        package let problem: Problem
        package init(_ problem: Problem) { self.problem = problem }
        package static func == (left: Box, right: Box) -> Bool { left.problem == right.problem }
        package func hash(into hasher: inout Hasher) { hasher.combine(problem) }
    }
}
