import ConfigDocument
import Testing

@testable import TypedConfig

struct SecretNameTests {
    @Test(arguments: [
        "password", "db_password", "dbPassword", "PASSWD", "apiKey", "api-key", "APIKEY",
        "privateKey",
        "clientSecret", "access_token", "credentials", "connectionString", "secrets", "authKey",
    ])
    func namesOfSecrets(name: String) { #expect(SecretName.matches(name)) }

    @Test(arguments: [
        "host", "port", "key", "keys", "passive", "bypass", "monkey", "author", "spin",
        "compass", "connection",
    ])
    func otherNames(name: String) { #expect(!SecretName.matches(name)) }

    @Test(arguments: [
        ("amqp://user:canary@host/x", true), ("https://host:80/a@b", false),
        ("user:pw@host", false),
    ])
    func passwordsInURLs(text: String, isSecret: Bool) {
        #expect(SecretName.isInside(text) == isSecret)
    }

    @Test func aConfigurationWithoutSchemaShowsNone() throws {
        let text = """
            brokers:
            - {host: a, auth: {user: u, password: canary-1}}
            - {host: b, url: "amqp://u:canary-2@b"}
            tokens: [canary-3]
            """
        let files = InMemorySource(["brokers.yaml": text], named: "config")
        let system = try ConfigSystem(source: files)
        let shown = try system.redacted("brokers", validate: false)
        #expect(!"\(shown)".contains("canary"))
        #expect(shown["brokers"]?[0]?["auth"]?["user"] == "u")
        #expect(shown["brokers"]?[0]?["auth"]?["password"] == "<secret>")
        #expect(!"\(try system.load("brokers", validate: false))".contains("canary"))
    }
}
