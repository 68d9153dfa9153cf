import ConfigDocument
import JSONSchema
import Testing

@testable import ConfigFiles
@testable import ConfigTypes
@testable import TypedConfig

struct SecretNameTests {
    @Test(arguments: [
        "password", "db_password", "dbPassword", "PASSWD", "apiKey", "api-key", "APIKEY",
        "privateKey",
        "clientSecret", "access_token", "credentials", "connectionString", "connectionstring",
        "secrets", "authKey", "dbpwd", "credential", "smtp.credentials", "DSN", "signingKey",
        "sessionId", "session_ids", "SESSIONID", "webhookUrl", "slack-webhook-url", "jwt", "cookie",
        "setCookie", "bearer", "privatekeys", "apiKeys", "dbpass", "smtp_pass", "wifiPsk",
        "passkey",
        "recovery_codes", "sasUrl", "connStr", "sharedAccessSignature", "unsealKey", "aes_key",
        "authHeader", "tokenizerToken", "webhookKey", "mnemonic", "deployKey",
    ])
    func namesOfSecrets(name: String) { #expect(SecretName.matches(name)) }

    @Test(arguments: [
        "host", "port", "key", "keys", "passive", "bypass", "monkey", "author", "spin",
        "compass", "connection", "tokenize", "tokenizer", "keyboard", "secretary", "passwordless",
        "session", "webhook", "publicKey", "keyId", "signal", "assignment", "bearing", "encompass",
        "sortKey", "partitionKey", "sessionTimeout", "webhookRetries", "design", "appKeyboard",
        "idSession", "services", "masterKeyboard",
    ])
    func otherNames(name: String) { #expect(!SecretName.matches(name)) }

    @Test(arguments: [
        ("amqp://user:canary@host/x", true), ("https://host:80/a@b", false),
        ("user:pw@host", false), ("see https://a/ and amqp://u:pw@b", true),
        ("https://host/?token=canary", true), ("Server=db;Pwd=canary", true),
        ("host=a password = 'canary'", true), ("password=", false), ("a=b", false),
        ("-----BEGIN RSA PRIVATE KEY-----", true), ("-----BEGIN CERTIFICATE-----", false),
        ("Bearer canary", true), ("Basic canary", true), ("Basically", false),
        ("Enter your password: now", false),
    ])
    func passwordsInURLs(text: String, isSecret: Bool) {
        #expect(SecretName.isInside(text) == isSecret)
    }

    @Test(arguments: [
        ("# password: canary", true), ("# old_token = canary", true),
        ("# \"apiKey\": canary", true),
        ("# password:", false), ("# The password of the vault", false), ("# port: 80", false),
    ])
    func settingsInComments(text: String, isSecret: Bool) {
        #expect(SecretName.isInside(comment: text) == isSecret)
    }

    @Test func aConfigurationWithoutSchemaShowsNone() throws {
        let text = """
            brokers:
            - {host: a, auth: {user: u, password: canary-1}}
            - {host: b, url: "amqp://u:canary-2@b"}
            tokens: [canary-3]
            auth: canary-4
            sessionId: canary-5
            alerts: {webhook: "https://hooks/canary-6"}
            webhook: {retries: 3}
            """
        let files = InMemorySource(["brokers.yaml": text], named: "config")
        let system = try ConfigSystem(source: files)
        let shown = try system.redacted("brokers", validate: false)
        #expect(!"\(shown)".contains("canary"))
        #expect(shown["brokers"]?[0]?["auth"]?["user"] == "u")
        #expect(shown["webhook"]?["retries"] == 3)
        #expect(shown["brokers"]?[0]?["auth"]?["password"] == "<secret>")
        #expect(!"\(try system.load("brokers", validate: false))".contains("canary"))
    }
}
