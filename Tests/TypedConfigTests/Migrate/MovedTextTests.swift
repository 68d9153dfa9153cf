import ConfigDocument
import ConfigSchemas
import Foundation
import JSONSchema
import Testing

@testable import ConfigFiles
@testable import ConfigTypes
@testable import ConfigVersioning
@testable import TypedConfig

/// The effect of an on-disk migration on a file's text: members keep their text and comments.
struct MovedTextTests {
    struct Case: CustomTestStringConvertible, Sendable {
        var testDescription: String
        var steps: String
        var old: String
        var new: String
        var lost: [String] = []
        var file = "app.yaml"
    }

    private static let version = "version: 1.0.0\n"

    static let cases = [
        Case(
            testDescription: "a rename changes the key alone",
            steps: "- { rename: /bind, to: host }",
            old: "# edge\nversion: 1.0.0\nbind:   '0.0.0.0'   # everywhere\n\n# end\n",
            new: "# edge\nversion: 2.0.0\nhost:   '0.0.0.0'   # everywhere\n\n# end\n"
        ),
        Case(
            testDescription: "an object is renamed with all in it, and so is a member of it",
            steps:
                "- { rename: /tls, to: security }\n- { rename: /security/cert, to: certificate }",
            old: "version: 1.0.0\ntls:   # https\n  # path\n  cert: a.pem # here\n  key: b\n",
            new:
                "version: 2.0.0\nsecurity:   # https\n  # path\n  certificate: a.pem # here\n  key: b\n"
        ),
        Case(
            testDescription: "a rename in every element",
            steps: "- { rename: '/list/*/a', to: b }",
            old: "version: 1.0.0\nlist:\n  - a: 1 # one\n    x: 0\n  - {a: 2, \"x\": 0}\n",
            new: "version: 2.0.0\nlist:\n  - b: 1 # one\n    x: 0\n  - {b: 2, \"x\": 0}\n"
        ),
        Case(
            testDescription: "a quoted key keeps its quotes",
            steps: "- { rename: /bind, to: host }",
            old: "version: 1.0.0\n\"bind\": x\n",
            new: "version: 2.0.0\n\"host\": x\n"
        ),
        Case(
            testDescription: "renamed and changed",
            steps: "- { rename: /bind, to: host }\n- { map: /host, values: [[any, \"*\"]] }",
            old: "version: 1.0.0\nbind: any # everywhere\n",
            new: "version: 2.0.0\nhost: \"*\" # everywhere\n"
        ),
        Case(
            testDescription: "a move into an object that is made",
            steps: "- { move: /idleMs, to: /timeouts/idleMs }",
            old:
                "# edge\nversion: 1.0.0\nbind: x # b\n# short\n# indeed\nidleMs: 500 # ms\n\n# end\nlast: 1\n",
            new:
                "# edge\nversion: 2.0.0\nbind: x # b\ntimeouts:\n  # short\n  # indeed\n  idleMs: 500 # ms\n\n"
                + "# end\nlast: 1\n"
        ),
        Case(
            testDescription: "at the end of a file without a last line break",
            steps: "- { move: /idleMs, to: /timeouts/idleMs }",
            old: "version: 1.0.0\n# short\nidleMs: 500 # ms",
            new: "version: 2.0.0\ntimeouts:\n  # short\n  idleMs: 500 # ms"
        ),
        Case(
            testDescription: "a move into an object that is there",
            steps: "- { move: /a, to: /to/b }",
            old:
                "version: 1.0.0\n# of a\na:\n    - 1   # one\n    - 2\nto: # into\n    x: 1 # x\n# end\n",
            new:
                "version: 2.0.0\nto: # into\n    x: 1 # x\n    # of a\n    b:\n        - 1   # one\n        - 2\n# end\n"
        ),
        Case(
            testDescription: "several members move down",
            steps: "- { plunge: /limits, members: [a, b] }",
            old:
                "version: 1.0.0\n# of a\na: 1 # one\nother: 0 # o\n# of b\nb: |\n  text\n  more\nlast: 1\n",
            new:
                "version: 2.0.0\nlimits:\n  # of a\n  a: 1 # one\n  # of b\n  b: |\n    text\n    more\n"
                + "other: 0 # o\nlast: 1\n"
        ),
        Case(
            testDescription: "members move up, and their object goes",
            steps: "- { hoist: /limits, members: [a, b] }",
            old:
                "version: 1.0.0\n# limits\nlimits: # of all\n  # of a\n  a: 1 # one\n  b:\n    c: [1,2] # c\nlast: 1\n",
            new:
                "version: 2.0.0\n# limits\n# of all\n# of a\na: 1 # one\nb:\n  c: [1,2] # c\nlast: 1\n"
        ),
        Case(
            testDescription: "a member moves up, and its object stays",
            steps: "- { hoist: /limits, members: [a] }",
            old:
                "version: 1.0.0\nlimits: # of all\n  # of a\n  a: 1 # one\n  b: 2 # two\nlast: 1\n",
            new: "version: 2.0.0\nlimits: # of all\n  b: 2 # two\n# of a\na: 1 # one\nlast: 1\n"
        ),
        Case(
            testDescription: "the only member moves up, and its object stays",
            steps: "- { move: /s/x, to: /x }",
            old: "version: 1.0.0\ns: # of s\n  # above\n  x: 1 # d\nlast: 1\n",
            new: "version: 2.0.0\ns: {} # of s\n# above\nx: 1 # d\nlast: 1\n"
        ),
        Case(
            testDescription: "the only member moves into another object",
            steps: "- { move: /s/x, to: /to/x }",
            old: "version: 1.0.0\ns:\n  # above\n  x: 1 # d\nto:\n  y: 2\n",
            new: "version: 2.0.0\ns: {}\nto:\n  y: 2\n  # above\n  x: 1 # d\n"
        ),
        Case(
            testDescription: "all members of an object within another move up",
            steps: "- { hoist: /h/s, members: [host, port] }",
            old:
                "version: 1.0.0\nh:\n  # s\n  s: # of s\n    host: 1 # h\n    port: 2 # p\n  z: 1\n",
            new: "version: 2.0.0\nh:\n  # s\n  # of s\n  host: 1 # h\n  port: 2 # p\n  z: 1\n"
        ),
        Case(
            testDescription: "members keep their order beside one whose text cannot move",
            steps: "- { hoist: /s, members: [host, port, q] }",
            old: "version: 1.0.0\ns:\n  host: 1 # h\n  port: 2 # p\n  ? q\n  : 3\nlast: 1\n",
            new: "version: 2.0.0\nhost: 1 # h\nport: 2 # p\nq: 3\nlast: 1\n"
        ),
        Case(
            testDescription: "members keep their order beside the only one of a flow mapping",
            steps: "- { hoist: /s, members: [host, port] }\n- { move: /last/x, to: /x }",
            old: "version: 1.0.0\ns:\n  host: 1 # h\n  port: 2 # p\nlast: {x: 1} # l\n",
            new: "version: 2.0.0\nhost: 1 # h\nport: 2 # p\nlast: {} # l\nx: 1\n"
        ),
        Case(
            testDescription: "members that move up by steps of their own keep their order",
            steps: "- { move: /s/x, to: /x }\n- { rename: /last, to: z }\n- { move: /s/y, to: /y }",
            old: "version: 1.0.0\ns:\n  x: 1 # x\n  y: 2 # y\n  k: 3\nlast: 1\n",
            new: "version: 2.0.0\ns:\n  k: 3\nx: 1 # x\ny: 2 # y\nz: 1\n"
        ),
        Case(
            testDescription: "members move up out of the object behind a dash",
            steps: "- { hoist: '/l/*/s', members: [a, b] }",
            old:
                "version: 1.0.0\nl:\n- s: # of s\n    # of a\n    a: 1 # one\n    b: 2 # two\n  k: 3\n"
                + "- s:\n    a: 4 # four\n",
            new:
                "version: 2.0.0\nl:\n- # of s\n  # of a\n  a: 1 # one\n  b: 2 # two\n  k: 3\n"
                + "- a: 4 # four\n"
        ),
        Case(
            testDescription: "a member moves up behind the object behind a dash",
            steps: "- { move: '/l/*/s/a', to: '/l/*/a' }",
            old:
                "version: 1.0.0\nl:\n- s: # of s\n    # of a\n    a: 1 # one\n    b: 2\n  k: 3\n",
            new: "version: 2.0.0\nl:\n- s: # of s\n    b: 2\n  # of a\n  a: 1 # one\n  k: 3\n"
        ),
        Case(
            testDescription: "the member behind a dash moves down",
            steps: "- { move: '/l/*/a', to: '/l/*/t/a' }",
            old:
                "version: 1.0.0\nl:\n  - a: 1 # one\n    # of k\n    k: 3\n  - a: 4\n    t: {b: 5}\n",
            new:
                "version: 2.0.0\nl:\n  - t:\n      a: 1 # one\n    # of k\n    k: 3\n  - t: {b: 5, a: 4}\n"
        ),
        Case(
            testDescription: "the member behind a dash moves into the object below it",
            steps: "- { move: '/l/*/a', to: '/l/*/t/a' }",
            old: "version: 1.0.0\nl:\n- a: 1 # one\n  # of t\n  t:\n    b: 3 # three\n",
            new:
                "version: 2.0.0\nl:\n- # of t\n  t:\n    b: 3 # three\n    a: 1 # one\n"
        ),
        Case(
            testDescription: "TOML: the comments of a header that goes stay",
            steps: "- { hoist: /s, members: [b] }",
            old:
                "version = \"1.0.0\"\na = 0\n\n# above s\n[s] # of s\n# of b\nb = 1 # one\n\n[t]\nc = 2\n",
            new:
                "version = \"2.0.0\"\na = 0\n# of b\nb = 1 # one\n\n# above s\n# of s\n\n[t]\nc = 2\n",
            file: "app.toml"
        ),
        Case(
            testDescription: "TOML: a rename in every element",
            steps: "- { rename: '/l/*/n', to: name }\n- { rename: '/l/*/o', to: p }",
            old:
                "version = \"1.0.0\"\n[[l]]\n# above\nn = \"a\" # n1\n[l.o] # o\nn = 1 # on\n[[l]]\n"
                + "n = \"b\" # n2\no.n = 2 # o2\n",
            new:
                "version = \"2.0.0\"\n[[l]]\n# above\nname = \"a\" # n1\n[l.p] # o\nn = 1 # on\n[[l]]\n"
                + "name = \"b\" # n2\np.n = 2 # o2\n",
            file: "app.toml"
        ),
        Case(
            testDescription: "JSON with comments: a comment before a key goes with it",
            steps: "- { move: /s/x, to: /x }",
            old:
                "{\n  \"version\": \"1.0.0\",\n  \"s\": {\n    /* above x */ \"x\": 1, // cx\n    \"y\": \"q\"\n  }\n}\n",
            new:
                "{\n  \"version\": \"2.0.0\",\n  \"s\": {\n    \"y\": \"q\"\n  },\n  /* above x */\n  \"x\": 1 // cx\n}\n",
            file: "app.jsonc"
        ),
        Case(
            testDescription: "JSON with comments: the comments of an only member go with it",
            steps: "- { move: /s/x, to: /x }",
            old:
                "{\n  \"version\": \"1.0.0\",\n  \"s\": {\n    // above x\n    \"x\": 1 // cx\n  },\n  \"z\": 2\n}\n",
            new:
                "{\n  \"version\": \"2.0.0\",\n  \"s\": {},\n  // above x\n  \"x\": 1, // cx\n  \"z\": 2\n}\n",
            file: "app.jsonc"
        ),
        Case(
            testDescription: "JSON with comments: a comment apart stays when the only member goes",
            steps: "- { move: /s/x, to: /x }",
            old:
                "{\n  \"version\": \"1.0.0\",\n  \"s\": { // of s\n    // apart\n\n    // above x\n    \"x\": 1\n  }\n}\n",
            new:
                "{\n  \"version\": \"2.0.0\",\n  \"s\": { // of s\n    // apart\n\n  },\n  // above x\n  \"x\": 1\n}\n",
            file: "app.jsonc"
        ),
        Case(
            testDescription: "wrap and map keep the comments",
            steps: "- { wrap: /a }\n- { map: /b, values: [[x, other]] }",
            old: "version: 1.0.0\n# of a\na: 1 # one\n# of b\nb: x # two\n",
            new: "version: 2.0.0\n# of a\na: [1] # one\n# of b\nb: other # two\n"
        ),
        Case(
            testDescription: "what is dropped is announced",
            steps: "- { remove: /a }",
            old: "version: 1.0.0\na: 1 # one\nb: 2\n",
            new: "version: 2.0.0\nb: 2\n",
            lost: ["2:6"]
        ),
        Case(
            testDescription: "JSON: a rename",
            steps: "- { rename: /bind, to: host }",
            old: "{\"version\":\"1.0.0\",  \"bind\" : 1.50, \"x\": [ 1 ]}",
            new: "{\"version\":\"2.0.0\",  \"host\" : 1.50, \"x\": [ 1 ]}",
            file: "app.json"
        ),
        Case(
            testDescription: "JSON: a move into an object that is made",
            steps: "- { move: /a, to: /to/a }",
            old:
                "{\n  \"version\": \"1.0.0\",\n  \"a\": { \"x\": 1.50,\n    \"y\": [1, 2] },\n  \"z\": 1\n}\n",
            new:
                "{\n  \"version\": \"2.0.0\",\n  \"to\": {\n    \"a\": { \"x\": 1.50,\n      \"y\": [1, 2] }\n  },\n"
                + "  \"z\": 1\n}\n",
            file: "app.json"
        ),
        Case(
            testDescription: "JSON: members move up",
            steps: "- { hoist: /to, members: [a, b] }",
            old:
                "{\n  \"version\": \"1.0.0\",\n  \"to\": {\n    \"a\": 1.50,\n    \"b\": [1, 2]\n  },\n  \"z\": 1\n}\n",
            new: "{\n  \"version\": \"2.0.0\",\n  \"a\": 1.50,\n  \"b\": [1, 2],\n  \"z\": 1\n}\n",
            file: "app.json"
        ),
        Case(
            testDescription: "JSON: a move into an object that is there",
            steps: "- { move: /a, to: /to/b }",
            old: "{\"version\": \"1.0.0\", \"a\": 1.50, \"to\": {\"x\": 1e3}}\n",
            new: "{\"version\": \"2.0.0\", \"to\": {\"x\": 1e3, \"b\": 1.50}}\n",
            file: "app.json"
        ),
    ]

    private static let schema = #"{"x-config-version": "/version", "type": "object"}"#

    private func folder(_ steps: String, _ file: String, _ text: String) throws -> TemporaryFolder {
        try TemporaryFolder([
            "config/\(file)": text, "schemas/app/1.0.0.schema.json": Self.schema,
            "schemas/app/2.0.0.schema.json": Self.schema,
            "schemas/app/1.0.0_2.0.0.migration.yaml": "from: 1.0.0\nto: 2.0.0\nsteps:\n"
                + steps.split(separator: "\n").map { "  \($0)\n" }.joined(),
        ])
    }

    private func migration(_ folder: TemporaryFolder) throws -> DiskMigration {
        var validator = ConfigValidator()
        try validator.add(schemaFolder: folder.path + "/schemas")
        return DiskMigration(directory: folder.path + "/config", types: []).adding(validator)
    }

    @Test(arguments: cases)
    func membersTakeTheirTextAlong(example: Case) throws {
        let folder = try folder(example.steps, example.file, example.old)
        let plan = try migration(folder).plan("app")
        #expect(String(decoding: plan.newText, as: UTF8.self) == example.new)
        #expect(plan.lostComments.map { "\($0.line):\($0.column)" } == example.lost)
        #expect(plan.notes.isEmpty)
    }

    /// The value is right in every style of the text.
    @Test(arguments: [
        "version: 1.0.0\na: &x {k: 1}\nb: *x\nto: {}\n",
        "version: 1.0.0\n? a\n: 1\nto:\n  b: 2\n",
        "{version: 1.0.0, a: 1, to: {b: 2}} # flow\n",
        "version: 1.0.0\r\na: 1 # one\r\nto:\r\n  b: 2\r\n",
        "version: 1.0.0\na:\nto:\n  b: 2\n",
        "version: 1.0.0\nbase: &base\n  a: 1\n<<: *base\nto:\n  b: 2\n",
        "version: 1.0.0\na: \"x\n  y\"\nto:\n  - 1\n",
        "---\nversion: 1.0.0\na: !!str 1\nto: {b: 2, # two\n  c: 3}\n...\n",
    ])
    func theValueIsRightInEveryForm(text: String) throws {
        let steps =
            "- { rename: /a, to: z }\n- { move: /z, to: /in/deep/z }\n- { rename: /to, to: from }"
        let folder = try folder(steps, "app.yaml", text)
        let plan = try migration(folder).plan("app")
        let new = try Document(parsing: plan.newText, as: .yaml)
        #expect(DocumentValue(new.root) == plan.result.value)
        #expect(new.root["in"]?["deep"]?["z"] != nil)
    }

    /// Every line of a large array changes its indentation.
    @Test func aDryRunOfALargeMoveIsDoneSoon() async throws {
        let items = (0..<25_000).map { "    {\n      \"k\": \($0)\n    }" }
        let folder = try folder(
            "- { move: /items, to: /list/items }",
            "app.json",
            "{\n  \"version\": \"1.0.0\",\n  \"items\": [\n\(items.joined(separator: ",\n"))\n  ]\n}\n"
        )
        let program = try #require(BuiltProgram.path("configctl"), "configctl is not built")
        let start = ContinuousClock.now
        let tried = try await Shell.run(
            "cd '\(folder.path)' && '\(program)' migrate app --dry-run --schemas schemas"
        )
        #expect(tried.status == 0)
        #expect(tried.output.contains("-       \"k\": 24999\n"))
        #expect(tried.output.contains("+         \"k\": 24999\n"))
        #expect(ContinuousClock.now - start < .seconds(60))
    }

    @Test(arguments: [
        ("yaml", "version: 1.0.0\r\na: 1 # c\r\n", "- a: 1 # c\n", "+ b: 1 # c\n"),
        ("toml", "version = \"1.0.0\"\r\na = 1 # c\r\n", "- a = 1 # c\n", "+ b = 1 # c\n"),
        (
            "json", "{\r\n  \"version\": \"1.0.0\",\r\n  \"a\": 1\r\n}\r\n", "-   \"a\": 1\n",
            "+   \"b\": 1\n"
        ),
    ])
    func aDryRunShowsTheLinesOfAFileWithCarriageReturns(
        format: String,
        text: String,
        old: String,
        new: String
    ) async throws {
        let folder = try folder("- { rename: /a, to: b }", "app.\(format)", text)
        let program = try #require(BuiltProgram.path("configctl"), "configctl is not built")
        let tried = try await Shell.run(
            "cd '\(folder.path)' && '\(program)' migrate app --dry-run --schemas schemas"
        )
        #expect(tried.output.contains(old))
        #expect(tried.output.contains(new))
        #expect(!tried.output.contains("\\u{D}"))
    }

    @Test func commandsTakeAFolderOfSchemas() async throws {
        let folder = try folder(
            "- { rename: /bind, to: host }\n- { remove: /old }",
            "app.yaml",
            "version: 1.0.0\nbind: x # everywhere\nold: 1 # of old\n"
        )
        let program = try #require(BuiltProgram.path("configctl"), "configctl is not built")
        func configctl(_ line: String) async throws -> (status: Int32, output: String) {
            try await Shell.run("cd '\(folder.path)' && '\(program)' \(line) --schemas schemas")
        }
        let tried = try await configctl("migrate app --dry-run")
        #expect(
            tried.output == """
                - version: 1.0.0
                - bind: x # everywhere
                - old: 1 # of old
                + version: 2.0.0
                + host: x # everywhere
                config/app.yaml: would be migrated through 1.0.0 -> 2.0.0
                config/app.yaml: warning: /old is dropped
                note: a comment at config/app.yaml:3:8 is dropped

                """
        )
        #expect(
            try await configctl("validate app").output.contains(
                "config/app.yaml:1:10: warning: the file has version 1.0.0, and is migrated to 2.0.0 "
            )
        )
        #expect(
            try await configctl("set app host y --migration refuse").output.hasPrefix(
                "config/app.yaml:1:10: error: not saved: the file has version 1.0.0, and must be migrated"
            )
        )
        #expect(
            try await configctl("explain app host").output == "host = \"x\" (config/app.yaml:2:7)\n"
        )
        #expect(try await configctl("migrate app").status == 0)
        #expect(try await configctl("set app host y").status == 0)
        #expect(try await configctl("rollback app --force").status == 0)
        #expect(try await configctl("validate app").status == 0)
    }

    @Test(arguments: [
        (#"{"x-config-version": "/version", "type": "object"}"#, nil),
        (
            #"{"x-config-version": "/version", "required": ["new"]}"#,
            ":1:10: error: the file has version 1.0.0, and no migration leads from it to 2.0.0 of app"
        ),
    ])
    func anOldFileIsCalledOldWhereNoMigrationIsKnown(newest: String, message: String?) throws {
        let folder = try TemporaryFolder([
            "config/app.yaml": "version: 1.0.0\n", "schemas/app/1.0.0.schema.json": Self.schema,
            "schemas/app/2.0.0.schema.json": newest,
        ])
        var validator = ConfigValidator()
        try validator.add(schemaFolder: folder.path + "/schemas")
        let system = try ConfigSystem(directory: folder.path + "/config", logger: .silent)
        system.register(validator)
        #expect(
            system.validate(["app"]).findings.first?.description
                == message.map { folder.path + "/config/app.yaml" + $0 }
        )
    }

    @Test func aValueIsNotSavedIntoAFileOfAnOldVersion() throws {
        let old = "# edge\nversion: 1.0.0\nbind: x # everywhere\n# short\nidleMs: 500 # ms\n"
        let folder = try folder(
            "- { rename: /bind, to: host }\n- { move: /idleMs, to: /timeouts/idleMs }",
            "app.yaml",
            old
        )
        var validator = ConfigValidator()
        try validator.add(schemaFolder: folder.path + "/schemas")
        let system = try ConfigSystem(directory: folder.path + "/config", logger: .silent)
        system.register(validator)
        var value = try system.load("app")
        #expect(value["timeouts"]?["idleMs"]?.int == 500)
        #expect(
            try system.explain("app").map(\.description) == [
                "version = \"2.0.0\" (\(folder.path)/config/app.yaml:2:10)",
                "host = \"x\" (\(folder.path)/config/app.yaml:3:7)",
                "timeouts.idleMs = 500 (\(folder.path)/config/app.yaml:5:9)",
            ]
        )
        value = ["version": "2.0.0", "host": "x", "timeouts": ["idleMs": 15]]
        do throws(SaveError) {
            try system.save("app", value)
            Issue.record("it was saved")
        } catch {
            #expect(
                error.findings.map(\.description) == [
                    "\(folder.path)/config/app.yaml:2:10: error: not saved: the file has version 1.0.0, and "
                        + "must be migrated to 2.0.0; run configctl migrate app"
                ]
            )
        }
        try system.save("app", value, migrating: true)
        let text = try String(contentsOfFile: folder.path + "/config/app.yaml", encoding: .utf8)
        #expect(
            text
                == "# edge\nversion: 2.0.0\nhost: x # everywhere\ntimeouts:\n  # short\n  idleMs: 15 # ms\n"
        )
        #expect(
            FileManager.default.fileExists(atPath: folder.path + "/config/.migrations/journal.json")
        )
        #expect(system.validate(["app"]).findings.isEmpty)
    }
}
