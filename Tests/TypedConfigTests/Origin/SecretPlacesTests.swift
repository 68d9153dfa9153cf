import ConfigDocument
import ConfigSchemas
import Testing

@testable import ConfigFiles
@testable import ConfigTypes
@testable import TypedConfig

/// The visible parts of secrets, and their replacements.
struct SecretPlacesTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func system(_ text: String, variables: [String: String] = [:]) throws -> ConfigSystem {
        try folder.write(text, to: "app.yaml")
        var interpolation = Interpolation()
        interpolation.variable = { variables[$0] }
        var validator = ConfigValidator()
        try validator.add(
            schema: [
                "properties": [
                    "apiToken": ["type": "string", "x-secret": true],
                    "name": ["type": "string"], "port": ["type": "integer"],
                    "mode": ["enum": ["dev", "prod"]], "copy": ["type": "object"],
                    "tokens": ["type": "array", "items": ["type": "string", "x-secret": true]],
                    "vault": ["additionalProperties": ["type": "string", "x-secret": true]],
                    "whole": ["type": "object", "x-secret": true],
                ],
                "additionalProperties": false,
            ],
            named: "app"
        )
        let system = try ConfigSystem(
            layers: [.directory(folder.path)],
            interpolation: interpolation,
            logger: .silent
        )
        system.register(validator)
        return system
    }

    @Test(arguments: [
        ("mode: ${ref:/apiToken}\napiToken: canary", "mode"),
        ("mode: ${env:PW}\napiToken: x", "mode"),
        ("apiToken: &a canary\nmode: *a", "mode"),
        ("apiToken: x\nmode: ${ref:/name}\nname: ${env:PW}", "mode"),
    ])
    func findingsDoNotQuoteWhatIsCopied(text: String, key: String) throws {
        let error = #expect(throws: ConfigError.self) {
            try system(text, variables: ["PW": "canary"]).load("app")
        }
        #expect(
            error?.findings.map(\.message) == [
                "\(key) has a value that is not shown; expected one of \"dev\", \"prod\""
            ]
        )
    }

    /// The document itself is the secret, and has no member to mark.
    @Test func membersOfADocumentThatIsASecretAreMarked() throws {
        let system = try system("apiToken: &a canary\n*a : 5\nport: 7")
        let value = try system.load("app", validate: false)
        for member in ["apiToken", "port"] {
            #expect("\(value)".contains("\"\(member)\":\"<secret>\""), "\(value)")
        }
    }

    @Test(arguments: [
        ("name: ${ref:/apiToken}\napiToken: canary", ["name = <secret>", "apiToken = <secret>"]),
        ("name: ${env:PW}", ["name = \"${env:PW}\""]),
        ("name: a ${env:PW}", ["name = \"a ${env:PW}\""]),
        ("port: ${env:PORT}", ["port = \"${env:PORT}\""]),
        ("copy: ${ref:/vault}\nvault: {k: canary}", ["copy.k = <secret>", "vault.k = <secret>"]),
        (
            "copy: {a: \"${env:PW}\"}\nname: ${ref:/copy/a}",
            ["copy.a = \"${env:PW}\"", "name = \"${ref:/copy/a}\""]
        ),
        ("whole: {canary: {canary: 1}}", ["whole = <secret>"]),
        ("tokens: canary", ["tokens = <secret>"]), ("apiTokn: canary", ["apiTokn = <secret>"]),
    ])
    func explainedSettingsAreShownAsTheyAreWritten(text: String, lines: [String]) throws {
        let settings = try system(text, variables: ["PW": "canary", "PORT": "80"]).explain("app")
        let shown = settings.map { String($0.description.prefix { $0 != "(" }.dropLast()) }
        #expect(shown == lines)
    }

    @Test func whatIsHandedOutIsMarkedAndStillThere() throws {
        let system = try system(
            "name: ${env:PW}\nvault: {k: canary}\nport: 1",
            variables: ["PW": "canary"]
        )
        let value = try system.load("app")
        #expect("\(value)" == #"{"name":"${env:PW}","vault":{"k":"<secret>"},"port":1}"#)
        #expect(value["name"] == "canary" && value["vault"]?["k"] == "canary")
    }

    @Test func aChangeShowsWhatIsNoSecretOnItsOwnSide() throws {
        let system = try system(
            "name: ${ref:/apiToken}\napiToken: canary\nmode: ${env:MODE}",
            variables: ["MODE": "dev"]
        )
        var value = try #require(try system.load("app").object)
        value["name"] = "x"
        value["mode"] = "prod"
        let changes = try system.plan("app", .object(value)).changes
        #expect(
            changes.map { String($0.description.prefix { $0 != "(" }.dropLast()) }
                == [#"name: <secret> -> "x""#, #"mode: "${env:MODE}" -> "prod""#]
        )
        #expect(changes.map(\.isSecret) == [true, false])
    }
}
