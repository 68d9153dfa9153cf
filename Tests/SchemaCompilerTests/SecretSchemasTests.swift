import ConfigDocument
import JSONSchema
import SchemaCompiler
import SchemaTools
import Testing

/// Secrecy belongs to a place: whatever schemas apply there, and all beneath, are not quoted.
@Suite struct SecretSchemasTests {
    private let folder: Folder

    init() throws { folder = try Folder() }

    private static func schema(_ properties: String, _ version: String) -> String {
        """
        {"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object",
         "x-config-version": "\(version)", "properties": {\(properties)},
         "$defs": {"sec": {"type": "string", "x-secret": true},
          "enums": {"enum": ["CANARY", "CANARY"]},
          "plain": {"properties": {"k": {"type": "integer", "const": "CANARY"}}},
          "base": {"properties": {"k": {"x-secret": true}}}}}
        """
    }

    static let secrets = [
        ##""a": {"$ref": "#/$defs/sec", "enum": ["CANARY", "CANARY"]}"##,
        ##""a": {"allOf": [{"$ref": "#/$defs/sec"}, {"enum": ["CANARY"]}]}"##,
        ##""a": {"allOf": [{"enum": ["CANARY"]}, {"anyOf": [{"$ref": "#/$defs/sec"}, {"type": "null"}]}]}"##,
        #""a": {"x-secret": true, "allOf": [{"type": "integer", "const": "CANARY"}]}"#,
        #""a": {"x-secret": true, "if": {"const": 1}, "then": {"type": "integer", "const": "CANARY"}}"#,
        #""a": {"x-secret": true, "not": {"enum": ["CANARY"]}}"#,
        #""a": {"writeOnly": true, "properties": {"k": {"type": "integer", "const": "CANARY"}}}"#,
        #""a": {"x-secret": true, "type": "object", "properties": {"k": {"type": "integer", "default": "CANARY"}}}"#,
        #""a": {"x-secret": true, "patternProperties": {"^k": {"type": "integer", "default": "CANARY"}}}"#,
        #""a": {"x-secret": true, "type": "array", "items": {"enum": ["CANARY", "CANARY"]}}"#,
        #""a": {"x-secret": true, "prefixItems": [{"enum": ["CANARY"]}]}"#,
        #""a": {"x-secret": true, "$defs": {"k": {"enum": ["CANARY"]}}}"#,
        ##""a": {"x-secret": true, "$ref": "#/$defs/enums"}"##,
        ##""a": {"x-secret": true, "items": {"items": {"$ref": "#/$defs/enums"}}}"##,
        ##""a": {"allOf": [{"$ref": "#/$defs/base"}], "properties": {"k": {"type": "integer", "const": "CANARY"}}}"##,
        ##""a": {"allOf": [{"$ref": "#/$defs/base"}, {"$ref": "#/$defs/plain"}]}"##,
        ##""a": {"properties": {"b": {"$ref": "#/$defs/base"}}, "allOf": [{"properties": {"b": {"properties": {"k": {"enum": ["CANARY"]}}}}}]}"##,
        ##""a": {"allOf": [{"$ref": "#/$defs/base"}], "additionalProperties": {"enum": ["CANARY"]}}"##,
        ##""a": {"patternProperties": {"^k": {"enum": ["CANARY"]}}, "$ref": "#/$defs/base"}"##,
        ##""a": {"prefixItems": [{"$ref": "#/$defs/sec"}], "allOf": [{"items": {"enum": ["CANARY"]}}]}"##,
        ##""a": {"oneOf": [{"properties": {"t": {"$ref": "#/$defs/sec", "const": "CANARY"}}}, {"type": "null"}]}"##,
        ##""a": {"$ref": "#/$defs/base", "enum": [{"k": "CANARY"}, {"k": "CANARY"}]}"##,
        #""a": {"x-secret": true, "enum": ["CANARY", "b", "c"]}"#,
        #""a": {"x-secret": true, "items": {"properties": {"k": {"enum": ["CANARY", "b", "c"]}}}}"#,
        #""a": {"x-secret": "yes", "const": "CANARY", "type": "integer"}"#,
        #""a": {"x-secret": 1, "default": "CANARY", "enum": ["CANARY"]}"#,
        #""a": {"properties": {"k": {"x-secret": true}, "b": {}}, "settingRules": [{"requiredWhen": ["0/b", "0/k"], "is": "CANARY", "reason": "r"}]}"#,
    ]

    /// The definitions that a row does not use say something of their own.
    private static func without(_ unused: [String], _ text: String) -> String {
        unused.reduce(text) { text, name in
            text.contains("/\(name)\"")
                ? text
                : text.split(separator: "\n").map { line in
                    line.contains("\"\(name)\": {")
                        ? String(line).replacing("CANARY", with: "x") : String(line)
                }.joined(separator: "\n")
        }
    }

    @Test(arguments: secrets)
    func nothingOfASecretPlaceIsQuoted(properties: String) throws {
        let used = Self.without(["enums", "plain"], Self.schema(properties, "1.0.0"))
        let newer = used.replacing("CANARY", with: "CANARYZ").replacing("1.0.0", with: "2.0.0")
        try folder.write(used, to: "a/1.0.0.schema.json")
        try folder.write(newer, to: "a/2.0.0.schema.json")
        let source = SchemaSource(
            name: "a",
            path: "a.json",
            uri: "file:///a.json",
            document: try Document(parsing: used, as: .json, named: "a.json")
        )
        let report = SchemaLinter().lint([source])
        var said = report.advice.map(\.description)
        said += (try? Compiler().compile([source]).flatMap(\.warnings).map(\.description)) ?? []
        for format in ReferencePages.Format.allCases {
            said += (try? ReferencePages().pages(for: [source], as: format).map(\.text)) ?? []
        }
        for format in DocumentFormat.allCases {
            said += (try? [SampleFile().text(for: source, among: [source], as: format).text]) ?? []
        }
        let paths = ["1.0.0", "2.0.0"].map { "\(folder.path)/a/\($0).schema.json" }
        if let diff = try? SchemaDiff(old: paths[0], new: paths[1]) {
            said += diff.changes.map { "\($0)" } + diff.sourceChanges.map { "\($0)" }
        }
        let history = try SchemaHistory(folder: folder.path + "/a")
        if let draft = try? MigrationDraft(in: history, from: "1.0.0", to: "2.0.0") {
            said.append(draft.text)
        }
        let found = said.filter { $0.lowercased().contains("canary") }
        #expect(found.isEmpty, "\(found.joined(separator: "\n"))")
    }

    @Test(arguments: [
        (##""a": {"$ref": "#/$defs/sec"}, "b": {"enum": ["CANARY"]}"##, true),
        (#""a": {"properties": {"k": {"x-secret": true}, "l": {"enum": ["CANARY"]}}}"#, true),
        (#""a": {"x-secret": false, "enum": ["CANARY"]}"#, true),
        (
            #""a": {"patternProperties": {"^k": {"x-secret": true}}, "additionalProperties": {"enum": ["CANARY"]}}"#,
            true
        ),
        (
            #""a": {"unevaluatedProperties": {"x-secret": true}, "allOf": [{"properties": {"k": {"enum": ["CANARY"]}}}]}"#,
            true
        ),
    ])
    func placesBesideASecretAreQuoted(properties: String, isQuoted: Bool) throws {
        let text = Self.without(["enums", "plain"], Self.schema(properties, "1.0.0"))
        let source = SchemaSource(
            name: "a",
            path: "a.json",
            uri: "file:///a.json",
            document: try Document(parsing: text, as: .json, named: "a.json")
        )
        let advice = SchemaLinter().lint([source]).advice.map(\.description)
        #expect(
            advice.contains { $0.contains(#"the enum has one value; write "const": "CANARY""#) }
                == isQuoted,
            "\(advice)"
        )
    }

    @Test func constantsOfSecretsAreNotWrittenIntoMigrations() throws {
        let old = Self.schema(##""a": {"$ref": "#/$defs/sec", "const": "CANARY"}"##, "1.0.0")
        try folder.write(old, to: "a/1.0.0.schema.json")
        try folder.write(
            old.replacing("CANARY", with: "CANARYZ").replacing("1.0.0", with: "2.0.0"),
            to: "a/2.0.0.schema.json"
        )
        let draft = try MigrationDraft(
            in: SchemaHistory(folder: folder.path + "/a"),
            from: "1.0.0",
            to: "2.0.0"
        )
        #expect(
            draft.text.split(separator: "\n").drop { $0 != "steps:" }.joined(separator: "\n")
                == """
                steps:
                  - decide: /a
                    reason: "must be another value, which is not shown; decide what it becomes; a step would show the value of a secret"
                    # - { map: /a, values: { old: new } }
                    # - { custom: … }
                """
        )
    }
}
