import ConfigDocument
import JSONSchema
import SchemaCompiler

/// A schema, with the rules for its keywords.
struct LintedSchema {
    let graph: SchemaGraph
    let reader: FactsReader
    let node: SchemaNode
    let cursor: Cursor

    var draft: Draft { graph.dialect(of: node).draft }
    var isHidden: Bool { draft.referenceHidesSiblings && cursor["$ref"]?.string != nil }

    private var holdsSecret: Bool { reader.holdsSecret(Shape(node)) }

    // MARK: Keywords

    func readKeywords(_ run: inout LintRun) {
        for (key, _) in cursor.members {
            let name = key.text
            if let keyword = Keyword(name, in: draft) {
                if isHidden, keyword != .ref, keyword.row.role.isChecked {
                    run.report(
                        .ignoredSibling,
                        "\(name) beside $ref has no effect in \(draft.rawValue)",
                        at: key.cursor,
                        suggestion: "put the $ref into allOf, or move to draft 2019-09 or later"
                    )
                } else {
                    readIdle(keyword, key.cursor, &run)
                }
                continue
            }
            if let foreign = ForeignKeyword(name, in: cursor) {
                let mistake = run.source.kindOfContainer.flatMap {
                    ForeignKeyword.mistake(in: name, of: cursor, $0)
                }
                run.report(
                    .foreignKeyword,
                    mistake.map { "\(name) has no effect; \($0) is expected" }
                        ?? "\(name) is a keyword of \(foreign.origin), and has no effect",
                    at: key.cursor,
                    suggestion: run.source.isPart ? nil : foreign.instead
                )
            } else if let advice = Keyword.advice(for: name, in: draft) {
                run.report(
                    .otherDraft,
                    "\(name) has no effect in \(draft.rawValue)",
                    at: key.cursor,
                    suggestion: advice
                )
            } else if let close = Keyword.close(to: name, in: draft) {
                run.report(
                    .unknownKeyword,
                    "there is no keyword \(quoted(name)), so it has no effect",
                    at: key.cursor,
                    suggestion: "did you mean \(quoted(close))?"
                )
            }
        }
    }

    /// Keywords that have no effect without another one, or apply to values of another type only.
    private func readIdle(_ keyword: Keyword, _ key: Cursor, _ run: inout LintRun) {
        if let needed = neededWords(keyword) {
            run.report(.idleKeyword, "\(keyword.rawValue) does nothing without \(needed)", at: key)
            return
        }
        guard let type = cursor["type"] else { return }
        if KindSet(type: type).isDisjoint(with: keyword.row.kinds) {
            let text = type.string ?? type.elements.compactMap(\.string).joined(separator: " or ")
            run.report(
                .misplacedKeyword,
                "\(keyword.rawValue) has no effect on a value of type \(text)",
                at: key
            )
        }
    }

    /// The keyword that this one needs to have an effect; nil if it has one.
    private func neededWords(_ keyword: Keyword) -> String? {
        switch keyword {
        case .condition: cursor["then"] == nil && cursor["else"] == nil ? "then or else" : nil
        case .additionalItems: cursor["items"]?.isArray == true ? nil : "an array of items"
        default:
            keyword.row.reader.flatMap { cursor[$0.rawValue] == nil ? $0.rawValue : nil }
        }
    }

    // MARK: Bounds

    func readBounds(_ run: inout LintRun) {
        let pairs = [
            ("minimum", "maximum"), ("minLength", "maxLength"), ("minItems", "maxItems"),
            ("minProperties", "maxProperties"), ("minContains", "maxContains"),
        ]
        for (low, high) in pairs {
            guard let least = cursor[low], let most = cursor[high], let a = least.double,
                let b = most.double, a > b
            else { continue }
            run.report(
                .impossibleBounds,
                "\(low) is \(least.lexeme ?? ""), and \(high) \(most.lexeme ?? ""): no value is within",
                at: least
            )
        }
        if draft >= .draft6 { readExclusiveBounds(&run) }
        if let most = cursor["maxProperties"], let limit = most.int,
            let required = cursor["required"], required.count > limit
        {
            run.report(
                .impossibleBounds,
                "\(required.count) properties are required, and maxProperties is \(limit)",
                at: most
            )
        }
    }

    private func readExclusiveBounds(_ run: inout LintRun) {
        let lows = ["minimum", "exclusiveMinimum"]
        let highs = ["maximum", "exclusiveMaximum"]
        for low in lows {
            for high in highs where (low, high) != ("minimum", "maximum") {
                guard let least = cursor[low], let most = cursor[high], let a = least.double,
                    let b = most.double, a >= b
                else { continue }
                run.report(
                    .impossibleBounds,
                    "\(low) is \(least.lexeme ?? ""), and \(high) \(most.lexeme ?? ""): "
                        + "no value is within",
                    at: least
                )
            }
        }
    }

    // MARK: Constants

    func readConstants(_ run: inout LintRun) {
        if let list = cursor["enum"] {
            // OpenAPI 3.0 and custom resources have no const.
            if list.count == 1, draft >= .draft6, !run.source.isPart,
                let only = list.elements.first
            {
                run.report(
                    .enumOfOne,
                    "the enum has one value",
                    at: list,
                    suggestion: only.isObject || only.isArray || holdsSecret
                        ? "write const" : "write \"const\": \(json(only))"
                )
            }
            readRepetitions(list, &run)
        }
        guard let type = cursor["type"] else { return }
        let allowed = KindSet(type: type)
        // In draft-04, 1.0 is not an integer.
        func kinds(_ value: Cursor) -> KindSet {
            draft >= .draft6 ? KindSet(constant: value) : KindSet(of: value)
        }
        for value in (cursor["enum"]?.elements ?? []) + [cursor["const"]].compactMap({ $0 })
        where allowed.isDisjoint(with: kinds(value)) {
            let text = type.string ?? type.elements.compactMap(\.string).joined(separator: " or ")
            run.report(
                .impossibleConstant,
                "the constant \(json(value)) is not of type \(text), so that it is never valid",
                at: value
            )
        }
    }

    private func readRepetitions(_ list: Cursor, _ run: inout LintRun) {
        var seen: Set<DocumentValue> = []
        for value in list.elements where !seen.insert(DocumentValue(value)).inserted {
            run.report(.repeatedValue, "the enum lists \(json(value)) twice", at: value)
        }
    }

    private func json(_ value: Cursor) -> String {
        if holdsSecret { return "<secret>" }
        return value.string.map { quoted($0) } ?? value.lexeme ?? value.bool.map { "\($0)" }
            ?? (value.isNull ? "null" : value.isArray ? "[…]" : "{…}")
    }

    // MARK: Objects

    func readObject(_ run: inout LintRun) {
        readRequired(&run)
        readClosedBranches(&run)
        readRefusedNames(&run)
        readNames(&run)
        for (key, value) in cursor["properties"]?.members ?? [] where SecretName.isSurely(key.text)
        {
            let facts = reader.facts(of: Shape(graph.node(at: value, in: node)))
            guard facts.kinds.contains(.string), facts.constants == nil, value.isObject else {
                continue
            }
            let isMarked = facts.nodes.contains { part in
                let schema = graph.cursor(of: part)
                return schema["x-secret"] != nil || schema["writeOnly"]?.bool == true
                    || schema["format"]?.string == "password"
            }
            if isMarked { continue }
            run.report(
                .unmarkedSecret,
                "\(quoted(key.text)) sounds secret, and messages may show its value",
                at: key.cursor,
                suggestion: "write \"x-secret\": true, or false if anyone may see it"
            )
        }
    }

    private func readRequired(_ run: inout LintRun) {
        guard let required = cursor["required"], required.isArray, cursor["properties"] != nil,
            cursor["patternProperties"] == nil
        else { return }
        let facts = reader.facts(of: Shape(node))
        var names = facts.members.map(\.key)
        for branch in facts.branches.flatMap(\.schemas) {
            names += reader.facts(of: Shape(branch)).members.map(\.key)
        }
        for keyword in ["if", "then", "else"] {
            names += cursor[keyword]?["properties"]?.members.map(\.key.text) ?? []
        }
        // Compares values, because names are compared by code points.
        let declared = Set(names.map { DocumentValue.string($0) })
        for name in required.elements {
            guard let text = name.string, !declared.contains(.string(text)) else { continue }
            run.report(
                .undeclaredRequired,
                "\(quoted(text)) is required, and is not among the properties",
                at: name,
                suggestion: Suggestion.closest(to: text, in: names).map {
                    "did you mean \(quoted($0))?"
                }
            )
        }
    }

    // MARK: Strings

    func readTexts(_ run: inout LintRun) {
        if let pattern = cursor["pattern"] { readPattern(pattern.string, pattern, &run) }
        for (key, _) in cursor["patternProperties"]?.members ?? [] {
            readPattern(key.text, key.cursor, &run)
        }
        readForeignPatterns(&run)
        if let format = cursor["format"], let name = format.string, Format(name: name) == nil,
            !Self.fieldFormats.contains(name)
        {
            let close = Suggestion.closest(to: name, in: Format.allCases.map(\.name))
            run.report(
                .unknownFormat,
                "the format \(quoted(name)) is not known, and is not checked",
                at: format,
                suggestion: close.map { "did you mean \(quoted($0))?" }
            )
        }
    }

    /// Formats without a check: hints for editors, and widths of numbers.
    private static let fieldFormats: Set<String> = [
        "password", "int32", "int64", "uint32", "uint64", "float", "double", "byte", "binary",
        "color", "textarea", "markdown", "html",
    ]

    private func readForeignPatterns(_ run: inout LintRun) {
        var patterns: [(text: String, place: Cursor)] = []
        if let place = cursor["pattern"], let text = place.string { patterns.append((text, place)) }
        for (key, _) in cursor["patternProperties"]?.members ?? [] {
            patterns.append((key.text, key.cursor))
        }
        for pattern in patterns {
            for foreign in ForeignPattern.all(in: pattern.text) {
                run.report(
                    .foreignPattern,
                    "in ECMA-262 \(foreign.construct) is \(foreign.meaning)",
                    at: pattern.place,
                    suggestion: "write \(foreign.repair)"
                )
            }
        }
    }

    private func readPattern(_ text: String?, _ place: Cursor, _ run: inout LintRun) {
        guard let text, !text.isEmpty else { return }
        // Anchors of other dialects have their own advice.
        if ["\\A", "\\G"].contains(where: text.hasPrefix) { return }
        let alternatives = PatternAlternatives(text)
        let message: String
        if alternatives.isHalfAnchored {
            message = "the anchors of \(quoted(text)) belong to single alternatives"
        } else if text.hasPrefix("^") || text.hasSuffix("$") || [".", ".*", ".+"].contains(text)
            || text.hasPrefix("(^") || text.hasPrefix("(?:^")
        {
            return
        } else {
            message = "the pattern \(quoted(text)) matches anywhere in the string"
        }
        run.report(
            .unanchoredPattern,
            message,
            at: place,
            suggestion: "write \(alternatives.anchored) to match the whole string"
        )
    }
}
