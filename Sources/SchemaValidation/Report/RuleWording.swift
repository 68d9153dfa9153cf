import ConfigDocument

/// The messages of rules across settings: both settings, both values unless secret, the rule and
/// the repair.
struct RuleWording {
    /// A setting as messages show it.
    struct Subject {
        var name: String
        /// Nil if it must not be shown, or if it is an object or array.
        var value: String?
        var isSecret = false
        var isDefault = false
        var length: Int?
        /// True if it is missing from the document, so that its container is named.
        var container: String?
        /// The last key of its name.
        var key = ""

        /// `pool.min`, or `the length of pool.hosts`.
        var phrase: String { length == nil ? name : "the length of \(name)" }

        /// ` is 10`, for the subject of a sentence.
        var statement: String {
            let byDefault = isDefault ? " by default" : ""
            if isSecret {
                let noun = length == nil ? "a value" : "one"
                return "\(phrase) has \(noun) that is not shown\(byDefault)"
            }
            guard let shown = length.map({ "\($0)" }) ?? value else { return phrase }
            return "\(phrase) is \(shown)\(byDefault)"
        }

        /// `, which is 5`, for the other side.
        var aside: String {
            let byDefault = isDefault ? " by default" : ""
            if isSecret { return ", which is not shown" }
            guard let shown = length.map({ "\($0)" }) ?? value else { return "" }
            return ", which is \(shown)\(byDefault)"
        }
    }

    let rule: BrokenRule
    let setting: Subject
    let other: Subject
    /// The container of elements that must differ.
    var container = ""
    /// The closest of the names that there are.
    var closest: String?

    var message: (message: String, suggestion: String?) {
        let (message, suggestion) = words
        return (message + (rule.reason.map { ": \(singleLine($0))" } ?? ""), suggestion)
    }

    private var words: (message: String, suggestion: String?) {
        let change = "change one of the two"
        switch rule.relation {
        case .lessThan: return (compared("less than"), "lower it, or raise \(other.name)")
        case .atMost: return (compared("at most"), "lower it, or raise \(other.name)")
        case .moreThan: return (compared("more than"), "raise it, or lower \(other.name)")
        case .atLeast: return (compared("at least"), "raise it, or lower \(other.name)")
        // The other value is what the secret should be.
        case .sameAs where setting.isSecret || other.isSecret:
            return (
                "\(setting.phrase) has a value that is not shown; it must be the same as \(other.phrase)",
                change
            )
        case .sameAs: return (compared("the same as"), change)
        case .differsFrom:
            let both = setting.isSecret ? "has the value of" : "is the same as"
            return ("\(setting.phrase) \(both) \(other.phrase); they must differ", change)
        case .uniqueBy:
            let keys = rule.keys.map { quoted($0) }.joined(separator: " and ")
            let said =
                setting.isSecret
                ? "\(setting.name) has the same value as" : "\(setting.statement), as"
            let values = rule.keys.count == 1 ? "a unique" : "a unique combination of"
            return (
                "\(said) in \(other.name); each element of \(container) must have \(values) \(keys)",
                "change one of them"
            )
        case .namesEntryOf:
            let repair =
                setting.isSecret ? "add the entry" : closest.map { "did you mean \(quoted($0))?" }
            return (
                "\(setting.statement); it must be the name of an entry of \(other.name)",
                repair ?? "add the entry, or name an existing one"
            )
        case .requiredWhen:
            let place = setting.container.map { " in \($0)" } ?? ""
            return (
                "missing setting \(quoted(setting.key))\(place), which is required when \(condition)",
                "add it, or change \(other.name)"
            )
        }
    }

    private func compared(_ relation: String) -> String {
        "\(setting.statement); it must be \(relation) \(other.phrase)\(other.aside)"
    }

    private var condition: String {
        guard let value = rule.condition else { return "\(other.name) is set" }
        return other.isSecret
            ? "\(other.name) has a certain value"
            : "\(other.name) is \(singleLine(value, limit: 100))"
    }
}
