import ConfigTypes
import Foundation
import Testing

@testable import TypedConfig

/// Folders and files that need not be there, and files that a command line names.
struct OptionalFilesTests {
    private static let required = [
        "APP_LISTENER_SERVER_HOST": "h", "APP_LISTENER_SERVER_SECURE": "true",
        "APP_LISTENER_ENVIRONMENT": "testing",
    ]

    private func system(_ layers: ConfigLayer...) throws -> ConfigSystem {
        try ConfigSystem(layers: layers, types: [Listener.self], logger: .silent)
    }

    private func variables(_ more: [String: String] = [:]) -> ConfigLayer {
        .environment(prefix: "APP", variables: Self.required.merging(more) { $1 })
    }

    // MARK: Folders

    @Test func anOptionalFolderMayBeMissing() throws {
        let folder = try TemporaryFolder()
        let system = try system(
            .directory(folder.path + "/none", overlay: "production", optional: true),
            variables(["APP_LISTENER_PORT": "81"])
        )
        #expect(try system.load(Listener.self).port == 81)
        #expect(system.validateAll().entries.map(\.findings) == [[]])
        #expect(try system.files() == [])
        #expect(throws: ConfigError.self) { try self.system(.directory(folder.path + "/none")) }
    }

    @Test func anOptionalFolderThatIsAFileIsAnError() throws {
        let folder = try TemporaryFolder(["config": ""])
        #expect(throws: ConfigError.self) {
            try self.system(.directory(folder.path + "/config", optional: true))
        }
    }

    /// A folder that is made later is followed.
    @Test func anOptionalFolderIsReadWhenItTurnsUp() async throws {
        let folder = try TemporaryFolder()
        let system = try system(
            .directory(folder.path + "/config", optional: true),
            variables()
        )
        #expect(try system.load(Listener.self).port == 8080)
        try system.startHotReload(HotReloadOptions(settle: .milliseconds(20)))
        defer { system.stopHotReload() }
        try folder.write("port: 82\n", to: "config/listener.yaml")
        try await eventually("the new folder") { try system.load(Listener.self).port == 82 }
    }

    @Test func severalFoldersAreMergedInTheirOrder() throws {
        let folder = try TemporaryFolder([
            "base/listener.yaml": "port: 1\ntimeout: 1\n", "base/listener.x.yaml": "port: 2\n",
            "site/conf.d/10-listener.yaml": "timeout: 3\n",
        ])
        let system = try system(
            .directory(folder.path + "/base", overlay: "x"),
            .directory(folder.path + "/site"),
            .directory(folder.path + "/host", optional: true),
            variables()
        )
        let listener = try system.load(Listener.self)
        #expect(listener.port == 2)
        #expect(listener.timeout == 3)
    }

    // MARK: No base file

    @Test func aFileIsNotNeededWhereOtherLayersGiveAllThatIsRequired() throws {
        let folder = try TemporaryFolder(["other.yaml": ""])
        let system = try system(.directory(folder.path), variables())
        #expect(try system.load(Listener.self).server.host == "h")
        let entry = try #require(system.validateAll().entries.first)
        #expect(entry.findings.map(\.severity) == [.warning])
        #expect(entry.findings.first?.message.hasPrefix("there is no listener.yaml") == true)
    }

    @Test func withoutAFileTheErrorNamesItBesideWhatIsMissing() throws {
        let folder = try TemporaryFolder(["lstener.yaml": ""])
        let system = try system(
            .directory(folder.path),
            .environment(prefix: "APP", variables: ["APP_LISTENER_PORT": "81"])
        )
        let error = #expect(throws: ConfigError.self) { try system.load(Listener.self) }
        let findings = try #require(error?.findings)
        #expect(findings.count > 1)
        #expect(findings[0].message.hasPrefix("there is no listener.yaml"))
        #expect(findings[0].suggestion == "did you mean \"lstener.yaml\"?")
        #expect(findings.allSatisfy { $0.severity == .error })
    }

    /// Else a service would go over to defaults while somebody moves a file.
    @Test func aReloadDoesNotGiveUpAFileThatWasThere() throws {
        let folder = try TemporaryFolder(["listener.yaml": "port: 81\n"])
        let system = try system(.directory(folder.path), variables())
        #expect(try system.load(Listener.self).port == 81)
        try FileManager.default.removeItem(atPath: folder.path + "/listener.yaml")
        #expect(throws: ConfigError.self) { try system.reload() }
        #expect(try system.load(Listener.self).port == 81)
    }

    // MARK: Files of any name

    @Test func aFileMayHaveAnyName() throws {
        let folder = try TemporaryFolder(["mine.JSON": #"{ "port": 83 }"#])
        let path = folder.path + "/mine.JSON"
        let system = try system(.file(path, of: "listener"), variables())
        #expect(try system.load(Listener.self).port == 83)
        #expect(try system.origin(of: \Listener.port)?.description == "\(path):1:11")
    }

    @Test func anOptionalFileMayBeMissingAndAnotherMayNot() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/mine.yaml"
        let optional = try system(.file(path, of: "listener", optional: true), variables())
        #expect(try optional.load(Listener.self).port == 8080)
        let needed = try system(.file(path, of: "listener"), variables())
        let error = #expect(throws: ConfigError.self) { try needed.load(Listener.self) }
        #expect(error?.findings.first?.file == path)
    }

    @Test(arguments: [
        ["--config", "PATH"], ["--config=PATH"], ["--config", "none", "--config=PATH"],
    ])
    func anOptionOfTheCommandLineNamesAFile(words: [String]) throws {
        let folder = try TemporaryFolder([
            "config/listener.yaml": "port: 1\n", "mine.yaml": "port: 84\n",
        ])
        let path = folder.path + "/mine.yaml"
        let words =
            ["run"] + words.map { $0.replacing("PATH", with: path) }
            + ["--listener.timeout", "2", "--", "--config", "x"]
        let system = try system(
            .directory(folder.path + "/config"),
            .file(option: "config", of: "listener", arguments: words),
            variables(),
            .arguments(words)
        )
        let listener = try system.load(Listener.self)
        #expect(listener.port == 84)
        #expect(listener.timeout == 2)
        #expect(system.remainingArguments == ["run", "--", "--config", "x"])
        #expect(system.notes == [])
    }

    @Test func withoutTheOptionTheLayerSaysNothing() throws {
        let system = try system(
            .file(option: "config", of: "listener", arguments: ["run"]),
            variables()
        )
        #expect(try system.load(Listener.self).port == 8080)
        #expect(try system.layerAnswers("listener", "port").map(\.layer)[1] == "file of --config")
    }

    @Test func aNamedFileThatDoesNotExistIsAnError() throws {
        let system = try system(
            .file(option: "config", of: "listener", arguments: ["--config", "/no/where.yaml"]),
            variables()
        )
        let error = #expect(throws: ConfigError.self) { try system.load(Listener.self) }
        #expect(error?.findings.first?.file == "/no/where.yaml")
    }

    @Test func theLastGoodCopyOfANamedFileServesAtAStart() throws {
        let folder = try TemporaryFolder(["mine.yaml": "port: 85\n"])
        func system() throws -> ConfigSystem {
            try ConfigSystem(
                layers: [.file(folder.path + "/mine.yaml", of: "listener"), variables()],
                types: [Listener.self],
                logger: .silent,
                lastGood: folder.path + "/copies"
            )
        }
        #expect(try system().load(Listener.self).port == 85)
        try folder.write("port: [", to: "mine.yaml")
        #expect(try system().load(Listener.self).port == 85)
    }

    @Test func aNamedFileIsFollowedAndSaved() async throws {
        let folder = try TemporaryFolder(["mine.yaml": "# mine\nport: 85\n"])
        let system = try system(.file(folder.path + "/mine.yaml", of: "listener"), variables())
        var listener = try system.load(Listener.self)
        try system.startHotReload(HotReloadOptions(settle: .milliseconds(20)))
        defer { system.stopHotReload() }
        try folder.write("# mine\nport: 86\n", to: "mine.yaml")
        try await eventually("the edit") { try system.load(Listener.self).port == 86 }
        listener = try system.load(Listener.self)
        listener.port = 87
        try system.save(listener)
        let text = try String(contentsOfFile: folder.path + "/mine.yaml", encoding: .utf8)
        #expect(text == "# mine\nport: 87\n")
    }
}
