import ConfigDocument

/// The reason that a `then` or `else` applies, in the words of the document: `mode is "tcp"`.
struct ConditionWording {
    /// More settings would hide the message itself.
    private static let mostSettings = 3

    private let report: FindingReport
    private var homes: KeyHomes
    private var facts: [ExhaustiveEngine.Condition: [Fact]] = [:]

    private struct Fact {
        var text: String
        /// The place of the setting's value; nil if it is not set.
        var value: Int?
    }

    init(_ report: FindingReport) {
        self.report = report
        homes = KeyHomes(report.program)
    }

    /// The message with the reason, if the condition looks at few settings.
    mutating func message(_ message: String, of located: ExhaustiveEngine.Located) -> String {
        guard let condition = located.condition else { return message }
        let facts = facts(condition).filter { $0.value != located.index }.map(\.text)
        if facts.isEmpty { return message }
        let reason = Self.joined(facts)
        switch located.problem {
        case .missing: return "\(message), which is required because \(reason)"
        case .falseSchema where message.hasSuffix(" here"):
            return "\(message.dropLast(" here".count)) because \(reason)"
        default: return "\(message), because \(reason)"
        }
    }

    private mutating func facts(_ condition: ExhaustiveEngine.Condition) -> [Fact] {
        if let known = facts[condition] { return known }
        let found = find(condition)
        facts[condition] = found
        return found
    }

    private mutating func find(_ condition: ExhaustiveEngine.Condition) -> [Fact] {
        let object = condition.index
        guard report.view[object].kind == .object, !report.secrets.contains(object),
            report.enclosingSecret(of: object) == nil
        else { return [] }
        let keys = homes.tested(by: condition.block)
        if keys.count > Self.mostSettings { return [] }
        let members = report.members(of: object, named: keys)
        let present = members.map { Fact(text: text($0.key, $0.value), value: $0.value) }
        // An `else` without settings is the usual case, which needs no reason.
        guard condition.holds else { return present }
        return present
            + keys.filter { key in !members.contains { $0.key == key } }
            .map { Fact(text: "\(name($0)) is not set") }
    }

    private func text(_ key: String, _ value: Int) -> String {
        switch report.view[value].kind {
        case .object, .array, .end: return "\(name(key)) is set"
        default:
            return report.secrets.contains(value)
                ? "\(name(key)) is set" : "\(name(key)) is \(report.shown(report.view[value]))"
        }
    }

    private func name(_ key: String) -> String { DocumentPath(tokens: [key]).shown }

    private static func joined(_ facts: [String]) -> String {
        guard let last = facts.last, facts.count > 1 else { return facts.first ?? "" }
        return facts.dropLast().joined(separator: ", ") + " and " + last
    }
}
