import ConfigDocument
import ConfigVersioning
import DocumentEditing
import JSONSchema
import Testing
import TypedConfig

@Suite struct ConfigMigratorTests {
    /// Versions 1 to 4 of a document that counts its migrations.
    private func migrator(
        versions: [String] = ["1.0.0", "2.0.0", "2.1.0", "3.0.0"],
        _ edges: [(String, String)],
        steps: [String]? = nil
    ) -> ConfigMigrator {
        var migrator = ConfigMigrator()
        let history = ConfigMigrations(
            versions: versions.map { .init($0, at: "/version") },
            steps: edges.map { from, to in
                ConfigMigration(
                    from: from,
                    to: to,
                    steps: steps ?? [#"{"rename": "/v\#(from)", "to": "v\#(to)"}"#]
                )
            }
        )
        migrator.add(history, for: "thing")
        return migrator
    }

    private let chain = [("1.0.0", "2.0.0"), ("2.0.0", "2.1.0"), ("2.1.0", "3.0.0")]

    private func message(_ body: () throws -> Void) -> String {
        do {
            try body()
            return ""
        } catch { return "\(error)" }
    }

    @Test func goesThroughTheVersions() throws {
        let old: DocumentValue = ["version": "1.0.0", "v1.0.0": 7, "unknown": true]
        let result = try migrator(chain).migrate(old, type: "thing")
        #expect(result.value == ["version": "3.0.0", "v3.0.0": 7, "unknown": true])
        #expect(result.path == ["1.0.0", "2.0.0", "2.1.0", "3.0.0"])
        #expect(result.losses.isEmpty)
    }

    @Test func doesNothingTheSecondTime() throws {
        let migrator = migrator(chain)
        let first = try migrator.migrate(["version": "1.0.0", "v1.0.0": 7], type: "thing").value
        let second = try migrator.migrate(first, type: "thing")
        #expect(!second.isChanged)
        #expect(second.value == first)
    }

    @Test(arguments: [
        // A shortcut is preferred to a chain, and a longer shortcut to a shorter one.
        ([("1.0.0", "3.0.0")], ["1.0.0", "3.0.0"]),
        ([("1.0.0", "2.1.0")], ["1.0.0", "2.1.0", "3.0.0"]),
        ([("2.0.0", "3.0.0")], ["1.0.0", "2.0.0", "3.0.0"]),
        ([("1.0.0", "2.1.0"), ("2.0.0", "3.0.0")], ["1.0.0", "2.1.0", "3.0.0"]),
    ])
    func takesTheSameWayEveryTime(shortcuts: [(String, String)], path: [String]) throws {
        for edges in [chain + shortcuts, shortcuts.reversed() + chain.reversed()] {
            #expect(try migrator(edges).path(type: "thing", from: "1.0.0", to: "3.0.0") == path)
        }
    }

    @Test func goesBackThroughInverses() throws {
        let new: DocumentValue = ["version": "3.0.0", "v3.0.0": 7]
        let result = try migrator(chain).migrate(new, type: "thing", to: "1.0.0")
        #expect(result.value == ["version": "1.0.0", "v1.0.0": 7])
    }

    @Test func saysWhyItCannotGoBack() {
        let migrator = migrator([("1.0.0", "2.0.0")], steps: [#"{"remove": "/a"}"#])
        let text = message {
            _ = try migrator.migrate(["version": "2.0.0"], type: "thing", to: "1.0.0")
        }
        #expect(
            text
                == "thing: error: thing cannot be rolled back from 2.0.0 to 1.0.0: the value of /a is lost; "
                + "restore the backup instead: configctl rollback thing"
        )
    }

    @Test func refusesANewerMajorVersion() {
        let text = message { _ = try migrator(chain).migrate(["version": "4.0.0"], type: "thing") }
        #expect(
            text.contains(
                "the document has version 4.0.0; this program supports versions up to 3.0.0"
            )
        )
    }

    @Test func takesANewerMinorVersionAsItIs() throws {
        let new: DocumentValue = ["version": "3.2.0", "later": 1]
        let result = try migrator(chain).migrate(new, type: "thing")
        #expect(result.value == new && !result.isChanged)
    }

    @Test func neverGuessesAVersion() {
        for document: DocumentValue in [[:], ["v1.0.0": 1]] {
            let text = message { _ = try migrator(chain).migrate(document, type: "thing") }
            #expect(
                text
                    == "thing: error: the document has no version, and versions are not guessed; "
                    + "write it at /version"
            )
        }
        let number = message { _ = try migrator(chain).migrate(["version": 2], type: "thing") }
        #expect(number.contains("the value at /version is not a version"))
        let unknown = message {
            _ = try migrator(chain).migrate(["version": "1.7.0"], type: "thing")
        }
        #expect(
            unknown.contains("there is no version 1.7.0 of thing; expected one of 1.0.0, 2.0.0")
        )
        for (from, to, argument) in [("1.0.0", "7.0.0", "--to"), ("1.7.0", nil, "--from")] {
            let wrong = message {
                _ = try migrator(chain).migrate(
                    ["version": "1.0.0"],
                    type: "thing",
                    from: from,
                    to: to
                )
            }
            let number = to ?? from
            #expect(
                wrong.hasPrefix(
                    "argument \(argument): error: there is no version \(number) of thing; "
                )
            )
        }
    }

    @Test func documentsWithoutAVersionAreOfTheOneThatSaysSo() throws {
        var migrator = ConfigMigrator()
        migrator.add(
            ConfigMigrations(
                versions: [.init("1.0.0", at: "1.0.0"), .init("2.0.0", at: "/meta/version")],
                steps: [
                    ConfigMigration(
                        from: "1.0.0",
                        to: "2.0.0",
                        steps: [#"{"add": "/meta", "value": {}}"#]
                    )
                ]
            ),
            for: "thing"
        )
        let new = try migrator.migrate(["a": 1], type: "thing").value
        #expect(new == ["a": 1, "meta": ["version": "2.0.0"]])
        #expect(try migrator.migrate(new, type: "thing", to: "1.0.0").value == ["a": 1])
    }

    @Test func codeMayTakeAStep() throws {
        var migrator = migrator([])
        migrator.add(
            ConfigMigration(from: "1.0.0", to: "3.0.0") { value in
                try value.set(.int((value["a"]?.int ?? 0) + 1), at: ["a"])
            },
            for: "thing"
        )
        let result = try migrator.migrate(["version": "1.0.0", "a": 1], type: "thing")
        #expect(result.value == ["version": "3.0.0", "a": 2])
    }

    @Test func aFaultNamesTheStepAndThePlace() {
        let migrator = migrator(
            [("1.0.0", "3.0.0")],
            steps: [#"{"wrap": "/a"}"#, #"{"convert": "/p", "to": "integer"}"#]
        )
        let text = message {
            _ = try migrator.migrate(["version": "1.0.0", "p": "x"], type: "thing")
        }
        #expect(
            text.contains(
                "not migrated from 1.0.0 to 3.0.0, step 2: the value cannot be converted to a whole number"
            )
        )
        #expect(!text.contains("\"x\""))
    }

    @Test func notesTheMigrationWhereAsked() throws {
        let old: DocumentValue = ["version": "1.0.0"]
        let stamp = MigrationStamp(time: "2026-01-01T00:00:00Z")
        let value = try migrator(chain).migrate(old, type: "thing", stamp: stamp).value
        #expect(value["migrated_from"] == "1.0.0")
        #expect(value["migrated_at"] == "2026-01-01T00:00:00Z")
    }
}
