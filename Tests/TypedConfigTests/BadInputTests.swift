import ConfigDocument
import Foundation
import JSONSchema
import Testing

@testable import ConfigFiles
@testable import ConfigTypes
@testable import TypedConfig

/// The most common mistakes, each with one located error and a repair.
struct BadInputTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var files: [String: String] = ["listener.yaml": good]
        var variables: [String: String] = [:]
        var arguments: [String] = []
        var message: String

        init(
            _ name: String,
            files: [String: String] = ["listener.yaml": good],
            variables: [String: String] = [:],
            arguments: [String] = [],
            _ message: String
        ) {
            testDescription = name
            self.files = files
            self.variables = variables
            self.arguments = arguments
            self.message = message
        }
    }

    static let good = "port: 80\nserver: {host: a, secure: true}\nenvironment: testing\n"

    private static let noFile = Case(
        "no file",
        files: [:],
        "config: error: there is no listener.yaml, listener.yml, listener.json, listener.jsonc or "
            + "listener.toml"
    )

    private static let twoFiles = Case(
        "two files of one name",
        files: ["listener.yaml": good, "listener.json": "{}"],
        """
        config/listener.yaml: error: there are 2 files for "listener": listener.yaml \
        and listener.json; keep one of them
        """
    )

    private static let twoOverlays = Case(
        "two overlays of one name",
        files: [
            "listener.yaml": good, "listener.x.yaml": "port: 1", "listener.x.json": "{}",
        ],
        """
        config/listener.x.yaml: error: there are 2 files for "listener.x": \
        listener.x.yaml and listener.x.json; keep one of them
        """
    )

    private static let wrongVariable = Case(
        "an environment value of the wrong type",
        variables: ["APP_PORT": "eighty"],
        """
        environment variable APP_PORT: error: port is "eighty"; a whole number is \
        expected
        """
    )

    private static let wrongArgument = Case(
        "an argument of the wrong type",
        arguments: ["--server.secure=maybe"],
        """
        argument --server.secure: error: server.secure is "maybe"; true or false is \
        expected
        """
    )

    private static let bareArgument = Case(
        "an argument without value",
        arguments: ["--port"],
        "argument --port: error: port has no value"
    )

    private static let invalidOverlay = Case(
        "an overlay that makes the merged document invalid",
        files: ["listener.yaml": good, "listener.x.yaml": "tags: []\nport: 0\n"],
        """
        config/listener.x.yaml:2:7: error: port is 0; the smallest allowed value is 1
          at /port, by listener.schema.json#/properties/port/minimum
        """
    )

    private static let removingOverlay = Case(
        "an overlay that removes what is required",
        files: ["listener.yaml": good, "listener.x.yaml": "environment: null\n"],
        """
        config/listener.x.yaml:1:14: error: missing setting "environment"
          at the root, by listener.schema.json#/required
        """
    )

    private static let invalidFragment = Case(
        "a fragment that makes the merged document invalid",
        files: ["listener.yaml": good, "conf.d/1-listener.yaml": "server: {port: 1}\n"],
        """
        config/conf.d/1-listener.yaml:1:10: error: unknown setting "port" in server
          at /server/port, by \
        listener.schema.json#/properties/server/additionalProperties
        """
    )

    /// The base has the setting that was meant, but the overlay does not.
    private static let slipInOverlay = Case(
        "a slip in an overlay",
        files: [
            "listener.yaml": good, "listener.x.yaml": "environment: testing\nserver:\n  hst: b\n",
        ],
        """
        config/listener.x.yaml:3:3: error: unknown setting "hst" in server; did you mean "host"?
          at /server/hst, by \
        listener.schema.json#/properties/server/additionalProperties
        """
    )

    private static let slipBesideItsName = Case(
        "a slip in an overlay that has the setting as well",
        files: ["listener.yaml": good, "listener.x.yaml": "server:\n  hst: b\n  host: c\n"],
        """
        config/listener.x.yaml:2:3: error: unknown setting "hst" in server
          at /server/hst, by \
        listener.schema.json#/properties/server/additionalProperties
        """
    )

    private static let refusedVariable = Case(
        "a variable that the schema refuses",
        variables: ["APP_PORT": "0"],
        """
        environment variable APP_PORT: error: port is 0; the smallest allowed value is 1
          at /port, by listener.schema.json#/properties/port/minimum
        """
    )

    private static let cycle = Case(
        "a cycle of references",
        files: [
            "listener.yaml": good + "tags: [\"${ref:/tags/1}\", \"x${ref:/tags/0}\"]\n"
        ],
        """
        config/listener.yaml:4:8: error: tags[0] refers to itself: tags[0] → tags[1] → \
        tags[0]
        """
    )

    private static let cases: [Case] = [
        noFile, twoFiles, twoOverlays, wrongVariable, wrongArgument, bareArgument, invalidOverlay,
        removingOverlay, invalidFragment, slipInOverlay, slipBesideItsName, refusedVariable, cycle,
    ]

    @Test(arguments: cases)
    func isOneLocatedError(bad: Case) throws {
        let error = #expect(throws: ConfigError.self) {
            try ConfigSystem(
                layers: [
                    .files(InMemorySource(bad.files, named: "config"), overlay: "x"),
                    .environment(prefix: "APP", variables: bad.variables),
                    .arguments(bad.arguments),
                ],
                types: [Listener.self]
            ).load(Listener.self)
        }
        #expect(error?.description == bad.message)
    }

    @Test(arguments: [
        ("no folder", "missing", "there is no such directory"),
        ("a file in its place", "file", "it is a file; a directory is expected"),
    ])
    func foldersThatCannotBeRead(name: String, path: String, message: String) throws {
        let folder = try TemporaryFolder(["file": ""])
        let path = folder.path + "/" + path
        let error = #expect(throws: ConfigError.self) { try ConfigSystem(directory: path) }
        #expect(error?.description == "\(path): error: \(message)")
    }

    @Test(.enabled(if: geteuid() != 0, "permissions do not bind root"))
    func aFolderWithoutPermission() throws {
        let folder = try TemporaryFolder(["config/listener.yaml": Self.good])
        try folder.setMode(0o000, of: "config")
        defer { try? folder.setMode(0o700, of: "config") }
        let error = #expect(throws: ConfigError.self) {
            try ConfigSystem(directory: folder.path + "/config")
        }
        #expect(error?.description.contains("the directory cannot be read") == true)
    }

    /// So many that their places are collected beforehand.
    @Test func manyUnknownSettingsOfAnOverlayAreReportedAtTheirKeys() throws {
        let lines = (0..<12).map { "  x\($0): {y: 1}\n" }
        let files = [
            "listener.yaml": Self.good, "listener.x.yaml": "server:\n" + lines.joined(),
        ]
        let error = #expect(throws: ConfigError.self) {
            try ConfigSystem(
                layers: [.files(InMemorySource(files, named: "config"), overlay: "x")],
                types: [Listener.self]
            ).load(Listener.self)
        }
        let places = error?.findings.map { "\($0.position?.line ?? 0):\($0.position?.column ?? 0)" }
        #expect(places == (0..<12).map { "\($0 + 2):3" })
    }

    /// Several mistakes at once, each with its location.
    @Test func severalFaultsAreReportedTogether() throws {
        let folder = try TemporaryFolder(["secrets/timeout": "canary"])
        try folder.setMode(0o644, of: "secrets/timeout")
        let files = [
            "listener.yaml": Self.good.replacing("host: a", with: "host: 1"),
            "listener.x.yaml": "tags: [\"${env:NO_SUCH}\"]\n",
        ]
        let error = #expect(throws: ConfigError.self) {
            try ConfigSystem(
                layers: [
                    .files(InMemorySource(files, named: "config"), overlay: "x"),
                    .secrets(in: folder.path + "/secrets"),
                    .environment(prefix: "APP", variables: ["APP_PORT": "x"]),
                ],
                main: "listener"
            ).load(Listener.self)
        }
        let places = error?.findings.map { "\($0.file):\($0.position?.line ?? 0)" }
        #expect(
            places == [
                "\(folder.path)/secrets/timeout:0", "environment variable APP_PORT:0",
                "config/listener.x.yaml:1", "config/listener.yaml:2",
            ]
        )
        #expect(error?.description.contains("canary") == false)
    }
}
