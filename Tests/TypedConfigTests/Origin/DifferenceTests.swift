import ConfigDocument
import ConfigSchemas
import Testing

@testable import ConfigFiles
@testable import ConfigTypes
@testable import TypedConfig

/// Configurations without a generated type, as an operator uses them.
struct DifferenceTests {
    private func system(_ files: [String: String], _ layers: [ConfigLayer] = []) throws
        -> ConfigSystem
    {
        var validator = ConfigValidator()
        try validator.add(
            schema: [
                "properties": [
                    "port": ["type": "integer", "default": 80],
                    "host": ["type": "string", "x-env": "HOST"],
                    "server": ["allOf": [["$ref": "#/$defs/server"]]],
                    "users": ["items": ["properties": ["token": ["writeOnly": true]]]],
                ],
                "$defs": [
                    "server": ["properties": ["key": ["type": "string", "format": "password"]]]
                ],
            ],
            named: "app"
        )
        let system = try ConfigSystem(
            layers: [.files(InMemorySource(files, named: "config"))] + layers,
            main: "app"
        )
        system.register(validator)
        return system
    }

    @Test func aSchemaKnowsItsSettings() throws {
        let variables = ["HOST": "h", "APP_PORT": "81", "APP_SERVER_KEY": "canary"]
        let system = try system(
            ["app.yaml": "{}"],
            [.environment(prefix: "APP", variables: variables), .arguments(["--port", "82"])]
        )
        #expect(
            try system.explain("app").map(\.description) == [
                "host = \"h\" (environment variable HOST)",
                "port = 82 (argument --port), overrides 81 (environment variable APP_PORT)",
                "server.key = <secret> (environment variable APP_SERVER_KEY)",
            ]
        )
        #expect(
            try self.system(["app.yaml": "{}"]).explain("app").map(\.description) == [
                "port = 80 (default)"
            ]
        )
    }

    @Test func secretsAreRedactedAtEveryDepth() throws {
        let system = try system([
            "app.yaml": "server: {key: canary}\nusers: [{name: a, token: canary}]\nhost: h\n"
        ])
        #expect(
            try system.redacted("app") == [
                "server": ["key": "<secret>"],
                "users": [["name": "<secret>", "token": "<secret>"]],
                "host": "h",
            ]
        )
    }

    @Test func differencesAreByValueAndWithoutSecrets() throws {
        let folder = try TemporaryFolder([
            "app.json": #"{"host": "h", "port": 80, "users": [{"name": "a", "token": "canary1"}]}"#,
            "app.production.yaml":
                "port: 80.0\nusers: [{token: canary2, name: b}]\nserver: {key: canary}\n",
        ])
        let system = try system(["app.yaml": "host: h"])
        let changes = try system.differences(
            between: folder.path + "/app.json",
            and: folder.path + "/app.production.yaml"
        )
        let file = folder.path + "/app.production.yaml"
        #expect(
            changes.map(\.description) == [
                "host: removed, was \"h\" (\(folder.path)/app.json:1:10)",
                "users[0].name: <secret> -> <secret> (\(file):2:32)",
                "users[0].token: <secret> -> <secret> (\(file):2:17)",
                "server: added <secret> (\(file):3:9)",
            ]
        )
        #expect(try system.differences(between: "app", and: "app") == [])
        let error = #expect(throws: ConfigError.self) {
            try system.differences(between: "no", and: folder.path + "/no.yaml")
        }
        #expect(error?.findings.count == 2)
    }

    @Test func whatAFileAddsIsAsSecretAsWhatItLacks() throws {
        let folder = try TemporaryFolder([
            "other.yaml": "server: {key: canary, more: canary}\nusers: [{token: canary}]\nhots: h"
        ])
        let system = try system(["app.yaml": "port: 1"])
        let other = folder.path + "/other.yaml"
        let keys = ["server", "users", "hots"]
        #expect(
            try system.differences(between: "app", and: other).dropFirst().map(\.description)
                == [
                    "server: added <secret> (\(other):1:9)", "users: added <secret> (\(other):2:8)",
                    "hots: added <secret> (\(other):3:7)",
                ]
        )
        let back = try system.differences(between: other, and: "app").filter(\.isSecret)
        #expect(back.map(\.key) == keys && back.allSatisfy { $0.old == nil })
        let error = #expect(throws: ConfigError.self) {
            try system.differences(between: other, and: other, schema: "ap")
        }
        #expect(error?.findings.first?.suggestion == "did you mean \"app\"?")
    }
}
