import ConfigDocument
import ConfigSchemas
import JSONSchema
import Testing

@testable import ConfigFiles
@testable import ConfigTypes
@testable import TypedConfig

struct ConfigValidatorTests {
    private let portSchema: DocumentValue = [
        "description": "A port.",
        "type": "object",
        "properties": ["port": ["type": "integer", "maximum": 65535]],
        "additionalProperties": false,
    ]

    @Test func validatesByTheNameOfASchema() throws {
        var validator = ConfigValidator(types: [Listener.self])
        try validator.add(schema: portSchema, named: "port", version: "1.0.0")
        #expect(validator.names == ["listener", "port"])
        #expect(
            validator.schema(named: "port")
                == .init(name: "port", version: "1.0.0", description: "A port.")
        )
        #expect(validator.validate(["port": 80], schema: "port") == [])
        let findings = validator.validate(["port": 70000], schema: "port")
        #expect(findings.count == 1)
        #expect(findings.first?.position == nil)
        #expect(!validator.validate(["port": 80], schema: "listener").isEmpty)
    }

    @Test func aGeneratedTypeRefusesWhatItCannotHold() throws {
        let value: DocumentValue = [
            "port": .number("100000000000000000000"),
            "server": ["host": "a", "secure": true], "environment": "testing",
        ]
        let findings = ConfigValidator(types: [Listener.self]).validate(value, schema: "listener")
        #expect(findings.map(\.instanceLocation) == ["/port"])
    }

    @Test func aSchemaWithoutTypeRefusesWhatAGeneratedOneCouldNotHold() throws {
        var validator = ConfigValidator()
        try validator.add(
            schema: ["properties": ["n": ["type": "integer"], "x": ["type": "number"]]],
            named: "numbers"
        )
        let value: DocumentValue = [
            "n": .number("100000000000000000000"), "x": .number("9007199254740993"),
        ]
        #expect(
            validator.validate(value, schema: "numbers").map(\.message) == [
                "n is 100000000000000000000; a whole number from -9223372036854775808 to "
                    + "9223372036854775807 is expected",
                "x is 9007199254740993; a number that Double holds exactly is expected",
            ]
        )
    }

    /// Each path to a property is a setting, and there are 2^40 of them.
    @Test func aSchemaMayHaveMoreSettingsThanCanBeListed() throws {
        var definitions: [(String, DocumentValue)] = [("d0", ["type": "string"])]
        for level in 1...40 {
            let next: DocumentValue = ["$ref": .string("#/$defs/d\(level - 1)")]
            definitions.append(("d\(level)", ["properties": ["l": next, "r": next]]))
        }
        var object = DocumentObject()
        for (name, schema) in definitions { object[name] = schema }
        var validator = ConfigValidator()
        try validator.add(schema: ["$ref": "#/$defs/d40", "$defs": .object(object)], named: "wide")
        #expect(validator.validate([:], schema: "wide") == [])
    }

    @Test func anUnknownSchemaIsAFindingWithTheCloseName() throws {
        let findings = ConfigValidator(types: [Listener.self]).validate([:], schema: "listenr")
        #expect(findings.map(\.suggestion) == ["did you mean \"listener\"?"])
    }

    @Test func aBrokenSchemaChangesNothing() throws {
        var validator = ConfigValidator()
        let error = #expect(throws: ConfigError.self) {
            try validator.add(schema: ["$ref": "#/nowhere"], named: "x")
        }
        #expect(error?.findings.count == 1)
        #expect(validator.names == [])
    }

    @Test func formatsAreCheckedByDefault() throws {
        let schema: DocumentValue = ["type": "string", "format": "date"]
        for (checks, count) in [(true, 1), (false, 0)] {
            var validator = ConfigValidator(checksFormats: checks)
            try validator.add(schema: schema, named: "day")
            #expect(validator.validate("tomorrow", schema: "day").count == count)
        }
    }

    /// As in generated types and in `schemac validate`; draft-07 asserts it.
    @Test func contentIsNotChecked() throws {
        var validator = ConfigValidator()
        try validator.add(
            schema: [
                "$schema": "http://json-schema.org/draft-07/schema#",
                "properties": ["a": ["contentMediaType": "application/json"]],
            ],
            named: "content"
        )
        #expect(validator.validate(["a": "{"], schema: "content") == [])
    }

    @Test func validatesFilesAndFolders() throws {
        let folder = try TemporaryFolder([
            "listener.json": validListener, "port.yaml": "port: 70000\n", "readme.txt": "",
            "other.json": "{", "port.schema.json": portSchemaText,
        ])
        var validator = ConfigValidator(types: [Listener.self])
        try validator.add(schemaFile: folder.path + "/port.schema.json", named: "port")
        #expect(validator.validate(file: folder.path + "/listener.json") == [])
        #expect(validator.validate(file: folder.path + "/port.yaml").count == 1)
        #expect(!validator.validate(file: folder.path + "/other.json", schema: "port").isEmpty)
        #expect(!validator.validate(file: folder.path + "/none.json", schema: "port").isEmpty)
        let report = try validator.validate(directory: folder.path)
        #expect(report.entries.map(\.name) == ["listener", "port"])
        #expect(report.entries.map(\.isValid) == [true, false])
        #expect(report.summary == "2 files, 1 invalid, 1 error")
    }

    @Test func addsTheNewestSchemasOfAFolder() throws {
        let folder = try TemporaryFolder([
            "simple.schema.json": #"{"$ref":"common.schema.json#/$defs/port"}"#,
            "common.schema.json": #"{"$defs":{"port":{"maximum":9}}}"#,
            "readme.md": "",
        ])
        try folder.write(#"{"const":9}"#, to: "app/9.0.0.schema.json")
        try folder.write(
            #"{"$ref":"../common.schema.json#/$defs/port"}"#,
            to: "app/10.0.0.schema.json"
        )
        var validator = ConfigValidator()
        try validator.add(schemaFolder: folder.path)
        #expect(validator.names == ["app", "common", "simple"])
        #expect(validator.schema(named: "app")?.version == "10.0.0")
        #expect(validator.validate(8, schema: "app") == [])
        #expect(validator.validate(10, schema: "app").count == 1)
        #expect(validator.validate(10, schema: "simple").count == 1)
    }

    /// A migration that cannot be run as it is would leave documents half migrated, or old ones unread.
    @Test(arguments: [
        (
            "\"/version\"", "\n- decide: /port\n  reason: it is gone",
            "1.0.0_2.0.0.migration.yaml:4:3: error: /port is undecided between 1.0.0 and 2.0.0: it is gone; replace this entry with a step"
        ),
        (
            "null", " []",
            "2.0.0.schema.json: error: the schema does not declare where its documents have their version; add \"x-config-version\": \"/version\", so that migrations can be run"
        ),
    ])
    func aMigrationThatIsNotCompleteIsAnError(place: String, steps: String, message: String) throws
    {
        let folder = try TemporaryFolder([
            "app/1.0.0.schema.json": "{\"x-config-version\": \(place)}",
            "app/2.0.0.schema.json": "{\"x-config-version\": \(place)}",
            "app/1.0.0_2.0.0.migration.yaml": "from: 1.0.0\nto: 2.0.0\nsteps:\(steps)\n",
        ])
        var validator = ConfigValidator()
        let error = #expect(throws: ConfigError.self) {
            try validator.add(schemaFolder: folder.path)
        }
        #expect("\(try #require(error))" == "\(folder.path)/app/\(message)")
        #expect(validator.names == [])
    }

    @Test(arguments: ["../outside.json", "link.json", "http://example.com/a.json", "none.json"])
    func referencesDoNotLeaveTheFolder(reference: String) throws {
        let folder = try TemporaryFolder(["outside.json": "{}"])
        try folder.write(#"{"$ref":"\#(reference)"}"#, to: "schemas/a.schema.json")
        try folder.link("schemas/link.json", to: "outside.json")
        var validator = ConfigValidator()
        let error = #expect(throws: ConfigError.self) {
            try validator.add(schemaFolder: folder.path + "/schemas")
        }
        #expect(error?.findings.count == 1)
        #expect(error?.findings.first?.position?.column == 9)
    }

    @Test(arguments: ["../outside.json", "link.json"])
    func aReferenceOutOfTheFolderIsRefusedWithItsTarget(reference: String) throws {
        let folder = try TemporaryFolder(["outside.json": "{}"])
        try folder.write(#"{"$ref":"\#(reference)"}"#, to: "schemas/a.schema.json")
        try folder.link("schemas/link.json", to: "outside.json")
        var validator = ConfigValidator()
        let error = #expect(throws: ConfigError.self) {
            try validator.add(schemaFolder: folder.path + "/schemas")
        }
        #expect(
            error?.findings.map(\.message) == [
                "the reference leads to \"\(folder.path)/outside.json\", outside of the schema root "
                    + "\"\(folder.path)/schemas\": pass the directory that contains both, or copy the file "
                    + "into the schema root"
            ]
        )
    }

    private var portSchemaText: String {
        String(decoding: portSchema.encoded(as: .json), as: UTF8.self)
    }
}
