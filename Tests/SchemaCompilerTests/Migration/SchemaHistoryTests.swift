import ConfigDocument
import JSONSchema
import MigrationSteps
import SchemaCompiler
import SchemaTools
import Testing

@Suite struct SchemaHistoryTests {
    private let folder: Folder

    init() throws {
        folder = try Folder()
        try write("1.0.0", #""timeout": {"type": "integer"}"#)
        try write(
            "2.0.0",
            #""wait": {"type": "string", "x-renamed-from": "timeout"}, "region": {"type": "string"}"#,
            required: "region"
        )
    }

    private func write(_ version: String, _ properties: String, required: String = "") throws {
        let names = required.isEmpty ? "" : ", \"\(required)\""
        try folder.write(
            """
            {"type": "object", "x-config-version": "/version",
             "properties": {"version": {"type": "string"}, \(properties)},
             "required": ["version"\(names)], "additionalProperties": false}
            """,
            to: "http/\(version).schema.json"
        )
    }

    private func findings() -> [String] {
        var found: [Finding]
        do throws(SchemaError) {
            found = try SchemaHistory(folder: folder.path + "/http").findings(
                trying: CompilerOptions()
            )
        } catch {
            found = error.findings
        }
        return found.map { $0.description.replacing(folder.path + "/", with: "") }
    }

    private func draft() throws {
        let history = try SchemaHistory(folder: folder.path + "/http")
        let draft = try MigrationDraft(in: history, from: "1.0.0", to: "2.0.0")
        try folder.write(draft.text, to: "http/1.0.0_2.0.0.migration.yaml")
    }

    /// Replaces the open entry of the draft by a step.
    private func decide(_ step: String = "- { add: /region, value: eu }") throws {
        try draft()
        var lines = try folder.read("http/1.0.0_2.0.0.migration.yaml")
            .split(separator: "\n").map(String.init)
        guard let index = lines.firstIndex(where: { $0.contains("decide") }) else { return }
        lines[index...] = ["  \(step)"]
        try folder.write(
            lines.joined(separator: "\n") + "\n",
            to: "http/1.0.0_2.0.0.migration.yaml"
        )
    }

    @Test func missesAMigration() throws {
        #expect(
            findings()
                == [
                    "http/2.0.0.schema.json:1:1: error: there is no migration from 1.0.0 to 2.0.0; run "
                        + "schemac migration new http 1.0.0 2.0.0"
                ].map {
                    $0.replacing("new http", with: "new \(folder.path)/http").replacing(
                        folder.path + "/",
                        with: ""
                    )
                }
        )
    }

    @Test func fillsInWhatNeedsNoDecision() throws {
        try draft()
        let text = try folder.read("http/1.0.0_2.0.0.migration.yaml")
        let steps = text[(text.firstRange(of: "steps:")?.lowerBound ?? text.startIndex)...]
        #expect(
            steps == """
                steps:
                  - rename: /timeout
                    to: "wait"
                  - convert: /wait
                    to: "string"
                    from: "integer"
                  - decide: /region
                    reason: "new required property without a default; decide which value existing documents get"
                    # - { add: /region, value: … }
                    # - { custom: … }

                """
        )
    }

    @Test func anOpenDecisionFailsAtItsLine() throws {
        try draft()
        let found = findings()
        #expect(found.count == 1)
        #expect(
            found.first?.hasPrefix(
                "http/1.0.0_2.0.0.migration.yaml:13:5: error: /region is undecided between 1.0.0 and "
                    + "2.0.0: new required property"
            ) == true,
            "\(found)"
        )
    }

    @Test func isCompleteWhenAllIsDecided() throws {
        try decide()
        #expect(findings() == [])
    }

    /// The steps are tested on documents that the old schema allows.
    @Test(arguments: [
        (
            true, "- { rename: /timeout, to: wait }", #""wait": {"type": "integer"}"#,
            [String]()
        ),
        (
            true, "- { add: /region, value: eu }", #""region": {"type": "string"}"#,
            [
                "/timeout is not carried over: 2.0.0 does not have it; rename it, move it or { remove: /timeout }"
            ]
        ),
        (true, "- { remove: /timeout }", #""region": {"type": "string"}"#, []),
        (
            false, "- { add: /region, value: eu }", #""region": {"type": "string"}"#,
            [
                "/timeout is not carried over: 2.0.0 does not have it; rename it, move it or { remove: /timeout }"
            ]
        ),
        (
            true, "- { add: /region, value: eu }",
            #""timeout": {"type": "integer"}, "region": {"type": "integer"}"#,
            [
                "a document of 1.0.0 is not valid by 2.0.0 after these steps: region is \"eu\"; a whole number is expected; "
                    + "write a step that decides what becomes of such documents"
            ]
        ),
        (
            true, "- { scale: /timeout, by: 1, over: 1000 }", #""timeout": {"type": "number"}"#, []
        ),
        (true, "- { custom: wait }", #""region": {"type": "string"}"#, []),
    ])
    func triesTheSteps(
        isClosed: Bool,
        step: String,
        properties: String,
        messages: [String]
    ) throws {
        try write("2.0.0", properties)
        let schema = "http/2.0.0.schema.json"
        if !isClosed {
            let text = try folder.read(schema)
            try folder.write(
                text.replacing(#", "additionalProperties": false"#, with: ""),
                to: schema
            )
        }
        try folder.write(
            "from: 1.0.0\nto: 2.0.0\nsteps:\n  \(step)\n",
            to: "http/1.0.0_2.0.0.migration.yaml"
        )
        _ = try SchemaHistory(folder: folder.path + "/http").seal()
        let found = try SchemaHistory(folder: folder.path + "/http").findings(
            trying: CompilerOptions()
        )
        let texts: [String] = found.map { "\($0.message); \($0.suggestion ?? "")" }
        #expect(texts == messages)
        #expect(found.allSatisfy { $0.file.hasSuffix(".migration.yaml") && $0.position != nil })
    }

    /// Undeclared members of documents are refused once the object is closed.
    @Test(arguments: [
        // Undeclared, and allowed by default.
        (
            #"{"properties": {"a": {}}}"#,
            #"{"properties": {"a": {}}, "additionalProperties": false}"#,
            "steps: []", "/undeclared", #"{"keep": "", "members": ["a"]}"#
        ),
        (
            #"{"properties": {"a": {}}}"#,
            #"{"properties": {"a": {}}, "unevaluatedProperties": false}"#,
            "steps: []", "/undeclared", #"{"keep": "", "members": ["a"]}"#
        ),
        (
            #"{"title": "t"}"#, #"{"properties": {"a": {}}, "additionalProperties": false}"#,
            "steps: []", "/undeclared", #"{"keep": "", "members": ["a"]}"#
        ),
        (
            #"{"properties": {"s": {"type": "object"}}, "additionalProperties": false}"#,
            #"{"properties": {"s": {"additionalProperties": false}}, "additionalProperties": false}"#,
            "steps: []", "/s/undeclared", #"{"keep": "/s", "members": []}"#
        ),
        (
            #"{"properties": {"l": {"type": "array", "minItems": 1, "items": {"properties": {"a": {}}, "type": "object"}}}, "additionalProperties": false}"#,
            ##"{"properties": {"l": {"items": {"$ref": "#/$defs/i"}}}, "additionalProperties": false, "$defs": {"i": {"properties": {"a": {}, "b": {}}, "additionalProperties": false}}}"##,
            "steps: []", "/l/*/undeclared", #"{"keep": "/l/*", "members": ["a", "b"]}"#
        ),
        // Allowed by a schema for additional members, by a pattern, or by `unevaluatedProperties`.
        (
            #"{"properties": {"a": {}}, "additionalProperties": {"enum": ["on"]}, "required": ["a"], "minProperties": 2}"#,
            #"{"properties": {"a": {}}, "additionalProperties": false}"#,
            "steps: []", "/other0", #"{"keep": "", "members": ["a"]}"#
        ),
        (
            #"{"properties": {"a": {}}, "patternProperties": {"^x-": {}}, "additionalProperties": false}"#,
            #"{"properties": {"a": {}}, "additionalProperties": false}"#,
            "steps: []", "/x-undeclared", #"{"keep": "", "members": ["a"]}"#
        ),
        (
            #"{"properties": {"a": {}}, "unevaluatedProperties": {"type": "integer"}}"#,
            #"{"properties": {"a": {}}, "unevaluatedProperties": false}"#,
            "steps: []", "/undeclared", #"{"keep": "", "members": ["a"]}"#
        ),
        // Refused before, dropped by a step, still allowed.
        (
            #"{"properties": {"a": {}}, "additionalProperties": false}"#,
            #"{"properties": {"a": {}, "b": {}}, "additionalProperties": false}"#, "steps: []", "",
            ""
        ),
        (
            #"{"properties": {"a": {}}}"#,
            #"{"properties": {"a": {}}, "additionalProperties": false}"#,
            #"steps: [{ keep: "", members: [a] }]"#, "", ""
        ),
        (
            #"{"title": "t"}"#, #"{"properties": {"a": {}}}"#, "steps: []", "", ""
        ),
        (
            #"{"properties": {"a": {}}}"#,
            #"{"properties": {"a": {}, "b": {}}}"#, "steps: []", "", ""
        ),
    ])
    func asksForAStepWhereAnObjectCloses(
        old: String,
        new: String,
        steps: String,
        member: String,
        repair: String
    ) throws {
        for (version, schema) in [("1.0.0", old), ("2.0.0", new)] {
            try folder.write(
                #"{"type": "object", "x-config-version": "\#(version)", "# + schema.dropFirst(),
                to: "http/\(version).schema.json"
            )
        }
        let file = "http/1.0.0_2.0.0.migration.yaml"
        try folder.write("from: 1.0.0\nto: 2.0.0\n\(steps)\n", to: file)
        var history = try SchemaHistory(folder: folder.path + "/http")
        _ = try history.seal()
        history = try SchemaHistory(folder: folder.path + "/http")
        let texts: [String] = history.findings(trying: CompilerOptions()).map {
            "\($0.message); \($0.suggestion ?? "")"
        }
        let expected =
            "1.0.0 allows members that it does not declare, such as \(member), and 2.0.0 refuses "
            + "them; drop them by \(repair), write a custom step, or leave the object open"
        #expect(texts == (member.isEmpty ? [] : [expected]))
        // A released migration must no longer be edited.
        let released = try Document(parsing: folder.read(file), as: .yaml)
        try folder.write(
            "1.0.0_2.0.0 \(SchemaChecksum.text(of: released))\n",
            to: "http/versions.lock"
        )
        #expect(member.hasPrefix("/other") || findings() == [])
    }

    @Test(arguments: [
        (#""additionalProperties": {"type": "integer"}"#, #"undeclared is "text"; a whole number"#),
        (#""propertyNames": {"maxLength": 3}"#, "the name \"undeclared\" has 10 characters; at"),
        (#""maxProperties": 0"#, "the document has 1 setting; at most 0 are allowed"),
    ])
    func triesTheStepsOnMembersThatAreNotDeclared(schema: String, message: String) throws {
        for (version, schema) in [("1.0.0", #""title": "t""#), ("2.0.0", schema)] {
            try folder.write(
                #"{"type": "object", "x-config-version": "\#(version)", \#(schema)}"#,
                to: "http/\(version).schema.json"
            )
        }
        try folder.write(
            "from: 1.0.0\nto: 2.0.0\nsteps: []\n",
            to: "http/1.0.0_2.0.0.migration.yaml"
        )
        _ = try SchemaHistory(folder: folder.path + "/http").seal()
        let found = findings()
        #expect(found.count == 1)
        #expect(found.first?.contains(message) == true, "\(found)")
    }

    /// Numbers in another unit stay valid, so documents do not reveal the missing step.
    @Test(arguments: [
        ("steps: []", true), ("steps:\n  - { scale: /timeout, by: 1, over: 1000 }", false),
        ("steps:\n  - { rename: /timeout, to: wait }", true),
        (
            "steps:\n  - { rename: /timeout, to: wait }\n  - { scale: /wait, by: 1, over: 1000 }",
            false
        ),
        ("steps:\n  - { custom: seconds }", false),
    ])
    func aUnitThatChangesNeedsAStep(steps: String, isMissing: Bool) throws {
        let name = steps.contains("wait") ? "wait" : "timeout"
        let renamed = name == "wait" ? #", "x-renamed-from": "timeout""# : ""
        try write("1.0.0", #""timeout": {"type": "number", "x-unit": "ms"}"#)
        try write("2.0.0", "\"\(name)\": {\"type\": \"number\", \"x-unit\": \"s\"\(renamed)}")
        try folder.write(
            "from: 1.0.0\nto: 2.0.0\n\(steps)\n",
            to: "http/1.0.0_2.0.0.migration.yaml"
        )
        _ = try SchemaHistory(folder: folder.path + "/http").seal()
        let found = try SchemaHistory(folder: folder.path + "/http").findings(
            trying: CompilerOptions()
        )
        let message = "the unit of \"/\(name)\" changes, and no step changes its values"
        #expect(found.map(\.message) == (isMissing ? [message] : []))
        #expect(found.allSatisfy { $0.position != nil })
    }

    @Test func aStepThatIsNoneIsAnErrorAtItsLine() throws {
        try decide("- { ad: /region, value: eu }")
        #expect(
            findings().first?.hasPrefix(
                "http/1.0.0_2.0.0.migration.yaml:13:5: error: the step has no verb"
            ) == true
        )
    }

    @Test func noticesThatASchemaIsAnother() throws {
        try decide()
        try write("2.0.0", #""wait": {"type": "string"}, "region": {"type": ["string", "null"]}"#)
        let found = findings()
        #expect(found.count == 1)
        #expect(found.first?.contains("is not the one that this migration was made for") == true)
        #expect(try SchemaHistory(folder: folder.path + "/http").seal().count == 1)
        #expect(findings() == [])
    }

    @Test func whatWasReleasedIsNotEdited() throws {
        try decide()
        var history = try SchemaHistory(folder: folder.path + "/http")
        try history.release(version: "1.0.0")
        try history.release(version: "2.0.0")
        #expect(findings() == [])
        let file = "http/1.0.0_2.0.0.migration.yaml"
        try folder.write(folder.read(file).replacing("eu", with: "us"), to: file)
        try write("1.0.0", #""timeout": {"type": "number"}"#)
        let found = findings()
        #expect(
            found.first == "http/1.0.0.schema.json:1:1: error: version 1.0.0 has been changed "
                + "since its release; undo the change, and put it into a new version"
        )
        #expect(found.contains { $0.contains("the migration has been changed since its release") })
    }

    @Test func asksWhereDocumentsCarryTheirVersion() throws {
        try decide()
        let file = "http/2.0.0.schema.json"
        try folder.write(
            folder.read(file).replacing(#""x-config-version": "/version", "#, with: "")
                .replacing(#" "x-config-version": "/version","#, with: ""),
            to: file
        )
        #expect(findings().contains { $0.contains("does not declare where its documents have") })
    }

    @Test func generatesTypesAndARequirementForCustomSteps() throws {
        try decide("- { custom: region, reason: it depends on the host }")
        let sources = try SchemaFinder().sourcesWithHistory(at: [folder.path])
        let text = try Compiler().compile(sources)[0].text
        #expect(text.contains("struct HTTPConfigV1: Sendable"))
        #expect(
            text.contains(
                """
                    /// From 1.0.0 to 2.0.0: it depends on the host
                    static func region(_ old: HTTPConfigV1, _ new: inout HTTPConfig) throws
                """
            )
        )
        #expect(text.contains("extension HTTPConfig: HTTPConfigMigrations {}"))
        let stub = try Compiler().migrationStub(
            for: SchemaHistory(folder: folder.path + "/http")
        )
        #expect(stub?.contains("<#set in new what old means#>") == true)
    }

    @Test func withoutCustomStepsThereIsNothingToWrite() throws {
        try decide()
        let text = try Compiler().compile(
            SchemaFinder().sourcesWithHistory(at: [folder.path])
        )[0].text
        #expect(!text.contains("protocol"))
        #expect(text.contains("private static let schema1Dot0Dot0 = ConfigTypes.CompiledSchema("))
        #expect(
            try Compiler().migrationStub(for: SchemaHistory(folder: folder.path + "/http")) == nil
        )
    }
}
