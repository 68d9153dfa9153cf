import ConfigDocument
import ConfigSchemas
import JSONSchema
import Testing

@testable import ConfigFiles
@testable import ConfigTypes
@testable import TypedConfig

struct InterpolationTests {
    private let rest = "server: {host: a, secure: true}\nenvironment: testing\n"

    private func system(
        _ text: String,
        variables: [String: String] = [:],
        _ interpolation: Interpolation = Interpolation()
    ) throws -> ConfigSystem {
        var interpolation = interpolation
        interpolation.variable = { variables[$0] }
        let source = InMemorySource(["listener.yaml": text], named: "config")
        return try ConfigSystem(
            layers: [.files(source)],
            types: [Listener.self],
            interpolation: interpolation
        )
    }

    private func message(_ system: ConfigSystem) -> String {
        do {
            _ = try system.load(Listener.self)
            return "no error"
        } catch {
            return error.description
        }
    }

    @Test func aReferenceToASettingThatIsNotSetHasItsDefault() throws {
        let text =
            "tags: ['a ${ref:/port} b', 'b ${ref:/port:-1}', 'c ${ref:/timeout:-1}']\n" + rest
        let system = try system(text)
        #expect(try system.load(Listener.self).tags == ["a 8080 b", "b 8080", "c 1"])
    }

    /// Notations that other tools replace, and this package replaces only on request.
    @Test(arguments: [
        ("${HOST}", true), ("a ${HOST:-x}", true), ("$HOST", true), ("$${HOST}", false),
        ("a $HOST", false), ("$host", false), ("${a.b}", false), ("${HOST", false), ("$1", false),
    ])
    func lookalikesAreWarnedOf(text: String, isWarnedOf: Bool) throws {
        let server = "server: {host: '\(text)', secure: true}\nenvironment: testing\n"
        let report = try system(server, variables: ["HOST": "h"]).validate(["listener"])
        #expect(report.isValid)
        #expect(
            report.findings.map(\.oneLine)
                == (isWarnedOf
                    ? [
                        "config/listener.yaml:1:16: warning: server.host has a placeholder in a form that "
                            + "is not replaced; write ${env:NAME}, or $${NAME} for the text"
                    ] : [])
        )
    }

    @Test(arguments: [
        ("$A-${A}.$$A $${A} $1 $", "a-a.$A ${A} $1 $"), ("${E:-x}${E-y}.${N:-z}${N-w}", "x.zw"),
        ("${A:+x}${E:+y}${E+z}${N+n}.", "xz."), ("${A:?no}${E?no}", "a"),
        ("${N:-${A}-$A}", "a-a"), ("${env:A}${env:N:-d}", "ad"), ("${A//a/b}", "${A//a/b}"),
    ])
    func composeFilesNotationIsReadOnRequest(text: String, expected: String) throws {
        let server = "server: {host: '\(text)', secure: true}\nenvironment: testing\n"
        let system = try system(
            server,
            variables: ["A": "a", "E": ""],
            Interpolation(style: .compose)
        )
        #expect(try system.load(Listener.self).server.host == expected)
        #expect(system.validateAll().findings == [])
    }

    @Test(arguments: [
        ("${N:?set it}", "requires the environment variable N: set it; set it"),
        ("${E:?why}", "requires the environment variable E: why; set it"),
        (
            "$N",
            "refers to the environment variable N, which is not set; set it, or write "
                + "a default: ${N:-default}"
        ),
        (
            "${N:-x",
            "has ${ without its closing bracket; close it with }, or write $${ for a literal ${"
        ),
    ])
    func whatComposeFilesRequireIsAnError(text: String, expected: String) throws {
        let server = "server: {host: '\(text)', secure: true}\nenvironment: testing\n"
        let system = try system(server, variables: ["E": ""], Interpolation(style: .compose))
        #expect(
            message(system).hasPrefix("config/listener.yaml:1:16: error: server.host \(expected)")
        )
    }

    @Test func placeholdersTakeTheTypeOfTheirSetting() throws {
        let system = try system(
            """
            port: ${env:PORT}
            timeout: ${env:TIMEOUT:-2.5}
            server: {host: "${env:HOST}.${ref:/environment}.example", secure: "${env:SECURE}"}
            tags: ["${ref:/server/host}", a, "$${env:A}", "${shell}"]
            environment: ${env:STAGE}
            """,
            variables: ["PORT": "81", "HOST": "h", "SECURE": "true", "STAGE": "staging"]
        )
        let value = try system.load(Listener.self)
        #expect(value.port == 81)
        #expect(value.timeout == 2.5)
        #expect(value.server == Server(host: "h.staging.example", isSecure: true))
        #expect(value.tags == ["h.staging.example", "a", "${env:A}", "${shell}"])
        #expect(value.environment == .staging)
        #expect(try system.load("listener")["port"] == 81)
    }

    /// Output shows the placeholder, whether the variable is set or not.
    @Test(arguments: [
        "${env:NONE:-9}", "${env:PORT:-9}", "${env:NONE:-${env:PORT}}", "${env:PORT}",
    ])
    func placeholdersOfVariablesAreShownAsWritten(text: String) throws {
        let system = try system(
            "port: \(text)\nmaxSize: ${ref:/port}\n" + rest,
            variables: ["PORT": "81"]
        )
        let written = DocumentValue.string(text)
        #expect(try system.redacted("listener")["port"] == written)
        #expect(try system.explain("listener", "port").map(\.value) == [written])
        #expect(!"\(try system.load("listener"))".contains("81"))
        let change = try system.differences(between: "listener", and: "listener")
        #expect(change.isEmpty)
    }

    @Test(arguments: [
        ("${env:}", "\"${env:}\", which names no variable; write ${env:NAME}, or $${env:}"),
        ("a${env::-x}", "\"${env:}\", which names no variable; write ${env:NAME}, or $${env:}"),
        ("${file:}", "\"${file:}\", which names no file; write ${file:PATH}, or $${file:}"),
    ])
    func aPlaceholderNeedsAName(text: String, message: String) throws {
        let system = try system("server: {host: '\(text)', secure: true}\nenvironment: testing\n")
        let line = self.message(system).split(separator: "\n").first.map(String.init)
        #expect(
            line
                == "config/listener.yaml:1:16: error: server.host has \(message) for the text itself"
        )
    }

    @Test func originsShowThrough() throws {
        let system = try system(
            "port: ${env:PORT}\ntags: [x, \"p${ref:/port}\"]\ntimeout: ${env:T:-1}\n" + rest,
            variables: ["PORT": "81"]
        )
        #expect(
            try system.origin(of: \Listener.port)?.description
                == "environment variable PORT, by config/listener.yaml:1:7"
        )
        #expect(
            try system.origin(of: "tags[1]", in: Listener.self)?.description
                == "environment variable PORT, by config/listener.yaml:1:7, "
                + "by config/listener.yaml:2:11"
        )
        #expect(
            try system.origin(of: \Listener.timeout)?.description == "config/listener.yaml:3:10"
        )
        #expect(
            try system.explain("listener", "port").map(\.description)
                == [
                    "port = \"${env:PORT}\" (environment variable PORT, by config/listener.yaml:1:7)"
                ]
        )
    }

    @Test(arguments: [
        (
            "port: ${env:NO}",
            "1:7: error: port refers to the environment variable NO, which is not set; "
                + "set it, or write a default: ${env:NO:-default}"
        ),
        (
            "port: ${env:PORT}",
            "1:7: error: port has a value that is not shown; a whole number is expected"
        ),
        (
            "port: ${env:SECRET_KEY}",
            "1:7: error: port refers to the environment variable SECRET_KEY, which files are not allowed to "
                + "use; names that begin with PO, NO are allowed"
        ),
        (
            "port: ${file:/etc/hostname}",
            "1:7: error: port refers to the file /etc/hostname, which is outside the directories that files "
                + "may be read from; allow its directory: pass --allow, or Interpolation(folders: […])"
        ),
        ("tags: [\"${ref:/x}\"]", "1:8: error: tags[0] refers to /x, where there is no setting"),
        (
            "tags: [\"${ref:x}\"]",
            "1:8: error: tags[0] refers to \"x\", which is not a JSON Pointer; begin it with /"
        ),
        (
            "tags: [\"${ref:/tags/1}\", \"${ref:/tags/0}\"]",
            "1:8: error: tags[0] refers to itself: tags[0] → tags[1] → tags[0]"
        ),
        ("tags: [\"${ref:/tags}\"]", "1:8: error: tags[0] refers to /tags, which it is part of"),
        (
            "tags: [\"a ${ref:/server}\"]",
            "1:8: error: tags[0] refers to /server, which is an object; within a string, only strings, "
                + "numbers and booleans are allowed"
        ),
        (
            "tags: [\"${env:X\"]",
            "1:8: error: tags[0] has ${env: without its closing bracket; close it with }, or write "
                + "$${ for a literal ${"
        ),
        (
            "port: ${env:PO:canary}",
            "1:7: error: port refers to the environment variable \"PO…\", which is not set; a name "
                + "has letters, digits and underscores; a default follows \":-\": "
                + "${env:PO:-default}"
        ),
        (
            "port: \"${env:NO :-1}\"",
            "1:7: error: port refers to the environment variable \"NO \", which is not set; write "
                + "${env:NO}, without spaces"
        ),
        (
            "port: \"${env: NO}\"",
            "1:7: error: port refers to the environment variable \" NO\", which is not set; write "
                + "${env:NO}, without spaces"
        ),
    ])
    func whatIsWrongIsLocatedAndNeverQuoted(line: String, message: String) throws {
        let system = try system(
            line + "\n" + rest,
            variables: ["PORT": "canary", "SECRET_KEY": "canary"],
            Interpolation(environment: ["PO", "NO"])
        )
        #expect(self.message(system) == "config/listener.yaml:" + message)
    }

    @Test func whatTheSchemaRefusesIsNotQuotedEither() throws {
        let system = try system(
            "port: ${env:PORT}\n" + rest.replacing("testing", with: "${env:STAGE}"),
            variables: ["PORT": "-77777777", "STAGE": "canary"]
        )
        let text = message(system)
        #expect(text.contains("config/listener.yaml:1:7: error: port"))
        #expect(text.contains("config/listener.yaml:3:14: error: environment"))
        #expect(!text.contains("canary") && !text.contains("77777777"))
    }

    @Test func everythingIsToldAtOnce() throws {
        let system = try system(
            "port: ${env:A}\ntimeout: ${env:B}\nserver: {host: 1, secure: true}\nenvironment: testing\n"
        )
        let places = try #require(
            throws: ConfigError.self,
            performing: { try system.load(Listener.self) }
        ).findings.map { $0.position?.line }
        #expect(places == [1, 2, 3])
    }

    @Test func doublingTextsEndInAnError() throws {
        var lines = ["a0: \"0123456789\""]
        for number in 1..<40 {
            lines.append("a\(number): \"${ref:/a\(number - 1)}${ref:/a\(number - 1)}\"")
        }
        let system = try system(lines.joined(separator: "\n"))
        let error = #expect(throws: ConfigError.self) {
            try system.load("listener", validate: false)
        }
        #expect(error?.description.contains("refers to more than 8388608 bytes of values") == true)
    }

    /// A chain read from its end nests calls; from its beginning, it nests origins.
    @Test(arguments: [1, -1])
    func longChainsEndInAnError(step: Int) throws {
        func load(_ length: Int) throws -> DocumentValue {
            let lines = (0...length).map { number in
                number == (step > 0 ? length : 0)
                    ? "a\(number): 7" : "a\(number): \"${ref:/a\(number + step)}\""
            }
            return try system(lines.joined(separator: "\n")).load("listener", validate: false)
        }
        #expect(try load(100)["a50"] == 7)
        let error = #expect(throws: ConfigError.self) { try load(20_000) }
        #expect(error?.description.contains("through more than 100 settings") == true)
    }

    @Test(arguments: [
        "[\((0..<1_000).map { "\($0)" }.joined(separator: ", "))]",
        String(repeating: "x", count: 4_000),
    ])
    func copiesOfLargeValuesEndInAnError(value: String) throws {
        let lines = ["base: \(value)"] + (0..<3_000).map { "a\($0): \"${ref:/base}\"" }
        let system = try system(lines.joined(separator: "\n"))
        let error = #expect(throws: ConfigError.self) {
            try system.load("listener", validate: false)
        }
        let text = try #require(error).description
        #expect(
            text.contains("more than 8388608 bytes of values") || text.contains("at most 8388608")
        )
    }

    @Test func offLeavesThemAsTheyAre() throws {
        let system = try system("tags: [\"${env:A}\"]\n" + rest, .off)
        #expect(try system.load(Listener.self).tags == ["${env:A}"])
    }

    private func system(_ text: String, _ interpolation: Interpolation) throws -> ConfigSystem {
        try system(text, variables: [:], interpolation)
    }

    @Test func elementsWithoutATypeOfTheirOwnAreDecidedByTheSchema() throws {
        var validator = ConfigValidator()
        try validator.add(
            schema: ["properties": ["ports": ["items": ["type": "integer"]]]],
            named: "listener"
        )
        let system = try system(
            "ports: [1, \"${env:PORT}\"]\nname: \"${env:PORT}\"\n",
            variables: ["PORT": "81"]
        )
        system.register(validator)
        #expect(try system.load("listener") == ["ports": [1, 81], "name": "81"])
    }

    @Test func filesAreReadFromTheirFoldersOnly() throws {
        let folder = try TemporaryFolder(["secrets/host": "h\n", "outside": "canary"])
        try folder.setMode(0o600, of: "secrets/host")
        try folder.link("secrets/link", to: "outside")
        let secrets = folder.path + "/secrets"
        let allowed = Interpolation(folders: [secrets])
        let good = try system("tags: [\"${file:\(secrets)/host}\"]\n" + rest, allowed)
        #expect(try good.load(Listener.self).tags == ["h"])
        let origin = try good.origin(of: "tags[0]", in: Listener.self)
        #expect(origin?.description.hasPrefix("secret file \(secrets)/host, by config") == true)
        for path in ["\(secrets)/../outside", "\(secrets)/link", "\(folder.path)/outside"] {
            let text = message(try system("tags: [\"${file:\(path)}\"]\n" + rest, allowed))
            #expect(text.hasPrefix("config/listener.yaml:1:8: error: tags[0] refers to"), "\(text)")
            #expect(!text.contains("canary"))
        }
    }

    @Test func oneFileAloneHasPlaceholdersToo() throws {
        let text = "tags: [\"${env:NO_SUCH_VARIABLE:-x}\"]\n" + rest
        #expect(try Listener(parsing: Array(text.utf8), as: .yaml).tags == ["x"])
    }
}
