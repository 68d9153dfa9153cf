import ConfigDocument

/// The messages of problems. Every message names the subject, its value unless secret, and the
/// rule.
struct Wording {
    /// The path of the value, or the key itself.
    let subject: String
    let kind: Kind
    /// The value as messages show it; nil if it is secret.
    let value: String?
    /// The content of a string, for suggestions; nil if it is secret.
    let text: String?
    /// The slip that turned the value into a string or made a key unknown.
    var slip: TextSlip?
    /// The name of the object that contains a key; nil for the document.
    var owner: String?
    /// True if it is part of a secret, so that even its name is hidden.
    var isInsideSecret = false
    /// True if it is a member of an object, which can be removed.
    var isMember = false
    /// True if the schema marks a secret here, so that the allowed values are secret as well.
    var isMarked = false
    /// True if the schema has secrets, which allowed objects and arrays may contain.
    var schemaHasSecrets = false
    /// The repair of an unknown key.
    var hint: KeyRepairs.Repair?
    /// The spelling of an object or array in the file.
    var notation = ContainerNotation.other
    /// True to search for similar names.
    var suggests = true
    /// The settings of a broken rule.
    var rule: RuleWording?

    func message(_ problem: Problem) -> (message: String, suggestion: String?) {
        switch problem {
        case .wrongKind(let expected):
            (
                "\(wrongKind(expected)); \(Self.names(expected)) is expected",
                repair(for: expected)
            )
        case .falseSchema: ("\(subject) is not allowed here", nil)
        case .fraction: ("\(statement); a whole number is expected", nil)
        case .tooSmall(let bound, let isExclusive):
            (
                "\(statement); "
                    + (isExclusive
                        ? "it must be above \(singleLine(bound, limit: 40))"
                        : "the smallest allowed value is \(singleLine(bound, limit: 40))"),
                nil
            )
        case .tooLarge(let bound, let isExclusive):
            (
                "\(statement); "
                    + (isExclusive
                        ? "it must be below \(singleLine(bound, limit: 40))"
                        : "the largest allowed value is \(singleLine(bound, limit: 40))"),
                nil
            )
        case .notMultiple(let divisor):
            ("\(statement); it must be a multiple of \(singleLine(divisor, limit: 40))", nil)
        case .tooShort(let fewest, let length):
            (
                length == 0 && fewest == 1
                    ? "\(subject) is empty; at least 1 character is needed"
                    : tooFew(length, "character", "is too short", fewest),
                nil
            )
        case .tooLong(let most, let length):
            (tooMany(length, "character", "is too long", most), nil)
        case .pattern(let pattern):
            ("\(statement), which does not match the pattern \(singleLine(pattern))", nil)
        case .format(let format): ("\(statement); \(format.expectation) is expected", nil)
        case .content(let encoding, let mediaType):
            (
                "\(subject) is not \([mediaType, encoding].compactMap { $0.map { singleLine($0) } }.joined(separator: " in "))",
                nil
            )
        case .notListed(let values):
            (
                "\(statement); \(allowed(values) { quoted($0) })",
                text.flatMap { closestOfSeveral(to: $0, in: values) }.map {
                    "did you mean \(quoted($0))?"
                }
            )
        case .notEqual(let values):
            (
                "\(statement); \(allowed(values))",
                text.flatMap { text in
                    if kind == .string, maySay(values), values.contains(text) {
                        return "did you mean \(text) without quotes?"
                    }
                    return closestOfSeveral(to: text, in: values.compactMap(Self.unquoted)).map {
                        "did you mean \(quoted($0))?"
                    }
                }
            )
        case .tooFewMembers(let fewest, let count):
            (tooFew(count, "setting", "has too few settings", fewest), nil)
        case .tooManyMembers(let most, let count):
            (tooMany(count, "setting", "has too many settings", most), nil)
        case .missing(let key, let unknown):
            (
                "missing setting \(quoted(key))"
                    + place,
                isSecret
                    ? nil
                    : closest(to: key, in: unknown).map { "did you misspell it as \(quoted($0))?" }
            )
        case .missingTag(let key, let values):
            (
                "missing setting \(quoted(key))\(place); \(allowed(values))",
                nil
            )
        case .missingDependency(let key, let because):
            (
                "missing setting \(quoted(key))\(place), which \(quoted(because)) needs beside it",
                nil
            )
        case .unknownKey(let key), .unevaluatedMember(let key):
            unknown(rule: Self.nameRule(key.patterns, isAlone: key.known.isEmpty))
        case .notBeside(let key, _): (notBeside(key), hint?.text)
        case .badKey(let box): badKey(box.problem)
        case .tooFewElements(let fewest, let count):
            (
                count == 0 && fewest == 1
                    ? "\(subject) is empty; at least 1 element is needed"
                    : tooFew(count, "element", "has too few elements", fewest),
                nil
            )
        case .tooManyElements(let most, let count):
            (tooMany(count, "element", "has too many elements", most), nil)
        case .extraElement(let most):
            (
                "\(subject) is one too many; at most \(Self.count(most, "element")) \(most == 1 ? "is" : "are") allowed",
                nil
            )
        case .tooFewMatches(let fewest, _) where isSecret:
            (
                "\(subject) has too few elements that match \"contains\"; at least \(fewest) "
                    + (fewest == 1 ? "is needed" : "are needed"), nil
            )
        case .tooManyMatches(let most, _) where isSecret:
            (
                "\(subject) has too many elements that match \"contains\"; at most \(most) \(most == 1 ? "is" : "are") allowed",
                nil
            )
        case .tooFewMatches(let fewest, let count):
            (
                "\(subject) has \(count == 0 ? "no element" : Self.count(count, "element")) that match\(count < 2 ? "es" : "") \"contains\"; "
                    + "at least \(fewest) \(fewest == 1 ? "is" : "are") needed", nil
            )
        case .tooManyMatches(let most, let count):
            (
                "\(subject) has \(Self.count(count, "element")) that match\(count == 1 ? "es" : "") \"contains\"; at most \(most) \(most == 1 ? "is" : "are") allowed",
                nil
            )
        case .duplicateElements where isSecret:
            ("\(subject) has elements that are equal; each must be different", nil)
        case .duplicateElements(let first, let second):
            (
                "elements \(first + 1) and \(second + 1) of \(subject) are equal; each must be different",
                nil
            )
        case .noneMet(let expected): noneMet(expected)
        case .noAlternative(let count, let closest, let name):
            (
                "\(claim("fits none of the \(count) alternatives"))"
                    + (closest.map { "; \(alternative($0, name)) comes closest" } ?? ""), nil
            )
        case .severalAlternatives(let matches, let keys) where isSecret || keys.isEmpty:
            (
                "\(claim("fits alternatives")) \(Self.numbers(of: matches)); exactly one must fit",
                nil
            )
        case .severalAlternatives(_, let keys):
            ("\(subject) has \(Self.choice(keys, "and")); only one of them is allowed", nil)
        case .missingAlternative(let keys):
            ("missing setting\(place); \(Self.choice(keys, "or")) is needed", nil)
        case .forbidden(let forbidden): (self.forbidden(forbidden), nil)
        case .brokenRule: rule?.message ?? ("\(subject) breaks a rule", nil)
        case .unevaluatedElement: ("\(subject) is not allowed here", nil)
        case .patternTooHard(let pattern):
            (
                "\(subject) takes too many steps to match against the pattern \(singleLine(pattern)), so it is refused",
                "raise maxPatternSteps, or pass --max-pattern-steps"
            )
        case .tooManySteps:
            (
                "the document takes too many steps to check against its schema, so it is refused; they ran out at \(subject)",
                "raise maxSteps, or pass --max-steps"
            )
        case .tooDeep:
            (
                "\(subject) is nested in too many schemas to be checked, so the document is refused",
                "raise Budget.maxDepth, or pass --max-schema-depth"
            )
        case .endless:
            (
                "\(subject) cannot be checked: the reference leads back to itself and never reaches a value",
                nil
            )
        case .misfit(let expected): ("\(statement); \(expected) is expected", nil)
        case .deprecated(let reason):
            ("\(subject) is deprecated" + (reason.map { ": \(singleLine($0))" } ?? ""), nil)
        }
    }

    /// The size of a secret is hidden as well.
    private func tooFew(_ count: Int, _ noun: String, _ words: String, _ fewest: Int) -> String {
        let isOrAre = fewest == 1 ? "is" : "are"
        // A program holds no larger number than this, whatever the schema says.
        let bound = fewest < UInt32.max ? "at least \(fewest)" : "more than \(fewest - 1)"
        if isSecret {
            let noun = fewest == 1 ? noun : "\(noun)s"
            return "\(subject) \(words); \(bound) \(noun) \(isOrAre) needed"
        }
        return "\(subject) has \(Self.count(count, noun)); \(bound) \(isOrAre) needed"
    }

    private func tooMany(_ count: Int, _ noun: String, _ words: String, _ most: Int) -> String {
        let isOrAre = most == 1 ? "is" : "are"
        if isSecret {
            return "\(subject) \(words); at most \(Self.count(most, noun)) \(isOrAre) allowed"
        }
        return "\(subject) has \(Self.count(count, noun)); at most \(most) \(isOrAre) allowed"
    }

    /// The object that lacks something, as a phrase.
    var place: String { subject == Self.document ? "" : " in \(subject)" }

    /// The object that contains a key, as a phrase.
    private var ofOwner: String { owner.map { " in \($0)" } ?? "" }

    /// The name of a document's root.
    static let document = "the document"

    /// The subject with a rule; for objects and arrays, the value itself is omitted.
    private func claim(_ words: String) -> String {
        kind == .object || kind == .array ? "\(subject) \(words)" : "\(statement), which \(words)"
    }

    private func closest(to text: String, in candidates: [String]) -> String? {
        suggests ? Suggestion.closest(to: text, in: candidates) : nil
    }

    /// Nil for a single candidate, which the message has named as the expected value.
    private func closestOfSeveral(to text: String, in candidates: [String]) -> String? {
        candidates.count > 1 ? closest(to: text, in: candidates) : nil
    }

    var isSecret: Bool { value == nil }

    /// `port is 70000`, or `password has a value that is not shown` if it is secret.
    var statement: String {
        value.map { "\(subject) is \($0)" } ?? "\(subject) has a value that is not shown"
    }

    /// For a secret, only its kind is shown; a document that consists of one string is not quoted.
    private func wrongKind(_ expected: KindSet) -> String {
        if kind == .string, subject == Self.document,
            !expected.isDisjoint(with: [.object, .array]), !expected.contains(.string)
        {
            return "\(subject) is one string"
        }
        guard isSecret else { return statement }
        switch kind {
        case .null: return "\(subject) is empty (null)"
        case .true, .false: return "\(subject) is a boolean that is not shown"
        case .integer, .double, .decimal: return "\(subject) is a number that is not shown"
        case .object: return "\(subject) is an object that is not shown"
        case .array: return "\(subject) is an array that is not shown"
        default: return statement
        }
    }

    private func unknown(rule: String?) -> (message: String, suggestion: String?) {
        let suffix = rule.map { "; \($0)" } ?? ""
        if isInsideSecret {
            return ("\(subject) is unknown\(suffix); its name is not shown", slip?.repairOfKey)
        }
        let repair = slip?.repairOfKey ?? hint?.text
        let message = "unknown setting \(quoted(subject))\(ofOwner)"
        // A declared name that was meant matters more than the rule for other names.
        guard let repair, let rule else { return (message + suffix, repair) }
        return (message, hint?.isPlace == true ? repair : "\(repair) (\(rule))")
    }

    /// The rule for names that the schema does not list; nil without patterns.
    private static func nameRule(_ patterns: [String], isAlone: Bool) -> String? {
        guard !patterns.isEmpty else { return nil }
        var seen: Set<String> = []
        let texts = list(patterns.filter { seen.insert($0).inserted }.map { singleLine($0) }, "or")
        return (isAlone ? "names must match " : "other names must match ") + texts
    }

    private func notBeside(_ key: String) -> String {
        isInsideSecret
            ? "\(subject) is not allowed here; its name is not shown"
            : "setting \(quoted(subject)) is not allowed beside \(quoted(key))\(ofOwner)"
    }

    private func badKey(_ problem: Problem) -> (message: String, suggestion: String?) {
        if isInsideSecret {
            return ("\(subject) has a name that is not allowed, and not shown", nil)
        }
        let key = Wording(
            subject: "the name \(quoted(subject))\(ofOwner)",
            kind: .string,
            value: quoted(subject),
            text: subject
        )
        switch problem {
        case .pattern(let pattern):
            return ("\(key.subject) does not match the pattern \(singleLine(pattern))", nil)
        case .notListed(let values):
            let closest = closestOfSeveral(to: subject, in: values)
            return (
                "\(key.subject) is not allowed; \(Self.listed(values) { quoted($0) })",
                closest.map { "did you mean \(quoted($0))?" }
            )
        case .format(let format):
            return ("\(key.subject) is not \(format.expectation)", nil)
        case .tooShort, .tooLong: return key.message(problem)
        default: return ("\(key.subject) is not allowed", nil)
        }
    }

    /// A value of the wrong kind that reads as one of the right kind.
    private func repair(for expected: KindSet) -> String? {
        if let repair = slip?.repair(for: expected) { return repair }
        if kind == .null, isMember {
            let kind = expected.contains(.object) ? "{}" : expected.contains(.array) ? "[]" : nil
            return kind.map { "write \($0) for an empty one, or remove the key" }
        }
        if kind == .string, let text {
            if !expected.isDisjoint(with: .number), let repair = Self.numberRepair(text) {
                return repair
            }
            if !expected.isDisjoint(with: .boolean) {
                switch text.lowercased() {
                case "true", "yes", "on": return "did you mean true?"
                case "false", "no", "off": return "did you mean false?"
                default: return nil
                }
            }
        }
        if let repair = notation.repair(kind, for: expected) { return repair }
        let isScalar = kind != .object && kind != .array && kind != .null
        if isSecret, isScalar, kind != .string, !expected.isDisjoint(with: .string) {
            return "put it in quotes"
        }
        if kind != .string, isScalar, let value, expected.subtracting(.null) == .string {
            return "did you mean \"\(value)\"?"
        }
        if isScalar, expected.subtracting([.null, .object]) == .array, let value {
            return "did you mean [\(value)]?"
        }
        return nil
    }

    /// The repair for a string that is a number.
    private static func numberRepair(_ text: String) -> String? {
        // Formats read a sign before `0x` as text, so that there may be no quotes to remove.
        if let value = prefixedInteger(text) { return "did you mean \(value)?" }
        let isDecimal = text.utf8.allSatisfy {
            $0 < UInt8(ascii: "A") || $0 | 0x20 == UInt8(ascii: "e")
        }
        return isDecimal && Double(text) != nil ? "did you mean \(text) without quotes?" : nil
    }

    /// The value of hexadecimal or octal digits with their prefix, such as `-0x1F`.
    private static func prefixedInteger(_ text: String) -> Int? {
        let sign = text.prefix { $0 == "-" || $0 == "+" }
        let unsigned = text.dropFirst(sign.count)
        let digits = unsigned.dropFirst(2)
        guard sign.count <= 1, digits.first?.isHexDigit == true else { return nil }
        switch unsigned.prefix(2) {
        case "0x": return Int(sign + digits, radix: 16)
        case "0o": return Int(sign + digits, radix: 8)
        default: return nil
        }
    }

    static func names(_ kinds: KindSet) -> String {
        let names = nouns(kinds)
        guard let last = names.last else { return "nothing" }
        return names.count == 1
            ? last : "\(names.dropLast().joined(separator: ", ")) or \(last)"
    }

    /// The kinds of a set with their articles.
    static func nouns(_ kinds: KindSet) -> [String] {
        var names: [String] = []
        if kinds.contains(.string) { names.append("a string") }
        if kinds.contains(.number) {
            names.append("a number")
        } else if kinds.contains(.integer) {
            names.append("a whole number")
        }
        if kinds.rawValue & 1 << 2 != 0 { names.append("true") }
        if kinds.rawValue & 1 << 1 != 0 { names.append("false") }
        if kinds.contains(.array) { names.append("an array") }
        if kinds.contains(.object) { names.append("an object") }
        if kinds.contains(.null) { names.append("null") }
        return names
    }

    /// The text of a constant that is a string.
    private static func unquoted(_ constant: String) -> String? {
        constant.count > 1 && constant.hasPrefix("\"") && constant.hasSuffix("\"")
            ? String(constant.dropFirst().dropLast()) : nil
    }

    /// False if values of the schema may be secrets: here, or inside of objects and arrays.
    func maySay(_ values: [String]) -> Bool {
        let mayHoldSecrets = schemaHasSecrets && values.contains { ["{", "["].contains($0.first) }
        return !isMarked && !isInsideSecret && !mayHoldSecrets
    }

    private func allowed(
        _ values: [String],
        _ spelling: (String) -> String = { $0 }
    ) -> String {
        if maySay(values) { return Self.listed(values, spelling) }
        return values.count == 1
            ? "only one value is allowed, which is not shown"
            : "\(values.count) values are allowed, which are not shown"
    }

    private static func listed(_ values: [String], _ spelling: (String) -> String = { $0 })
        -> String
    {
        if values.count == 1 {
            return "expected \(singleLine(spelling(values[0]), limit: 100))"
        }
        let shown = values.prefix(12).map { singleLine(spelling($0), limit: 100) }
            .joined(separator: ", ")
        let rest = values.count > 12 ? " and \(values.count - 12) more" : ""
        return "expected one of \(shown)\(rest)"
    }

    /// Alternatives by their numbers from 1 on: the first dozen.
    private static func numbers(of alternatives: [Int]) -> String {
        let numbers = alternatives.prefix(12).map { "\($0 + 1)" }
        let rest = alternatives.count - numbers.count
        return (numbers + (rest > 0 ? ["\(rest) more"] : [])).joined(separator: " and ")
    }

    private static func count(_ count: Int, _ noun: String) -> String {
        count == 1 ? "1 \(noun)" : "\(count) \(noun)s"
    }
}
