package import ConfigDocument
import JSONSchema

/// A rule across settings in words, for pages and reports.
package struct RuleInWords {
    private let rule: RuleDraft
    /// True if the constant of a condition may be that of a secret.
    package var hidesConstant: Bool

    /// Nil for a value that is not a rule.
    package init?(_ cursor: Cursor, hidesConstant: Bool = false) {
        guard let rule = RuleDraft(cursor, { _, _ in }) else { return nil }
        self.rule = rule
        self.hidesConstant = hidesConstant
    }

    /// The places that it is about, the first of which has the phrase, and the other its mirror.
    package var pointers: [RelativePointer] { rule.places.map(\.pointer) }

    package var reason: String? { rule.reason?.string }

    /// The whole rule, with its places as in the schema: `0/min must be less than 0/max`.
    package var text: String {
        let names = rule.places.map { quoted($0.cursor.text) }
        let subject = (rule.places[0].isLength ? "the length of " : "") + names[0]
        let other = names.last ?? ""
        switch rule.relation {
        case .uniqueBy:
            // The array that states the rule itself.
            let array = rule.places[0].cursor.text == "0" ? "the array" : subject
            return "each element of \(array) has a unique \(keys)"
        case .namesEntryOf: return "\(subject) must be \(phrase(for: 0, beside: other) ?? "")"
        case .requiredWhen: return "\(subject) is \(phrase(for: 0, beside: other) ?? "")"
        default:
            return "\(subject) must be \(phrase(for: 0, beside: other, isLengthSaid: true) ?? "")"
        }
    }

    /// The rule in words for one of its places; nil if it does not concern that place.
    ///
    /// - Parameters:
    ///   - number: the place, 0 or 1.
    ///   - other: the name of the other place.
    package func phrase(
        for number: Int,
        beside other: String,
        isLengthSaid: Bool = false
    ) -> String? {
        let place = rule.places[number]
        let relation = number == 0 ? rule.relation : rule.relation.mirrored
        let end =
            rule.places.indices.contains(1 - number) && rule.places[1 - number].isLength
            ? "the length of \(other)" : other
        let start = place.isLength && !isLengthSaid ? "of a length " : ""
        switch relation {
        case .lessThan: return "\(start)less than \(end)"
        case .atMost: return "\(start)at most \(end)"
        case .moreThan: return "\(start)more than \(end)"
        case .atLeast: return "\(start)at least \(end)"
        case .sameAs: return "\(start)the same as \(end)"
        case .differsFrom: return "\(start)different from \(end)"
        case .uniqueBy: return number == 0 ? "each with a unique \(keys)" : nil
        case .namesEntryOf: return number == 0 ? "the name of an entry of \(end)" : nil
        case .requiredWhen:
            guard number == 0 else { return nil }
            guard let constant = rule.condition else { return "required when \(end) is set" }
            let value = hidesConstant ? "a value that is not shown" : Self.code(constant)
            return "required when \(end) is \(value)"
        }
    }

    private var keys: String { rule.keys.map { CodeSpan.of($0.text) }.joined(separator: " and ") }

    /// A value on one line, shortened.
    private static func code(_ value: Cursor) -> String {
        let text = JSONEmitter(indent: nil).emit(DocumentValue(value))
        return CodeSpan.of(singleLine(String(decoding: text, as: UTF8.self), limit: 60))
    }
}
