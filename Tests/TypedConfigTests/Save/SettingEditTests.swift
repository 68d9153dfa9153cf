import ConfigDocument
import ConfigSchemas
import Foundation
import Testing

@testable import ConfigFiles
@testable import ConfigTypes
@testable import TypedConfig

/// The effect of `configctl set` and `unset` on a setting, its text and the file.
struct SettingEditTests {
    private let folder: TemporaryFolder

    private static let schema: DocumentValue = [
        "type": "object", "additionalProperties": false, "$defs": ["name": ["type": "string"]],
        "properties": [
            "mixed": ["type": ["string", "integer", "boolean", "array", "object"]],
            "whole": ["type": ["integer", "null"]],
            "any": true, "none": ["oneOf": [["type": "integer"], ["const": nil]]],
            "text": ["anyOf": [["$ref": "#/$defs/name"], ["type": "array"], ["type": "null"]]],
            "level": ["enum": ["low", 1, true, nil]],
            "plain": ["oneOf": [["type": "integer"], ["type": "string", "pattern": "^0"]]],
            "switch": ["type": ["boolean", "integer", "null"]],
            "note": ["type": ["string", "null"]], "name": ["type": "string"],
            "copy": ["type": "string"], "port": ["type": "integer"], "ratio": ["type": "number"],
            "tags": ["type": "array", "items": ["type": "string"]],
            "ports": ["type": "array", "items": ["type": "integer"]],
            "map": ["type": "object", "additionalProperties": ["type": "integer"]],
            "vault": [
                "type": "object", "additionalProperties": ["type": "integer", "x-secret": true],
            ],
            "servers": [
                "type": "array",
                "items": ["type": "object", "properties": ["host": ["type": "string"]]],
            ],
            "db": [
                "type": "object",
                "properties": [
                    "host": ["type": "string"],
                    "password": ["type": "string", "x-secret": true],
                ],
            ],
            "token": ["type": "string", "x-secret": true],
            "pin": ["anyOf": [["type": "integer"], ["type": "null"]], "x-secret": true],
        ],
    ]

    init() throws { folder = try TemporaryFolder(["app.yaml": ""]) }

    private func system(
        _ text: String,
        _ layers: [ConfigLayer] = [],
        variable: @escaping @Sendable (String) -> String? = { _ in nil }
    ) throws -> ConfigSystem {
        try folder.write(text, to: "app.yaml")
        var interpolation = Interpolation()
        interpolation.variable = variable
        var validator = ConfigValidator()
        try validator.add(schema: Self.schema, named: "app")
        let system = try ConfigSystem(
            layers: [.directory(folder.path)] + layers,
            main: "app",
            interpolation: interpolation
        )
        system.register(validator)
        return system
    }

    private func file() throws -> String {
        try String(contentsOfFile: folder.path + "/app.yaml", encoding: .utf8)
    }

    private func refusal(_ body: () throws -> Void) -> [String] {
        do {
            try body()
            return []
        } catch let error as SaveError {
            return error.findings.map { finding in
                ([finding.message] + [finding.suggestion].compactMap { $0 }).joined(separator: "; ")
            }
        } catch {
            return ["\(error)"]
        }
    }

    // MARK: Text

    /// Of the readings of a text, the refusal is about the one that the schema allows.
    @Test func aRefusalIsOfTheReadingThatIsAllowed() throws {
        let system = try system("any: &a 1234\npin: *a\n")
        let error = #expect(throws: SaveError.self) {
            try system.planSetting("pin", of: "app", to: "99")
        }
        let message = error?.findings.first?.message ?? ""
        #expect(message.hasPrefix("not saved: any shares the value of a secret"), "\(message)")
    }

    @Test(arguments: [
        ("mixed", "007", "\"007\""), ("mixed", "7", "\"7\""), ("mixed", "1_000", "\"1_000\""),
        ("mixed", "1.50", "\"1.50\""), ("mixed", "yes", "\"yes\""), ("mixed", "true", "\"true\""),
        ("mixed", "null", "\"null\""), ("mixed", "~", "\"~\""), ("mixed", "'a'", "\"'a'\""),
        ("mixed", "[a-z]", "\"[a-z]\""), ("mixed", "[1]", "\"[1]\""),
        ("mixed", "{x}", "\"{x}\""), ("mixed", "{\"a\": 1}", "'{\"a\": 1}'"),
        ("mixed", "a: b", "\"a: b\""), ("mixed", "- a", "\"- a\""), ("mixed", "1e3", "\"1e3\""),
        ("mixed", "line 1\nline 2", "|-\n  line 1\n  line 2"),
        ("mixed", "-----BEGIN KEY-----\nx\n", "|\n  -----BEGIN KEY-----\n  x"),
        ("mixed", "", "\"\""), ("mixed", " 7", "\" 7\""),
        ("mixed", "1.0", "\"1.0\""), ("plain", "0", "\"0\""), ("plain", "7", "7"),
        ("level", "low", "low"), ("level", "null", "null"), ("level", "1", "1"),
        ("whole", "null", "null"), ("whole", "7", "7"), ("switch", "null", "null"),
        ("note", "null", "\"null\""), ("any", "7", "\"7\""), ("any", "null", "\"null\""),
        ("text", "[a]", "\"[a]\""), ("text", "null", "\"null\""), ("none", "null", "null"),
        ("port", "1e3", "1000"), ("port", "1000.0", "1000"),
        ("ports", "[1e3, 2.0]", "[1000, 2]"), ("ports[0]", "2.0", "[2]"),
        ("ratio", "1.0", "1.0"), ("ratio", "2.5e1", "25"),
    ])
    func textIsReadAsTheSchemaAllows(key: String, text: String, written: String) throws {
        let system = try system("copy: x\n")
        try system.save(system.planSetting(key, of: "app", to: text), of: "app")
        let name = key.prefix { $0 != "[" }
        #expect(try file() == "copy: x\n\(name):\(written.hasPrefix("\n") ? "" : " ")\(written)\n")
    }

    @Test func nullCanBeSetWhereTheTextNullIsAllowedToo() throws {
        let system = try system("note: x\n")
        try system.save(system.planSetting("note", of: "app", to: nil), of: "app")
        #expect(try file() == "note: null\n")
        #expect(
            refusal { _ = try system.planSetting("name", of: "app", to: nil) }
                == ["name is null; a string is expected"]
        )
    }

    @Test(arguments: [
        ("mixed", "7", "7"), ("mixed", "\"7\"", "\"7\""), ("mixed", "true", "true"),
        ("mixed", "[\"a\"]", "\n  - a"), ("level", "null", "null"),
        ("any", "{\"a\": 1}", "\n  a: 1"),
        ("port", "7", "7"),
    ])
    func jsonSaysOfWhatTypeItIs(key: String, text: String, written: String) throws {
        let system = try system("copy: x\n")
        let plan = try system.planSetting(key, of: "app", to: text, isJSON: true)
        try system.save(plan, of: "app")
        #expect(try file() == "copy: x\n\(key):\(written.hasPrefix("\n") ? "" : " ")\(written)\n")
    }

    @Test(arguments: ["[a-z]", "", " "])
    func whatIsNoJSONIsRefused(text: String) throws {
        let system = try system("copy: x\n")
        let error = #expect(throws: SaveError.self) {
            _ = try system.planSetting("any", of: "app", to: text, isJSON: true)
        }
        #expect(error?.findings.map(\.file) == ["argument VALUE"])
    }

    /// The file does not contain refused values.
    @Test(arguments: [
        ("port", "abc"), ("port", "${env:NONE}"), ("name", "${env:}"), ("tags", "[1]"),
        ("tags[0]", "${env:X"), ("/tags/-", "${env:X"), ("whole", "1.5"),
    ])
    func aRefusalNamesThePlaceWhereTheValueWasTyped(key: String, text: String) throws {
        let system = try system("port: 1\nname: x\ntags: [a]\n")
        for (isHidden, place) in [(false, "argument VALUE"), (true, "standard input")] {
            let error = #expect(throws: SaveError.self) {
                _ = try system.planSetting(key, of: "app", to: text, isHidden: isHidden)
            }
            let places = error?.findings.map { $0.file + ($0.position.map { ":\($0.line)" } ?? "") }
            #expect(places == [place])
        }
    }

    /// The text that was refused is not in the file.
    @Test(arguments: [
        ("port: 1\nwhole: x\n", "2:8"), ("# top\nport: 1 # one\nmap:\n  a: [1]\n", "4:6"),
        ("port: 1\nmap: {}\nnme: x\n", "3:1"),
    ])
    func aRefusalNamesOldFaultsWhereTheyAre(text: String, place: String) throws {
        let system = try system(text)
        for edit in 0..<3 {
            let error = #expect(throws: SaveError.self) {
                switch edit {
                case 0: _ = try system.planUnsetting(["port"], of: "app")
                case 1: _ = try system.planSetting("copy", of: "app", to: "a\nb")
                default:
                    let two = [TypedSetting("copy", to: "x"), TypedSetting("level", to: "low")]
                    _ = try system.planSettings(two, of: "app")
                }
            }
            let found = error?.findings.filter { $0.file.hasSuffix("app.yaml") } ?? []
            let places = found.map { $0.position.map { "\($0.line):\($0.column)" } }
            #expect(places == [place], "\(edit)")
        }
    }

    @Test func manySettingsAreReadLikeOne() throws {
        let system = try system("port: 1\n")
        let settings = (0..<40).map { TypedSetting("any.k\($0)", to: "\($0)") }
        try system.save(try system.planSettings(settings, of: "app"), of: "app")
        let written = (0..<40).map { "  k\($0): \"\($0)\"\n" }.joined()
        #expect(try file() == "port: 1\nany:\n" + written)
    }

    @Test(arguments: [
        ("whole", "abc", "whole is \"abc\"; a whole number or null is expected"),
        ("port", "abc", "port is \"abc\"; a whole number is expected"),
        ("tags", "abc", "tags is not an array; write it as [a, b]"),
        ("map", "abc", "map is not an object; write it as {a: 1}"),
    ])
    func whatDoesNotFitIsRefused(key: String, text: String, message: String) throws {
        let system = try system("port: 1\n")
        #expect(refusal { _ = try system.planSetting(key, of: "app", to: text) } == [message])
    }

    @Test(arguments: ["", " ", "\n", "# low", "&a", "1 # x", "!!null", "'low'", "- low"])
    func anotherTextIsNotTakenForNullOrANumber(text: String) throws {
        let system = try system("level: low\n")
        #expect(throws: SaveError.self) { try system.planSetting("level", of: "app", to: text) }
    }

    @Test(arguments: [
        ("APP_WHOLE", "null", "whole", DocumentValue.null), ("APP_MIXED", "007", "mixed", "007"),
        ("APP_NOTE", "null", "note", "null"), ("APP_SWITCH", "null", "switch", .null),
        ("APP_PORT", "1e3", "port", 1000), ("APP_MIXED", "7", "mixed", 7),
        ("APP_MIXED", "[a-z]", "mixed", "[a-z]"), ("APP_MIXED", "[\"a\"]", "mixed", .array(["a"])),
        ("APP_MIXED", "{x}", "mixed", "{x}"), ("APP_MIXED", "null", "mixed", "null"),
        ("APP_LEVEL", "null", "level", .null), ("APP_NONE", "null", "none", .null),
        ("APP_NONE", "7", "none", 7), ("APP_TEXT", "null", "text", "null"),
        ("APP_PLAIN", "07", "plain", "07"), ("APP_PLAIN", "0x7", "plain", "0x7"),
    ])
    func variablesAreReadAlike(
        variable: String,
        text: String,
        key: String,
        value: DocumentValue
    ) throws {
        let system = try system(
            "whole: 5\nnote: x\nswitch: 1\nmixed: y\nport: 1\n",
            [.environment(prefix: "APP", variables: [variable: text])]
        )
        #expect(try system.load("app")[key] == value)
        // The same for secret files, and for the values of placeholders.
        try folder.write(text, to: "secrets/\(key)")
        #expect(chmod(folder.path + "/secrets/\(key)", 0o600) == 0)
        let secret = try self.system("port: 1\n", [.secrets(in: folder.path + "/secrets")])
        #expect(try secret.load("app")[key] == value)
        let placeholder = try self.system("\(key): ${env:X}\n") { _ in text }
        #expect(try placeholder.load("app")[key] == value)
    }

    // MARK: Paths

    @Test(arguments: [
        ("tags[0]", "a", "port: 1\ntags:\n  - a\n"),
        ("/tags/-", "a", "port: 1\ntags:\n  - a\n"), ("tags.0", "a", "port: 1\ntags:\n  - a\n"),
        ("servers[0].host", "h", "port: 1\nservers:\n  - host: h\n"),
        ("/servers/-/host", "h", "port: 1\nservers:\n  - host: h\n"),
        ("map.0", "5", "port: 1\nmap:\n  \"0\": 5\n"),
        ("map.404", "5", "port: 1\nmap:\n  \"404\": 5\n"),
        ("db.host", "h", "port: 1\ndb:\n  host: h\n"),
    ])
    func aPathIntoWhatIsNotThereMakesIt(key: String, text: String, after: String) throws {
        let system = try system("port: 1\n")
        try system.save(system.planSetting(key, of: "app", to: text), of: "app")
        #expect(try file() == after)
    }

    @Test(arguments: [
        ("tags[1]", "tags: [a, b]\n"), ("/tags/-", "tags: [a, b]\n"), ("tags.1", "tags: [a, b]\n"),
        ("tags[0]", "tags: [b]\n"),
    ])
    func aPositionChangesOrAppends(key: String, after: String) throws {
        let system = try system("tags: [a]\n")
        try system.save(system.planSetting(key, of: "app", to: "b"), of: "app")
        #expect(try file() == after)
    }

    @Test(arguments: [
        ("tags: [a]\n", "tags[2]", "/tags: the array has 1 element, so index 2 is beyond its end"),
        ("port: 1\n", "tags[2]", "/tags: the array has 0 elements, so index 2 is beyond its end"),
        (
            "port: 1\n", "/servers/3/host",
            "/servers: the array has 0 elements, so index 3 is beyond its end"
        ),
        (
            "port: 1\n", "tags[99999999999999999999]",
            "/tags: the array has 0 elements, so index 9223372036854775807 is beyond its end"
        ),
        ("tags: [a]\n", "tags.x", "/tags: an array has no element \"x\""),
        ("tags: [a]\n", "/tags/00", "/tags: an array has no element \"00\""),
        ("db: {host: h}\n", "db[0]", "/db: the value is not an array"),
        ("port: 1\n", "port.x", "/port: the value is not an object, so it has no member \"x\""),
    ])
    func aPathThatLeadsNowhereIsRefused(text: String, key: String, reason: String) throws {
        let system = try system(text)
        #expect(
            refusal { _ = try system.planSetting(key, of: "app", to: "b") }
                == ["not saved: \(reason)"]
        )
    }

    @Test(arguments: [("tags[-1]", "/tags[-1]"), ("db.x[a]", "/db/x[a]"), ("tags[]", "/tags[]")])
    func bracketsWithoutAnIndexAreNotAKey(key: String, pointer: String) throws {
        var validator = ConfigValidator()
        try validator.add(schema: ["type": "object"], named: "app")
        try folder.write("tags: [a]\n", to: "app.yaml")
        let system = try ConfigSystem(layers: [.directory(folder.path)], types: [])
        system.register(validator)
        let index = try #require(key.firstIndex(of: "[").map { key[$0...] })
        #expect(
            refusal { _ = try system.planSetting(key, of: "app", to: "b") } == [
                "\"\(index)\" is not an index; write a whole number such as [0], "
                    + "or the JSON Pointer \(pointer) for a key of this name"
            ]
        )
        try system.save(system.planSetting(pointer, of: "app", to: "b"), of: "app")
        try system.save(system.planSetting(key, of: "app", to: "c"), of: "app")
        #expect(try file().contains(": c\n"))
    }

    // MARK: Placeholders

    @Test(arguments: [
        ("${env:HOME}", "/home"), ("$${x}", "${x}"), ("in ${env:HOME}!", "in /home!"),
        ("${env:NONE:-d}", "d"), ("${other}", "${other}"),
    ])
    func placeholdersAreWrittenAsTheyAreTyped(text: String, value: String) throws {
        let system = try system("name: x # kept\n") { $0 == "HOME" ? "/home" : nil }
        let plan = try system.planSetting("name", of: "app", to: text)
        #expect(plan.changes.map(\.new) == [.string(text)])
        try system.save(plan, of: "app")
        let written = DocumentValue(try Document(parsing: file(), as: .yaml).root)
        #expect(written == ["name": .string(text)])
        #expect(try file().hasSuffix(" # kept\n"))
        #expect(try system.load("app") == ["name": .string(value)])
    }

    /// The text in the file is compared with the input, not with its resolved value.
    @Test(arguments: [
        ("name: $${env:HOME} # kept\n", "name", "${env:HOME}", "name: ${env:HOME} # kept\n"),
        ("name: ${env:HOME}\n", "name", "$${env:HOME}", "name: $${env:HOME}\n"),
        ("name: ${env:HOME}\n", "name", "/root", "name: /root\n"),
        ("name: ${env:NONE:-/root}\n", "name", "/root", "name: /root\n"),
        ("name: /root\n", "name", "${env:HOME}", "name: ${env:HOME}\n"),
        ("copy: /root\nname: ${ref:/copy}\n", "name", "/root", "copy: /root\nname: /root\n"),
        ("tags: [\"${env:HOME}\"]\n", "tags[0]", "/root", "tags: [\"/root\"]\n"),
        ("tags: [a, \"${env:HOME}\"]\n", "tags", "[a, /root]", "tags: [a, \"/root\"]\n"),
        ("db: {host: \"${env:HOME}\"}\n", "db", "{host: /root}", "db: {host: \"/root\"}\n"),
        ("port: ${env:PORT}\n", "port", "80", "port: 80\n"),
        ("port: 80\n", "port", "${env:PORT}", "port: ${env:PORT}\n"),
        ("ratio: 1\n", "ratio", "${env:NONE:-2.5}", "ratio: ${env:NONE:-2.5}\n"),
        ("tags: [a]\n", "tags", "${env:TAGS}", "tags: ${env:TAGS}\n"),
        ("whole: 1\n", "whole", "${ref:/port}", nil),
        ("name: /root\n", "name", "/root", nil), ("name: $${x}\n", "name", "$${x}", nil),
    ])
    func whatIsWrittenIsComparedWithWhatIsTyped(
        before: String,
        key: String,
        text: String,
        after: String?
    ) throws {
        let variables = ["HOME": "/root", "PORT": "80", "TAGS": "[b]"]
        let system = try system(before) { variables[$0] }
        let plan = try? system.planSetting(key, of: "app", to: text)
        #expect(
            plan?.changes.isEmpty == (after == nil && text.contains("ref") ? nil : after == nil)
        )
        if let plan { try system.save(plan, of: "app") }
        #expect(try file() == after ?? before)
    }

    @Test func aPlaceholderIsRefusedAsALoadRefusesIt() throws {
        let system = try system("port: 1\n") { $0 == "TEXT" ? "x" : nil }
        for (text, message) in [
            (
                "${env:NONE}",
                "port refers to the environment variable NONE, which is not set; "
                    + "set it, or write a default: ${env:NONE:-default}"
            ),
            ("${env:TEXT}", "port has a value that is not shown; a whole number is expected"),
            ("1${env:NONE:-2}", "port has a value that is not shown; a whole number is expected"),
        ] {
            #expect(
                refusal { _ = try system.planSetting("port", of: "app", to: text) } == [message]
            )
        }
        #expect(try file() == "port: 1\n")
    }

    @Test func aPlaceholderIsRefusedWhereAHigherLayerWins() throws {
        let system = try system(
            "name: x\n",
            [.environment(prefix: "APP", variables: ["APP_NAME": "y"])],
            variable: { _ in "/home" }
        )
        #expect(
            refusal { _ = try system.planSetting("name", of: "app", to: "${env:HOME}") } == [
                "not saved: name would still have the value of environment variable APP_NAME, "
                    + "which takes precedence over the file; change it there"
            ]
        )
    }

    @Test(
        arguments: [
            ("ratio: null\nname: ~\nport: null\n", ["ratio": "1:8", "name": "2:7", "port": "3:7"]),
            ("{ratio: null, name: null}", ["ratio": "1:9", "name": "1:21"]),
            (
                "db: {host: null}\r\nname: null # a\r\nratio: null",
                ["db.host": "1:12", "name": "2:7", "ratio": "3:8"]
            ),
            ("db: null\nname: null\n", ["db.host": "1:5", "name": "2:7"]),
        ]
    )
    func aRefusalNamesTheNullThatRemoves(overlay: String, places: [String: String]) throws {
        _ = try system("port: 1\nname: a\nratio: 1\ndb: {host: h}\n")
        try folder.write(overlay, to: "app.production.yaml")
        var validator = ConfigValidator()
        try validator.add(schema: Self.schema, named: "app")
        let system = try ConfigSystem(
            layers: [.directory(folder.path, overlay: "production")],
            types: []
        )
        system.register(validator)
        for (key, place) in places {
            let reasons = refusal { _ = try system.planSetting(key, of: "app", to: "2") }
            #expect(
                reasons.first?.contains("/app.production.yaml:\(place), which takes precedence")
                    == true,
                "\(key): \(reasons)"
            )
        }
    }

    @Test(arguments: ["null", "1"])
    func aRefusalNamesTheFragmentThatRemoves(value: String) throws {
        _ = try system("port: 1\ndb: {host: h}\n")
        try folder.write("db: \(value)\n", to: "conf.d/10-app.yaml")
        try folder.write("db: {password: p}\n", to: "conf.d/20-app.yaml")
        var validator = ConfigValidator()
        try validator.add(schema: Self.schema, named: "app")
        let system = try ConfigSystem(layers: [.directory(folder.path)], types: [])
        system.register(validator)
        let reasons = refusal { _ = try system.planSetting("db.host", of: "app", to: "x") }
        #expect(
            reasons.first?.contains("/conf.d/10-app.yaml:1:5, which takes precedence") == true,
            "\(reasons)"
        )
    }

    @Test func whatRefersToTheSettingFollowsIt() throws {
        let system = try system("name: x\ncopy: ${ref:/name}\n")
        let plan = try system.planSetting("name", of: "app", to: "z")
        #expect(plan.changes.map(\.key) == ["name", "copy"])
        try system.save(plan, of: "app")
        #expect(try file() == "name: z\ncopy: ${ref:/name}\n")
        #expect(try system.load("app") == ["name": "z", "copy": "z"])
    }

    @Test(arguments: ["${env:HOME}", "$${x}", "$$${env:A}${ref:/b}$", "${x}", "$"])
    func aValueThatIsSavedIsNoPlaceholder(text: String) throws {
        let system = try system("name: x\n") { _ in "/home" }
        try system.save("app", ["name": .string(text)])
        #expect(try system.load("app") == ["name": .string(text)])
        system.invalidate("app")
        #expect(try system.load("app") == ["name": .string(text)])
    }

    // MARK: Secrets

    @Test(arguments: [
        ("token", "port: 1\n", "port: 1\ntoken: abc\n"),
        ("db.password", "db: {host: h}\n", "db: {host: h, password: abc}\n"),
        ("db.password", "port: 1\n", "port: 1\ndb:\n  password: abc\n"),
        ("token", "token: old\n", "token: abc\n"), ("token", "token: $${x}\n", "token: abc\n"),
    ])
    func aSecretThatNothingHoldsIsAdded(key: String, before: String, after: String) throws {
        let system = try system(before)
        try system.save(system.planSetting(key, of: "app", to: "abc"), of: "app")
        #expect(try file() == after)
    }

    @Test func aSecretOfAnotherPlaceIsNotReplaced() throws {
        let system = try system("token: ${env:T}\n") { _ in "t" }
        #expect(
            refusal { _ = try system.planSetting("token", of: "app", to: "abc") } == [
                "not saved: token is a secret, and its value is not in this file; "
                    + "change it where it comes from"
            ]
        )
        try system.save(system.planSetting("token", of: "app", to: "${env:U}"), of: "app")
        #expect(try file() == "token: ${env:U}\n")
    }

    @Test(arguments: [
        ("token: &p old\nname: *p\n", "token", "name"),
        ("token: &p old\ntags: [a, *p]\n", "token", "tags[1]"),
        ("db: {password: &p old}\ncopy: *p\n", "db", "copy"),
        ("vault: &v {a: 7391}\nmap: {<<: *v}\n", "vault.a", "map.a"),
        ("vault: &v {a: 7391}\nmap: *v\n", "vault.a", "map.a"),
        ("name: &p old\ntoken: *p\n", "token", "name"),
    ])
    func whatAnAliasHasOfASecretIsNotWrittenInClear(
        text: String,
        key: String,
        name: String
    ) throws {
        let system = try system(text)
        let reason =
            "not saved: \(name) shares the value of a secret by an alias or a merge key, and would "
            + "contain it in clear text; write another value there first"
        let value = key == "db" ? "{}" : "5"
        #expect(
            refusal {
                _ = try system.planSetting(key, of: "app", to: value, isJSON: key != "token")
            }
                == [reason]
        )
        #expect(refusal { _ = try system.planUnsetting([key], of: "app") } == [reason])
    }

    @Test func anAliasOfASecretMakesWayForAnotherValue() throws {
        let system = try system("token: &p old\nname: *p\n")
        for key in ["name", "token"] {
            try system.save(system.planSetting(key, of: "app", to: "new"), of: "app")
        }
        #expect(try file() == "token: &p new\nname: new\n")
    }

    // MARK: Several at once

    @Test func changesOfDifferentSettingsDoNotDisturbEachOther() throws {
        let system = try system("port: 1\nname: x\n")
        let mine = try system.planSetting("port", of: "app", to: "2")
        let theirs = try system.planSetting("name", of: "app", to: "z")
        try system.save(theirs, of: "app")
        try system.save(mine, of: "app")
        #expect(try file() == "port: 2\nname: z\n")
    }

    @Test func bothMayAppend() throws {
        let system = try system("tags: [a]\n")
        let plans = try ["b", "c"].map { try system.planSetting("/tags/-", of: "app", to: $0) }
        for plan in plans { try system.save(plan, of: "app") }
        #expect(try file() == "tags: [a, b, c]\n")
    }

    @Test func aChangeOfTheSameSettingIsAConflict() throws {
        let system = try system("port: 1\n")
        let plans = try ["2", "3"].map { try system.planSetting("port", of: "app", to: $0) }
        let removal = try system.planUnsetting(["port"], of: "app")
        try system.save(plans[1], of: "app")
        let message =
            "not saved: somebody else has changed port: 1 -> 3 (\(folder.path)/app.yaml:1:7)"
        for plan in [plans[0], removal] {
            #expect(
                refusal { try system.save(plan, of: "app") }
                    == [message + "; check the new value, then repeat your change"]
            )
        }
        // Setting an existing value again is not a conflict.
        try system.save(plans[1], of: "app")
        #expect(try file() == "port: 3\n")
    }

    // MARK: Cost

    /// Twice the members take about twice as long; comparing all pairs would take four times as
    /// long.
    @Test func anEditIsLinearInTheDocument() throws {
        func seconds(_ count: Int) throws -> Double {
            let map = (0..<count).map { "  k\($0): \($0)\n" }.joined()
            let system = try system("map:\n\(map)port: 1\n")
            return try (0..<3).map { round in
                let start = clock()
                _ = try system.planSetting("port", of: "app", to: "\(round + 2)")
                return Double(clock() - start)
            }.min() ?? 0
        }
        let (small, large) = (try seconds(1_000), try seconds(8_000))
        #expect(large < small * 24, "\(small) to \(large)")
    }

    // MARK: Several settings

    @Test func severalSettingsAreOneWrite() throws {
        let system = try system("port: 1 # as always\nname: a\n")
        let plan = try system.planSettings(
            [
                TypedSetting("port", to: "2"), TypedSetting("mixed", to: "007"),
                .init("name", to: "b"),
            ],
            of: "app"
        )
        let result = try system.save(plan, of: "app")
        #expect(result.changes.map(\.key).sorted() == ["mixed", "name", "port"])
        #expect(try file() == "port: 2 # as always\nname: b\nmixed: \"007\"\n")
    }

    @Test func ofSeveralSettingsNoneIsWrittenIfOneIsRefused() throws {
        let system = try system("port: 1\n")
        let reasons = refusal {
            _ = try system.planSettings(
                [TypedSetting("name", to: "b"), TypedSetting("port", to: "x")],
                of: "app"
            )
        }
        #expect(reasons.count == 1 && reasons[0].contains("port is \"x\""), "\(reasons)")
        #expect(try file() == "port: 1\n")
    }

    /// A later setting may lie inside what an earlier one has made.
    @Test func settingsBuildOnEachOther() throws {
        let system = try system("port: 1\n")
        let plan = try system.planSettings(
            [TypedSetting("ports[0]", to: "1"), TypedSetting("ports[1]", to: "2")],
            of: "app"
        )
        try system.save(plan, of: "app")
        #expect(try file() == "port: 1\nports: [1, 2]\n")
    }
}

extension ConfigSystem {
    fileprivate func planSetting(
        _ key: String,
        of name: String,
        to text: String?,
        isJSON: Bool = false,
        isHidden: Bool = false
    ) throws(SaveError) -> SavePlan {
        try planSettings(
            [TypedSetting(key, to: text, isJSON: isJSON, isHidden: isHidden)],
            of: name
        )
    }
}
