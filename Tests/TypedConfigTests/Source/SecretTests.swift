import ConfigDocument
import Foundation
import JSONSchema
import MetricsTestKit
import Synchronization
import Testing

@testable import ConfigFiles
@testable import ConfigTypes
@testable import TypedConfig

/// A configuration with secrets in every place that a schema allows.
struct Login: ConfigType {
    static let schema = compiledSchema(
        "login",
        """
        {"properties": {
            "user": {"type": "string"},
            "password": {"type": "string", "writeOnly": true, "minLength": 3},
            "pins": {"items": {"type": "integer", "x-secret": true}},
            "accounts": {"items": {"properties": {"token": {"format": "password", "type": "string"}}}}
        }}
        """
    )
    var user: String
    var password: Secret<String>
    var pins: [Secret<Int>]
    var accounts: DocumentValue?

    init(reading object: inout ValueReader) {
        user = object.string("user", default: "nobody")
        password = object.value("password")
        pins = object.value("pins", default: [])
        accounts = object.optionalValue("accounts")
    }

    func write(to object: inout ValueWriter) {
        object.string("user", user)
        object.value("password", password)
        object.value("pins", pins)
        object.optionalValue("accounts", accounts)
    }
}

struct SecretTests {
    private func system(_ folder: TemporaryFolder, _ mode: WorldReadableSecrets = .refused)
        throws -> ConfigSystem
    {
        try ConfigSystem(
            layers: [
                .files(
                    InMemorySource(["login.yaml": "user: u\npassword: canary1\n"], named: "config")
                ),
                .secrets(in: folder.path + "/secrets", worldReadable: mode),
            ],
            types: [Login.self],
            logger: log.logger
        )
    }

    private let log = CapturedLog()

    @Test(arguments: ["password", "pins"])
    func filesHoldOneSettingEach(name: String) throws {
        let folder = try TemporaryFolder([
            "secrets/\(name)": name == "pins" ? "[1]\n" : "from file\n"
        ])
        try folder.setMode(0o600, of: "secrets/\(name)")
        let login = try system(folder).load(Login.self)
        #expect(login.password.reveal() == (name == "password" ? "from file" : "canary1"))
        #expect(login.pins.map { $0.reveal() } == (name == "pins" ? [1] : []))
    }

    /// Kubernetes links each name to `..data/NAME`, and `..data` to a folder named by time.
    @Test func linksWithinTheFolderAreFollowed() throws {
        let folder = try TemporaryFolder(["secrets/..2026_11_24/password": "from kubernetes"])
        try folder.setMode(0o600, of: "secrets/..2026_11_24/password")
        try folder.link("secrets/..data", to: "secrets/..2026_11_24")
        try folder.link("secrets/password", to: "secrets/..data/password")
        #expect(try system(folder).load(Login.self).password.reveal() == "from kubernetes")
    }

    @Test func whatEverybodyMayReadIsRefusedWarnedOfOrAllowed() throws {
        let folder = try TemporaryFolder(["secrets/password": "canary2"])
        try folder.setMode(0o644, of: "secrets/password")
        let file = folder.path + "/secrets/password"
        let error = #expect(throws: ConfigError.self) { try system(folder).load(Login.self) }
        #expect(
            error?.description
                == "\(file): error: everybody can read this secret; chmod o-r \(file)"
        )
        #expect(try system(folder, .warned).load(Login.self).password.reveal() == "canary2")
        #expect(log.text.contains("warning: everybody can read this secret"))
        #expect(try system(folder, .allowed).load(Login.self).password.reveal() == "canary2")
        let report = try system(folder, .warned).validateAll()
        #expect(report.isValid && report.findings.count == 1)
    }

    /// By default, files mounted by Kubernetes belong to root and are readable by all users.
    @Test func aVolumeOfKubernetesIsWarnedOf() throws {
        guard getuid() == 0 else { return print("skipped: files of root") }
        let folder = try TemporaryFolder(["secrets/..2026_11_24/password": "from kubernetes"])
        try folder.setMode(0o644, of: "secrets/..2026_11_24/password")
        try folder.link("secrets/password", to: "secrets/..2026_11_24/password")
        #expect(throws: ConfigError.self) { try system(folder).load(Login.self) }
        try folder.link("secrets/..data", to: "secrets/..2026_11_24")
        #expect(try system(folder).load(Login.self).password.reveal() == "from kubernetes")
        #expect(
            log.text.contains(
                "everybody in this container can read this secret; set defaultMode: 0400 for the "
                    + "volume (Kubernetes), or mode: 0400 for the secret (Docker)"
            )
        )
        try folder.setMode(0o646, of: "secrets/..2026_11_24/password")
        #expect(throws: ConfigError.self) { try system(folder).load(Login.self) }
    }

    @Test func linksOutOfTheFolderAreRefused() throws {
        let folder = try TemporaryFolder(["outside": "canary"])
        try folder.write("x", to: "secrets/user")
        try folder.setMode(0o600, of: "secrets/user")
        try folder.link("secrets/password", to: "outside")
        let error = #expect(throws: ConfigError.self) { try system(folder).load(Login.self) }
        #expect(error?.description.contains("leads out of its directory") == true)
    }

    @Test func aFolderThatIsNotThereHasNoSecrets() throws {
        let folder = try TemporaryFolder()
        #expect(try system(folder).load(Login.self).password.reveal() == "canary1")
    }

    @Test func whatComesFromASecretFileIsSecretWhateverTheSchemaSays() throws {
        let folder = try TemporaryFolder(["secrets/user": "canary"])
        try folder.setMode(0o600, of: "secrets/user")
        let text = try system(folder).explain("login", "user").map(\.description)
        let file = folder.path + "/secrets/user"
        #expect(
            text == [
                #"user = <secret> (secret file \#(file)), overrides <secret> (config/login.yaml:1:7)"#
            ]
        )
    }

    /// Loading by name returns all values, but does not show secrets by accident.
    @Test(arguments: [10, 0])
    func whatIsLoadedByNameShowsNoSecrets(decodedEntries: Int) throws {
        let folder = try TemporaryFolder(["secrets/user": "canary1"])
        try folder.setMode(0o600, of: "secrets/user")
        let text = "password: canary2\npins: [770077]\naccounts: [{token: canary3, id: 5}]\n"
        var limits = CacheLimits()
        limits.maxDecodedEntries = decodedEntries
        let system = try ConfigSystem(
            layers: [
                .files(InMemorySource(["login.yaml": text], named: "config")),
                .secrets(in: folder.path + "/secrets"),
            ],
            types: [Login.self],
            cache: limits
        )
        for _ in 0..<2 {
            let login = try system.load("login")
            var printed = ""
            dump(login, to: &printed)
            dump(login.object, to: &printed)
            print(login, [login], login["accounts"] ?? nil, to: &printed)
            debugPrint(login, to: &printed)
            printed += String(decoding: try JSONEncoder().encode(login), as: UTF8.self)
            #expect(!printed.contains("canary") && !printed.contains("7700"), "\(printed)")
            #expect(
                "\(login)" == """
                    {"password":"<secret>","pins":"<secret>",\
                    "accounts":[{"token":"<secret>","id":"<secret>"}],"user":"<secret>"}
                    """
            )
            #expect(login["user"]?.string == "canary1" && login["password"] == "canary2")
            #expect(login["pins"] == [770077])
            let encoder = JSONEncoder()
            encoder.userInfo[.revealsSecrets] = true
            let revealed = String(decoding: try encoder.encode(login), as: UTF8.self)
            #expect(revealed.contains("canary3") && revealed.contains("770077"))
        }
    }

    /// A secret that appears, changes and disappears.
    @Test func changesDoNotTellWhatCameFromSecretFiles() throws {
        let folder = try TemporaryFolder()
        let source = EditableSource(["login.yaml": "user: u\npassword: canary0\n"])
        let system = try ConfigSystem(
            layers: [.files(source), .secrets(in: folder.path + "/secrets")],
            types: [Login.self],
            logger: log.logger
        )
        let told = Mutex<[String]>([])
        system.onChange("login") { change in told.withLock { $0.append("\(change)") } }
        _ = try system.load("login")
        for text in ["canary1", "canary2", nil] {
            if let text {
                try folder.write(text, to: "secrets/user")
                try folder.setMode(0o600, of: "secrets/user")
            } else {
                try FileManager.default.removeItem(atPath: folder.path + "/secrets/user")
            }
            #expect(try system.reload() == ["login"])
        }
        let texts = told.withLock { $0 }
        #expect(texts.count == 3)
        let values = [#""u" -> <secret>"#, "<secret> -> <secret>", #"<secret> -> "u""#]
        for (text, values) in zip(texts, values) {
            #expect(text.contains("user: \(values) ("), "\(text)")
        }
    }

    /// Places canary values in every secret, and searches all printable output for them.
    @Test func canariesAreNowhere() throws {
        let metrics = TestMetrics()
        let files = [
            "login.yaml": """
            password: canary1
            pins: [770077]
            accounts: [{token: canary2}]
            """,
            "login.x.yaml": "pins: [770078]\naccounts: []\n",
        ]
        let system = try ConfigSystem(
            layers: [
                .files(InMemorySource(files, named: "config"), overlay: "x"),
                .environment(prefix: "", variables: ["PASSWORD": "canary3"]),
                .arguments(["--pins", "[770079]"]),
            ],
            types: [Login.self],
            logger: log.logger,
            metrics: metrics
        )
        let login = try system.load(Login.self)
        var printed = ["\(login)", String(reflecting: login), "\(login.password)"]
        var dumped = ""
        dump(login, to: &dumped)
        dump(login.password, to: &dumped)
        printed.append(dumped)
        printed += Mirror(reflecting: login.password).children.map { "\($0)" }
        printed.append(
            String(decoding: try JSONEncoder().encode(["p": login.password]), as: UTF8.self)
        )
        printed += try system.explain("login").map(\.description)
        printed.append(system.validateAll().description)
        printed.append(log.text)
        printed += (metrics.counters.map { "\($0.label) \($0.dimensions)" })
        for broken in [
            "password: [canary1]", "password: \"77\"", "pins: [canary2, x770077]",
            "accounts: [{token: [canary4]}]",
        ] {
            let system = try ConfigSystem(
                layers: [
                    .files(InMemorySource(["login.yaml": broken], named: "config")),
                    .environment(prefix: "", variables: ["PINS": "canary3"]),
                ],
                types: [Login.self],
                logger: log.logger
            )
            for validate in [true, false] {
                do {
                    _ = try system.load(Login.self, validate: validate)
                } catch {
                    printed.append("\(error)")
                }
            }
            printed.append(system.validateAll().description)
        }
        printed.append(log.text)
        for text in printed {
            #expect(!text.contains("canary") && !text.contains("7700"), "\(text)")
        }
        let encoder = JSONEncoder()
        encoder.userInfo[.revealsSecrets] = true
        let revealed = String(decoding: try encoder.encode(["p": login.password]), as: UTF8.self)
        #expect(revealed == #"{"p":"canary3"}"#)
    }
}
