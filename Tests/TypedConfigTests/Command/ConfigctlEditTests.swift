import ConfigDocument
import Foundation
import Testing

/// Commands that write, as an operator runs them.
struct ConfigctlEditTests {
    private let folder: TemporaryFolder

    private static let text = """
        # Who may be told what.
        db:
          password: canary-1  # from the vault
          user: app
        limit: 10   # a day


        note: |
          kept  


          as it is
        tags: [a, "b"]
        """

    private static let schema = """
        {"type": "object", "additionalProperties": false, "properties": {
          "db": {"properties": {"password": {"type": "string", "x-secret": true}, "user": {}}},
          "limit": {"type": "integer", "minimum": 1}, "note": {"type": "string"},
          "code": {"type": "string"}, "tags": {"type": "array", "items": {"type": "string"}},
          "any": {}}}
        """

    init() throws {
        folder = try TemporaryFolder([
            "config/store.yaml": Self.text, "schemas/store.schema.json": Self.schema,
        ])
    }

    private func configctl(_ line: String) async throws -> (status: Int32, output: String) {
        let program = try #require(BuiltProgram.path("configctl"), "configctl is not built")
        return try await Shell.run(
            "cd '\(folder.path)' && '\(program)' \(line) --schemas schemas"
        )
    }

    private func file() throws -> String {
        try String(contentsOfFile: folder.path + "/config/store.yaml", encoding: .utf8)
    }

    /// Lines that only move, and a file in which every line changes.
    @Test func formatShowsLargeChangesAtOnce() async throws {
        let count = 30_000
        let members = (0..<count).map { "\"key\($0)\": {\"a\": \($0)}" }
        try folder.write("{\(members.joined(separator: ", "))}", to: "config/store.json")
        try FileManager.default.removeItem(atPath: folder.path + "/config/store.yaml")
        try folder.write("{}", to: "schemas/store.schema.json")
        let start = ContinuousClock.now
        let one = try await configctl("format store --dry-run")
        #expect(one.output.contains("@@ -1,1 +1,\(count + 2) @@"))
        let lines = (0..<count).map { "key\($0): \($0)" + ($0 % 100 == 0 ? "  " : "") }
        try FileManager.default.removeItem(atPath: folder.path + "/config/store.json")
        try folder.write(lines.joined(separator: "\n"), to: "config/store.yaml")
        let many = try await configctl("format store --dry-run")
        #expect(many.output.contains("-key100: 100  \n+key100: 100\n"))
        #expect(!many.output.contains("key150:"))
        #expect(ContinuousClock.now - start < .seconds(60))
    }

    @Test(arguments: [
        ("limit 20", "limit: 10 ", "limit: 20 "),
        ("code 007", "[a, \"b\"]", "[a, \"b\"]\ncode: \"007\""),
        ("tags[1] true", "\"b\"", "\"true\""), ("limit --json 20", "limit: 10 ", "limit: 20 "),
        ("tags[2] c", "\"b\"]", "\"b\", c]"),
        ("/db/user root", "user: app", "user: root"),
    ])
    func setReadsTheValueByItsTypeAndKeepsTheRest(
        arguments: String,
        old: String,
        new: String
    ) async throws {
        let result = try await configctl("set store \(arguments)")
        #expect(result.status == 0, "\(result.output)")
        #expect(try file() == Self.text.replacing(old, with: new))
    }

    @Test func aDryRunShowsTheLinesAndWritesNothing() async throws {
        let result = try await configctl("set store limit 20 --dry-run")
        #expect(
            result.output == """
                --- config/store.yaml
                +++ config/store.yaml
                @@ -2,7 +2,7 @@
                 db:
                   password: <secret>  # <comment>
                   user: app
                -limit: 10   # a day
                +limit: 20   # a day
                 
                 
                 note: |
                limit: 10 -> 20 (config/store.yaml:5:8)

                """
        )
        #expect(try file() == Self.text)
    }

    @Test(arguments: [
        ("set store limit 0", "limit is 0; the smallest allowed value is 1"),
        ("set store limit many", "limit is \"many\"; a whole number is expected"),
        (
            "set store lmit 1",
            "argument KEY: error: unknown setting \"lmit\"; did you mean \"limit\"?"
        ),
        (
            "unset store lmit",
            "there is no setting \"lmit\" in the document; did you mean \"limit\"?"
        ),
        ("set stor limit 1", "there is no configuration type \"stor\""),
    ])
    func whatIsWrongIsSaidAndNotWritten(line: String, message: String) async throws {
        let result = try await configctl(line)
        #expect(result.status != 0)
        #expect(result.output.contains(message), "\(result.output)")
        #expect(try file() == Self.text)
    }

    /// Invalid names and folders are errors, not findings.
    @Test(arguments: [
        (
            "set stor.yaml limit 1",
            "\"stor.yaml\" is not the name of a configuration; write the name without its ending: stor\n"
        ),
        ("set config/store limit 1", "write the name alone: store\n"),
        ("get conf.d/10-store.YAML limit", "write the name without its ending: store\n"),
        ("explain ''", "\"\" is not the name of a configuration\n"),
        ("rollback config/store.yaml", "write the name without its ending: store\n"),
        ("set billing limit 1", "expected one of "), ("explain billing", "pass --schemas DIR"),
    ])
    func aNameThatIsNoneIsWrongUse(line: String, message: String) async throws {
        let result = try await configctl(line)
        #expect(result.status == 2)
        #expect(result.output.contains(message), "\(result.output)")
    }

    @Test(arguments: [
        (
            ["schemas/note.txt": ""],
            "schemas: error: there is no schema in this directory; expected "
        ),
        (["schemas/store.schema.json": "{"], "schemas/store.schema.json:1:2: error: "),
    ])
    func schemasThatAreNoneAreSaidToBeSo(files: [String: String], message: String) async throws {
        try FileManager.default.removeItem(atPath: folder.path + "/schemas/store.schema.json")
        for (path, text) in files { try folder.write(text, to: path) }
        let result = try await configctl("validate")
        #expect(result.status == 2)
        #expect(result.output.contains(message), "\(result.output)")
    }

    @Test(arguments: ["validate", "get store limit", "set store limit 5", "unset store limit"])
    func twoFilesOfOneNameAreNotJudged(line: String) async throws {
        try folder.write("{}", to: "config/store.json")
        let result = try await configctl(line)
        #expect(result.status == 2)
        #expect(result.output.contains("there are 2 files for \"store\": "), "\(result.output)")
    }

    @Test func whatManySettingsReferToIsChangedAtOnce() async throws {
        let count = 12_000
        let members = (0..<count).map { "key\($0): ${ref:/x}\n" }
        try folder.write("x: a\n" + members.joined(), to: "config/store.yaml")
        try folder.write("{}", to: "schemas/store.schema.json")
        let start = ContinuousClock.now
        let result = try await configctl("set store x b")
        #expect(result.output.split(separator: "\n").count == count + 1)
        #expect(ContinuousClock.now - start < .seconds(40))
    }

    @Test func aFragmentFolderThatCannotBeReadIsNotJudged() async throws {
        try FileManager.default.createSymbolicLink(
            atPath: folder.path + "/config/conf.d",
            withDestinationPath: "nowhere"
        )
        let result = try await configctl("validate")
        #expect(result.status == 2)
        #expect(result.output.contains("config/conf.d: error: is a symbolic link to \"nowhere\""))
    }

    @Test func aValueIsTakenFromStandardInput() async throws {
        try folder.write("canary-2\n", to: "secret.txt")
        let result = try await configctl("set store db.password --stdin < secret.txt")
        #expect(
            result.output == "db.password: <secret> -> <secret> (config/store.yaml:3:13)\n"
        )
        #expect(try file() == Self.text.replacing("canary-1", with: "canary-2"))
        let both = try await configctl("set store limit 1 --stdin < secret.txt")
        #expect(both.output.contains("With --stdin, no value is expected on the command line."))
    }

    /// Values read from standard input are never shown, with any schema.
    @Test(arguments: [
        "code", "code --format json", "code --dry-run", "limit", "lmit", "tags", "tags[0]",
        "/tags/-",
        "any", "any.key", "db.user", "db.pasword",
    ])
    func aValueOfStandardInputIsNotPrinted(arguments: String) async throws {
        try folder.write("canary-2\n", to: "value.txt")
        let program = try #require(BuiltProgram.path("configctl"), "configctl is not built")
        try await Shell.run("cd '\(folder.path)' && '\(program)' audit start")
        let result = try await configctl("set store \(arguments) --stdin < value.txt")
        let isSet = !["limit", "lmit", "tags"].contains(arguments) && !arguments.contains(" ")
        #expect((result.status == 0) == (isSet || arguments.contains(" ")), "\(result.output)")
        #expect(try file().contains("canary-2") == (isSet || arguments == "code --format json"))
        let trail = try await Shell.run("cat '\(folder.path)/config/.audit/audit.jsonl'").output
        #expect(!(result.output + trail).contains("canary-2"), "\(result.output)")
    }

    @Test(arguments: [
        "# password: canary-9\nlimit: 10\n", "limit: 10\n\n# smtp_password = canary-9\n",
        "limit: 10 # amqp://user:canary-9@host\n", "limit: 1\ndb:\n  password: x # was canary-9\n",
        "limit: 1\ndb:\n  # canary-9\n  password: x\n  # canary-9\n  # canary-9\n",
        "limit: 1 # canary-9\ndb: {password: canary-9}\n",
        "db:\n  password: |- # canary-9\n    x\n    y\nlimit: 1\n",
    ])
    func aDryRunShowsNoSecretInComments(text: String) async throws {
        try folder.write(text, to: "config/store.yaml")
        let result = try await configctl("set store limit 20 --dry-run")
        #expect(result.status == 0, "\(result.output)")
        #expect(result.output.contains("+limit: 20"))
        #expect(!result.output.contains("canary-9"), "\(result.output)")
    }

    @Test func aDryRunShowsOtherComments() async throws {
        try folder.write(
            "# Who may.\nlimit: 10 # a day\n\ndb: {password: x}\n",
            to: "config/store.yaml"
        )
        let result = try await configctl("set store limit 20 --dry-run")
        #expect(result.output.contains(" # Who may.\n-limit: 10 # a day\n+limit: 20 # a day"))
    }

    /// The lines of a dry run are those by which the file differs after the command.
    @Test(arguments: [
        "set store limit 20", "set store code 007", "set store tags[1] c", "unset store limit",
        "unset store note", "format store",
    ])
    func aDryRunShowsWhatIsWritten(line: String) async throws {
        // With a line break at its end, without which `diff` reports the last line.
        try folder.write(Self.text + "\n", to: "config/store.yaml")
        try folder.write(Self.text + "\n", to: "old.yaml")
        let dry = try await configctl(line + " --dry-run")
        #expect(try file() == Self.text + "\n")
        let edit = try await configctl(line)
        #expect(edit.status == 0, "\(edit.output)")
        let difference = try await Shell.run(
            "cd '\(folder.path)' && diff -u old.yaml config/store.yaml"
        )
        func changed(_ text: String) -> [Substring] {
            text.split(separator: "\n").filter { line in
                (line.hasPrefix("+") || line.hasPrefix("-")) && !line.hasPrefix("+++")
                    && !line.hasPrefix("---")
            }
        }
        #expect(!changed(difference.output).isEmpty)
        #expect(changed(dry.output) == changed(difference.output))
    }

    @Test func unsetRemovesTheLine() async throws {
        let result = try await configctl("unset store limit --format json")
        #expect(result.output.contains("\"kind\": \"removed\""), "\(result.output)")
        #expect(try file() == Self.text.replacing("limit: 10   # a day\n", with: ""))
    }

    /// The changes reported by `set` equal those that `diff` finds between the two files.
    @Test(arguments: [
        "set store limit 20", "set store code 007", "set store tags[1] c", "unset store limit",
        "set store db '{password: canary-2, user: root}'", "set store any '{a: [1, 2]}'",
        "unset store db",
    ])
    func whatIsToldIsWhatDiffFinds(line: String) async throws {
        try FileManager.default.copyItem(
            atPath: folder.path + "/config/store.yaml",
            toPath: folder.path + "/old.yaml"
        )
        let edit = try await configctl(line + " --format json")
        #expect(edit.status == 0, "\(edit.output)")
        let told = DocumentValue(try Document(parsing: edit.output, as: .json).root)["changes"]
        let diff = try await configctl(
            "diff old.yaml config/store.yaml --schema store --format json"
        )
        #expect(diff.status == 1, "\(diff.output)")
        let found = DocumentValue(try Document(parsing: diff.output, as: .json).root)
        let kinds = (told?.array ?? []).map { $0["kind"]?.string }
        #expect(!kinds.isEmpty && kinds.allSatisfy { $0 != nil })
        // A removed setting is reported in the old file.
        let there = String(decoding: (told ?? nil).encoded(as: .json), as: UTF8.self)
        let here = String(decoding: found.encoded(as: .json), as: UTF8.self)
        #expect(there == here.replacing("old.yaml", with: "config/store.yaml"))
        #expect(!there.contains("canary"))
    }

    @Test func noOutputHasASecret() async throws {
        for line in [
            "set store db.password canary-2 -n", "set store db.password canary-2",
            "unset store db.password -n", "format store -n",
        ] {
            let result = try await configctl(line)
            #expect(result.status == 0 && !result.output.contains("canary"), "\(result.output)")
        }
        #expect(try file() == Self.text.replacing("canary-1", with: "canary-2"))
    }

    @Test func formatTidiesWhiteSpaceAndKeepsTexts() async throws {
        let result = try await configctl("format store")
        #expect(result.output == "config/store.yaml: tidied\n")
        #expect(
            try file() == Self.text.replacing("# a day\n\n\n", with: "# a day\n\n") + "\n"
        )
        #expect(try await configctl("format store").output == "config/store.yaml: is tidy\n")
    }

    @Test func whatGetPrintsOfACollectionIsYAML() async throws {
        let any: DocumentValue = [
            "##[error]": "x", "a##[b]": ["::error::c\n::error::d\n", "e ##vso[f]"],
        ]
        let text = String(
            decoding: (["any": any] as DocumentValue).encoded(as: .yaml),
            as: UTF8.self
        )
        try folder.write(text, to: "config/store.yaml")
        let output = try await configctl("get store any").output
        #expect(!output.contains("##"))
        #expect(try DocumentValue(Document(parsing: Array(output.utf8), as: .yaml).root) == any)
    }

    /// A placeholder is printed as written in the file, in each format, with or without a schema; only
    /// `--reveal` prints its value.
    @Test(arguments: ["code", "limit", "tags", "any.a", "/any", "db.user"])
    func whatVariablesStandForIsPrintedOnlyIfAskedFor(key: String) async throws {
        let text = """
            code: ${env:PATH}
            limit: ${env:NO_SUCH_VARIABLE:-41}
            tags: ["a ${env:PATH}", "b ${env:NO_SUCH_VARIABLE:-41}"]
            any: {a: "${env:NO_SUCH_VARIABLE:-41}"}
            db: {user: "${ref:/code}"}
            """
        try folder.write(text, to: "config/store.yaml")
        try folder.write(text, to: "config/other.yaml")
        let path = try #require(ProcessInfo.processInfo.environment["PATH"])
        for command in ["get store", "get store --format json", "get other --without-schema"] {
            let written = try await configctl("\(command) '\(key)'")
            #expect(written.status == 0, "\(written.output)")
            #expect(written.output.contains("${"), "\(written.output)")
            #expect(!written.output.contains(path))
            let revealed = try await configctl("\(command) '\(key)' --reveal")
            #expect(revealed.output.contains(path) || revealed.output.contains("41"))
            #expect(!revealed.output.contains("${"), "\(revealed.output)")
        }
    }

    @Test func aChangeOfALongListIsShort() async throws {
        let tags = Array(repeating: "abc", count: 30_000).joined(separator: ", ")
        try folder.write("tags: [\(tags)]\n", to: "config/store.yaml")
        let run = try await configctl("set store 'tags[30000]' x")
        #expect(
            run.output.contains("… (30000 elements) -> ")
                && run.output.contains("… (30001 elements), 1 element differs (config/"),
            "\(run.output.prefix(2000))"
        )
        #expect(run.output.utf8.count < 1000)
        let json = try await configctl("set store 'tags[30001]' x --format json")
        #expect(json.output.utf8.count > 300_000)
    }

    @Test func watchPrintsWhatIsTakenAndWhatIsRefused() async throws {
        let program = try #require(BuiltProgram.path("configctl"))
        let result = try await Shell.run(
            """
            cd '\(folder.path)'; : > out
            '\(program)' watch store --count 2 --schemas schemas > out & 
            until grep -q watching out; do sleep 0.05; done
            sed -i 's/limit: 10/limit: 20/' config/store.yaml
            until grep -q changed out; do sleep 0.05; done
            sed -i 's/limit: 20/limit: 0/' config/store.yaml
            wait; cat out
            """
        )
        #expect(
            result.output == """
                watching config
                config/store.yaml: 1 changed
                  limit: 10 -> 20 (config/store.yaml:5:8)
                config/store.yaml:5:8: error: limit is 0; the smallest allowed value is 1
                  at /limit, by schemas/store.schema.json#/properties/limit/minimum
                refused; the last good configuration stays in use

                """
        )
    }
}
