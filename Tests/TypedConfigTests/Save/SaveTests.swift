import ConfigDocument
import ConfigSchemas
import DocumentEditing
import Foundation
import Testing

@testable import ConfigFiles
@testable import ConfigTypes
@testable import TypedConfig

struct SaveTests {
    static let text = """
        # The listener, looked after by operations.
        port: 80        # behind the proxy

        server: { host: "a",  secure: true }   # one line
        environment: 'testing'
        tags:
            - one # the first

            - two

        """

    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder(["listener.yaml": Self.text]) }

    private func system(_ layers: [ConfigLayer] = []) throws -> ConfigSystem {
        try ConfigSystem(layers: [.directory(folder.path)] + layers, types: [Listener.self])
    }

    private func file(_ name: String = "listener.yaml") throws -> String {
        try String(contentsOfFile: folder.path + "/" + name, encoding: .utf8)
    }

    // MARK: Written changes

    @Test func onlyWhatChangedIsAnotherByte() throws {
        let system = try system()
        var listener = try system.load(Listener.self)
        listener.port = 8443
        listener.server.host = "b"
        listener.tags.append("three")
        let result = try system.save(listener)
        #expect(
            try file()
                == Self.text.replacing("port: 80 ", with: "port: 8443 ")
                .replacing("\"a\"", with: "\"b\"")
                .replacing("    - two\n", with: "    - two\n    - three\n")
        )
        #expect(result.notes == [])
        #expect(
            result.changes.map(\.description) == [
                "port: 80 -> 8443 (\(folder.path)/listener.yaml:2:7)",
                "server.host: \"a\" -> \"b\" (\(folder.path)/listener.yaml:4:17)",
                "tags: [\"one\",\"two\"] -> [\"one\",\"two\",\"three\"] "
                    + "(\(folder.path)/listener.yaml:7:5)",
            ]
        )
        #expect(try system.load(Listener.self) == listener)
        #expect(try system.reload() == [])
    }

    @Test func aValueThatDidNotChangeIsNotWritten() throws {
        let system = try system()
        let before = try FileManager.default.attributesOfItem(
            atPath: folder.path + "/listener.yaml"
        )
        let result = try system.save(system.load(Listener.self))
        #expect(result.changes == [])
        let after = try FileManager.default.attributesOfItem(
            atPath: folder.path + "/listener.yaml"
        )
        #expect(before[.systemFileNumber] as? Int == after[.systemFileNumber] as? Int)
    }

    @Test func whatTheEditHadToRewriteIsTold() throws {
        try folder.write("a: &x [1, 2]\nb: *x\n", to: "any.yaml")
        let system = try system()
        var validator = ConfigValidator()
        try validator.add(schema: true, named: "any")
        system.register(validator)
        let result = try system.save("any", ["a": [1, 2], "b": [1, 3]])
        #expect(
            result.notes.map(\.description) == ["/b was an alias and is now a separate value"]
        )
    }

    @Test(arguments: [
        (SaveFormat.auto, "new.yaml", "port: 1\n"), (.yaml, "new.yaml", "port: 1\n"),
        (.json, "new.json", "{\n  \"port\": 1\n}\n"),
        (.jsonc, "new.jsonc", "{\n  \"port\": 1\n}\n"), (.toml, "new.toml", "port = 1\n"),
    ])
    func aNewFileHasTheFormatThatWasAskedFor(
        format: SaveFormat,
        name: String,
        text: String
    ) throws {
        let system = try system()
        var validator = ConfigValidator()
        try validator.add(schema: ["type": "object"], named: "new")
        system.register(validator)
        try system.save("new", ["port": 1], format: format)
        #expect(try file(name) == text)
        #expect(try system.load("new") == ["port": 1])
    }

    @Test func nullIsNotWrittenToTOML() throws {
        let system = try system()
        var validator = ConfigValidator()
        try validator.add(schema: ["type": "object"], named: "new")
        system.register(validator)
        for _ in 0..<2 {
            let error = #expect(throws: SaveError.self) {
                try system.save("new", ["a": [1, .null]], format: .toml)
            }
            #expect(
                error?.findings.first?.message == "not saved: TOML has no null, and a[1] is null"
            )
            // Then the same over an existing file.
            try system.save("new", ["a": 1], format: .toml)
        }
        #expect(try file("new.toml") == "a = 1\n")
    }

    // MARK: What is refused

    @Test func anInvalidValueLeavesTheFileAlone() throws {
        let system = try system()
        var listener = try system.load(Listener.self)
        listener.port = 0
        listener.timeout = -1
        let error = #expect(throws: SaveError.self) { try system.save(listener) }
        #expect(
            error?.findings.map(\.message) == [
                "port is 0; the smallest allowed value is 1",
                "timeout is -1; it must be above 0",
            ]
        )
        #expect(try file() == Self.text)
        #expect(try system.load(Listener.self).port == 80)
    }

    @Test func anotherFormatThanThatOfTheFileIsRefused() throws {
        let system = try system()
        let value = try system.load("listener")
        let error = #expect(throws: SaveError.self) {
            try system.save("listener", value, format: .json)
        }
        #expect(
            error?.description
                == "\(folder.path)/listener.yaml: error: not saved as json: the "
                + "existing file is yaml; save as \"auto\", or remove that file first"
        )
    }

    @Test func aConfigurationWithoutAFileCannotBeSaved() throws {
        let system = try ConfigSystem(source: InMemorySource(["listener.json": validListener]))
        var listener = try system.load(Listener.self)
        listener.port = 1
        #expect(throws: SaveError.self) { try system.save(listener) }
    }

    // MARK: Layers

    @Test func valuesOfOtherLayersNeverGetIntoTheFile() throws {
        try folder.write("timeout: 7\n", to: "listener.production.yaml")
        let system = try ConfigSystem(
            layers: [
                .directory(folder.path, overlay: "production"),
                .environment(prefix: "APP", variables: ["APP_SERVER_HOST": "canary-host"]),
                .override("listener", "environment", "staging"),
            ],
            types: [Listener.self]
        )
        var listener = try system.load(Listener.self)
        #expect(listener.server.host == "canary-host" && listener.timeout == 7)
        listener.port = 81
        try system.save(listener)
        #expect(try file() == Self.text.replacing("port: 80 ", with: "port: 81 "))
        #expect(try system.load(Listener.self) == listener)
    }

    @Test func aChangeThatAHigherLayerWouldUndoIsRefused() throws {
        let system = try system([
            .environment(prefix: "APP", variables: ["APP_PORT": "90"])
        ])
        var listener = try system.load(Listener.self)
        listener.port = 91
        let error = #expect(throws: SaveError.self) { try system.save(listener) }
        #expect(
            error?.description
                == "\(folder.path): error: not saved: port would still have the value "
                + "of environment variable APP_PORT, which takes precedence over the file; change it there"
        )
        #expect(try file() == Self.text)
    }

    // MARK: Other writers

    @Test func aSettingThatSomebodyElseChangedIsAConflict() throws {
        let system = try system()
        var listener = try system.load(Listener.self)
        listener.port = 81
        let theirs = Self.text.replacing("'testing'", with: "'staging'")
        try folder.write(theirs, to: "listener.yaml")
        let error = #expect(throws: SaveError.self) { try system.save(listener) }
        #expect(
            error?.description
                == "\(folder.path)/listener.yaml: error: not saved: somebody else has "
                + "changed environment: \"testing\" -> \"staging\" "
                + "(\(folder.path)/listener.yaml:5:14); check the new value, then repeat your change"
        )
        #expect(try file() == theirs)
    }

    @Test func onRequestSeparateChangesAreMerged() throws {
        let system = try system()
        var listener = try system.load(Listener.self)
        listener.port = 81
        let theirs = Self.text.replacing("'testing'", with: "'staging'")
        try folder.write(theirs, to: "listener.yaml")
        let result = try system.save(listener, merging: true)
        #expect(try file() == theirs.replacing("port: 80 ", with: "port: 81 "))
        #expect(result.merged.map(\.key) == ["environment"])
        #expect(try system.load(Listener.self).environment == .staging)
    }

    @Test func oneSettingThatBothChangedIsAConflictEvenWhenMerging() throws {
        let system = try system()
        var listener = try system.load(Listener.self)
        listener.port = 81
        try folder.write(Self.text.replacing("80", with: "82"), to: "listener.yaml")
        let error = #expect(throws: SaveError.self) { try system.save(listener, merging: true) }
        guard case .conflict(_, let settings) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(settings.map(\.key) == ["port"])
    }

    @Test func aCommentThatSomebodyElseChangedIsNoConflict() throws {
        let system = try system()
        var listener = try system.load(Listener.self)
        listener.port = 81
        let theirs = Self.text.replacing("looked after by operations", with: "read by all")
        try folder.write(theirs, to: "listener.yaml")
        try system.save(listener)
        #expect(try file() == theirs.replacing("port: 80 ", with: "port: 81 "))
    }

    @Test func savesOfManyThreadsLoseNoEdit() async throws {
        try folder.write("{}", to: "counts.json")
        var validator = ConfigValidator()
        try validator.add(schema: ["type": "object"], named: "counts")
        let path = folder.path
        let (writers, edits) = (4, 25)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for writer in 0..<writers {
                // Separate systems, as in separate processes.
                let system = try ConfigSystem(directory: path)
                system.register(validator)
                group.addTask {
                    for edit in 0..<edits {
                        var value = try system.load("counts").object ?? DocumentObject()
                        value["w\(writer)e\(edit)"] = true
                        try system.save("counts", .object(value), merging: true)
                    }
                }
            }
            try await group.waitForAll()
        }
        let saved = try ConfigSystem(directory: path).load("counts", validate: false)
        #expect(saved.object?.count == writers * edits)
    }

    // MARK: Secrets

    @Test func aSecretIsWrittenOnlyWhereNoOtherLayerHasIt() throws {
        var validator = ConfigValidator()
        try validator.add(
            schema: [
                "properties": [
                    "password": ["type": "string", "x-secret": true], "port": ["type": "integer"],
                ]
            ],
            named: "store"
        )
        try folder.write("port: 1\n", to: "store.yaml")
        try folder.write("canary-0", to: "secrets/store.password")
        chmod(folder.path + "/secrets/store.password", 0o600)
        let layered = try system([.secrets(in: folder.path + "/secrets")])
        layered.register(validator)
        let error = #expect(throws: SaveError.self) {
            try layered.save("store", ["port": 1, "password": "canary-1"])
        }
        #expect(
            error?.description == "\(folder.path): error: not saved: password would still have the "
                + "value of secret file \(folder.path)/secrets/store.password, which takes precedence over the file; "
                + "change it there"
        )
        let system = try system()
        system.register(validator)
        let added = try system.save("store", ["port": 1, "password": "canary-1"])
        #expect(try file("store.yaml") == "port: 1\npassword: canary-1\n")
        #expect(added.changes.first?.description.hasPrefix("password: added <secret>") == true)
        let result = try system.save("store", ["port": 1, "password": "canary-2"])
        #expect(try file("store.yaml") == "port: 1\npassword: canary-2\n")
        #expect(!"\(result)".contains("canary"))
        #expect(
            result.changes.first?.description.hasPrefix("password: <secret> -> <secret>") == true
        )
    }
}
