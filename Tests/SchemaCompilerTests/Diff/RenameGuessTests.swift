import SchemaCompiler
import SchemaTools
import Testing

/// Renames that a migration draft recognises, although no schema declares them.
struct RenameGuessTests {
    private let folder: Folder

    init() throws { folder = try Folder() }

    /// The steps of the draft, without those of the version.
    private func steps(_ old: String, _ new: String) throws -> (text: String, draft: MigrationDraft)
    {
        for (version, members) in [("1.0.0", old), ("2.0.0", new)] {
            try folder.write(
                """
                {"type": "object", "x-config-version": "\(version)", "additionalProperties": false,
                 "properties": {\(members.replacing("'", with: "\""))}}
                """,
                to: "t/\(version).schema.json"
            )
        }
        let history = try SchemaHistory(folder: folder.path + "/t")
        let draft = try MigrationDraft(in: history, from: "1.0.0", to: "2.0.0")
        let lines = draft.text.split(separator: "\n").drop { $0 != "steps:" }.dropFirst()
        return (lines.joined(separator: "\n"), draft)
    }

    @Test(arguments: [
        (
            "'port': {'type': 'integer', 'description': 'Where to listen.'}",
            "'listenPort': {'type': 'integer', 'description': 'Where to listen.'}", "/port",
            "listenPort", "description"
        ),
        (
            "'port': {'type': 'integer', 'minimum': 1, 'maximum': 65535}",
            "'listenPort': {'type': 'integer', 'minimum': 1, 'maximum': 65535}", "/port",
            "listenPort", "bounds"
        ),
        (
            "'level': {'enum': ['a', 'b']}", "'severity': {'enum': ['b', 'a']}", "/level",
            "severity", "bounds"
        ),
        (
            "'max_size': {'type': 'integer'}", "'maxSize': {'type': 'integer'}", "/max_size",
            "maxSize", "words in the name"
        ),
    ])
    func isRecognised(old: String, new: String, path: String, name: String, by: String) throws {
        let (text, draft) = try steps(old, new)
        #expect(
            text == """
                  - rename: \(path)
                    to: "\(name)"
                    reason: recognised by the same type and \(by); check it
                """
        )
        #expect(draft.guessCount == 1)
        #expect(draft.decisionCount == 0)
    }

    @Test func aUnitChangesWithTheName() throws {
        let (text, draft) = try steps(
            "'timeout_ms': {'type': 'integer', 'x-unit': 'ms', 'description': 'Longest wait.'}",
            "'timeout': {'type': 'number', 'x-unit': 's', 'description': 'Longest wait.'}"
        )
        #expect(
            text == """
                  - rename: /timeout_ms
                    to: "timeout"
                    reason: recognised by the same type and description; check it
                  - convert: /timeout
                    from: "ms"
                    to: "s"
                """
        )
        #expect(draft.decisionCount == 0)
    }

    @Test(arguments: [
        // Another type.
        (
            "'a': {'type': 'string', 'description': 'x'}",
            "'b': {'type': 'integer', 'description': 'x'}"
        ),
        // Two that it may have become.
        (
            "'a': {'type': 'string', 'minLength': 1}",
            "'b': {'type': 'string', 'minLength': 1}, 'c': {'type': 'string', 'minLength': 1}"
        ),
        // Two that it may have been.
        (
            "'a': {'type': 'string', 'minLength': 1}, 'b': {'type': 'string', 'minLength': 1}",
            "'c': {'type': 'string', 'minLength': 1}"
        ),
        // Nothing but the type.
        ("'a': {'type': 'string'}", "'b': {'type': 'string'}"),
    ])
    func isLeftToTheAuthor(old: String, new: String) throws {
        let (text, draft) = try steps(old, new)
        #expect(!text.contains("- rename:"))
        #expect(text.contains("- decide: /a"))
        #expect(draft.guessCount == 0)
    }

    /// Text of a description never reaches the file, which could end the reason otherwise.
    @Test func theReasonHoldsNoTextOfTheSchema() throws {
        let (text, _) = try steps(
            "'a': {'type': 'string', 'description': 'x\\n- remove: /b'}",
            "'c': {'type': 'string', 'description': 'x\\n- remove: /b'}"
        )
        #expect(!text.contains("remove"))
        #expect(text.contains("- rename: /a"))
    }

    /// `schemac diff` judges what the schemas declare.
    @Test func aDiffDoesNotGuess() throws {
        _ = try steps(
            "'a': {'type': 'string', 'description': 'x'}",
            "'b': {'type': 'string', 'description': 'x'}"
        )
        let paths = ["1.0.0", "2.0.0"].map { "\(folder.path)/t/\($0).schema.json" }
        #expect(try SchemaDiff(old: paths[0], new: paths[1]).reaches(.lossy))
    }
}
