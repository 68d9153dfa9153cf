import ConfigDocument
package import JSONSchema
import MigrationSteps
package import SchemaCompiler

/// A migration file written by `schemac migration new`: unambiguous steps are complete, while open
/// decisions fail the build until the author replaces them.
package struct MigrationDraft: Sendable {
    /// The path of the file to be written.
    package let path: String
    /// Its text, in YAML.
    package let text: String
    /// The number of open decisions.
    package let decisionCount: Int
    /// The number of renames that no schema declares, and that were recognised by other marks.
    package let guessCount: Int

    /// - Throws: if the schema of one of the versions is missing or cannot be used.
    package init(
        in history: SchemaHistory,
        from old: String,
        to new: String,
        options: CompilerOptions = CompilerOptions()
    ) throws(SchemaError) {
        let before = try history.required(old)
        let after = try history.required(new)
        guard let from = before.semanticVersion, let to = after.semanticVersion, from < to else {
            throw SchemaError(findings: [
                Finding(message: "a migration leads to a newer version", file: after.path)
            ])
        }
        let diff = try SchemaDiff(
            old: before,
            new: after,
            options: options,
            recognisesRenames: true
        )
        path = FilePath.joined(history.folder, MigrationFile.name(from: from, to: to))
        decisionCount = diff.decisions.count
        guessCount = diff.guesses.count
        text = Self.text(
            from,
            to,
            diff,
            checksums: [before, after].map { SchemaChecksum.text(of: $0.document) }
        )
    }

    private static func text(
        _ from: SemanticVersion,
        _ to: SemanticVersion,
        _ diff: SchemaDiff,
        checksums: [String]
    ) -> String {
        var lines = [
            "# From \(from) to \(to): \(diff.summary)",
            "from: \(from)",
            "to: \(to)",
            "checksums:",
            "  from: \(checksums[0])",
            "  to: \(checksums[1])",
        ]
        if diff.steps.isEmpty, diff.decisions.isEmpty {
            return (lines + ["steps: []", ""]).joined(separator: "\n")
        }
        lines.append("steps:")
        for step in diff.steps {
            lines += StepText.lines(step)
            let guess = diff.guesses.first { $0.step == step }
            if let guess { lines.append("    reason: \(guess.reason)") }
        }
        for decision in diff.decisions { lines += StepText.lines(decision) }
        return (lines + [""]).joined(separator: "\n")
    }
}

extension SchemaHistory {
    func required(_ text: String) throws(SchemaError) -> SchemaSource {
        if let source = SemanticVersion(text).flatMap(source) { return source }
        let known = versions.compactMap(\.version).joined(separator: ", ")
        throw SchemaError(findings: [
            Finding(
                message: "there is no schema of version \(quoted(text))",
                suggestion: known.isEmpty
                    ? "schemas are called VERSION.schema.json" : "there are \(known)",
                file: folder
            )
        ])
    }
}

/// Steps in the format of migration files.
enum StepText {
    static func lines(_ step: MigrationStep) -> [String] {
        (step.value.object?.members ?? []).enumerated().map { index, member in
            "\(index == 0 ? "  - " : "    ")\(member.key): \(flow(member.value))"
        }
    }

    /// An open decision, with possible steps.
    static func lines(_ decision: SchemaChange) -> [String] {
        var lines = [
            "  - decide: \(flow(.string(decision.path)))",
            "    reason: \(flow(.string("\(decision.reason); \(decision.action)")))",
        ]
        if !decision.alsoAt.isEmpty {
            lines.append("    alsoAt: \(flow(.array(decision.alsoAt.map(DocumentValue.string))))")
        }
        lines += choices(decision).map { "    # - \($0)" }
        if decision.kind == .defaultChanged {
            lines.append("    # or delete this entry: what is left out means the new default then")
        }
        if decision.kind == .propertyAdded, decision.severity == .unknown {
            lines.append("    # or delete this entry: no document has a member of that name")
        }
        return lines
    }

    private static func choices(_ decision: SchemaChange) -> [String] {
        let path = flow(.string(decision.path))
        switch decision.kind {
        case .propertyRemoved:
            return [
                "{ remove: \(path) }", "{ rename: \(path), to: … }", "{ move: \(path), to: /… }",
            ]
        case .propertyAdded where decision.severity == .unknown:
            return ["{ remove: \(path) }", "{ custom: … }"]
        case .propertyAdded: return ["{ add: \(path), value: … }", "{ custom: … }"]
        case .becameRequired: return ["{ setDefault: \(path), value: … }", "{ custom: … }"]
        case .nullDisallowed, .defaultChanged: return ["{ setDefault: \(path), value: … }"]
        case .unitChanged:
            return [
                "{ convert: \(path), from: ms, to: s, round: nearest }",
                "{ scale: \(path), by: …, over: … }", "{ custom: … }",
            ]
        case .arrayToScalar:
            return [
                "{ head: \(path) }", "{ convert: \(path), to: string, separator: \",\" }",
                "{ custom: … }",
            ]
        case .valuesRestricted:
            return ["{ convert: \(path), to: [ … ], values: { old: new } }", "{ custom: … }"]
        case .enumValueRemoved, .constChanged, .branchRetagged:
            return ["{ map: \(path), values: { old: new } }", "{ custom: … }"]
        case .typeChanged, .typeNarrowed:
            return ["{ convert: \(path), to: … }", "{ custom: … }"]
        case .objectClosed: return ["{ keep: \(path), members: [ … ] }", "{ custom: … }"]
        default: return ["{ custom: … }"]
        }
    }

    /// A value in YAML's flow style, unquoted if possible.
    private static func flow(_ value: DocumentValue) -> String {
        if case .string(let text) = value, isPlain(text) { return text }
        return JSONEmitter.line(value)
    }

    private static func isPlain(_ text: String) -> Bool {
        text.hasPrefix("/")
            && text.utf8.allSatisfy {
                (0x30...0x39).contains($0) || (0x41...0x5A).contains($0)
                    || (0x61...0x7A).contains($0) || "/_-.*$".utf8.contains($0)
            }
    }
}
