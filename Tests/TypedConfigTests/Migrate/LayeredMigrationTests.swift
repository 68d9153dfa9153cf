import ConfigDocument
import ConfigSchemas
import Foundation
import JSONSchema
import Testing

@testable import ConfigFiles
@testable import ConfigTypes
@testable import ConfigVersioning
@testable import TypedConfig

/// On-disk migrations of a configuration with several files: overlays, and files in `conf.d`.
struct LayeredMigrationTests {
    struct Case: CustomTestStringConvertible, Sendable {
        var testDescription: String
        var steps: String
        var files: [String: String]
        /// The content of the part after the migration; nil if it is unchanged.
        var part: String? = nil
        var partFile = "conf.d/10-app.yaml"
    }

    static let cases = [
        Case(
            testDescription: "a rename, in a fragment",
            steps: "- { rename: /a/x, to: w }",
            files: [
                "app.yaml": "version: 1.0.0\na: { x: 1 } # one\n",
                "conf.d/10-app.yaml": "# mine\na:\n  x: 5   # five\n",
            ],
            part: "# mine\na:\n  w: 5   # five\n"
        ),
        Case(
            testDescription: "a move, in an overlay",
            steps: "- { move: /idleMs, to: /timeouts/idleMs }",
            files: [
                "app.yaml": "version: 1.0.0\nidleMs: 500\n",
                "app.prod.yaml": "# mine\nidleMs: 700 # ms\n",
            ],
            part: "timeouts:\n  # mine\n  idleMs: 700 # ms\n",
            partFile: "app.prod.yaml"
        ),
        Case(
            testDescription: "another unit, in both, and not twice",
            steps: "- { scale: /wait, by: 1000 }",
            files: [
                "app.yaml": "version: 1.0.0\nwait: 1\n", "app.prod.yaml": "wait: 2 # two\n",
                "app.dev.json": "{\"wait\": 3}\n", "conf.d/10-app.extra.yaml": "wait: 4\n",
            ],
            part: "wait: 2000 # two\n",
            partFile: "app.prod.yaml"
        ),
        Case(
            testDescription: "a default is not put into a part",
            steps: "- { setDefault: /mode, value: fast }\n- { add: /limit, value: 7 }",
            files: [
                "app.yaml": "version: 1.0.0\nold: 1\n", "app.prod.yaml": "old: 2\n",
                "conf.d/app.yaml": "limit: 9\n",
            ],
            partFile: "app.prod.yaml"
        ),
        Case(
            testDescription: "a member that goes",
            steps: "- { remove: /old }",
            files: [
                "app.yaml": "version: 1.0.0\nold: 1\nkept: 1\n",
                "conf.d/10-app.yaml": "old: 2\nkept: 2 # two\n",
            ],
            part: "kept: 2 # two\n"
        ),
        Case(
            testDescription: "JSON",
            steps: "- { rename: /a/x, to: w }\n- { map: /mode, values: [[slow, fast]] }",
            files: [
                "app.json": "{\"version\": \"1.0.0\", \"a\": {\"x\": 1}}\n",
                "app.prod.json": "{\"mode\": \"slow\"}\n",
                "conf.d/10-app.json": "{\n  \"a\": {\"x\": 2}\n}\n",
            ],
            part: "{\n  \"a\": {\"w\": 2}\n}\n",
            partFile: "conf.d/10-app.json"
        ),
        Case(
            testDescription: "a part that says its own version",
            steps: "- { scale: /wait, by: 1000 }",
            files: [
                "app.yaml": "version: 1.0.0\nwait: 1\n",
                "app.prod.yaml": "version: 1.0.0\nwait: 2\n",
                "conf.d/10-app.yaml": "version: 2.0.0\nlimit: 4\n",
            ],
            part: "version: 2.0.0\nwait: 2000\n",
            partFile: "app.prod.yaml"
        ),
        Case(
            testDescription: "a part of an old version over a new file",
            steps: "- { rename: /a, to: b }",
            files: [
                "app.yaml": "version: 2.0.0\nb: 1\n",
                "conf.d/10-app.yaml": "version: 1.0.0\na: 2\n",
            ],
            part: "version: 2.0.0\nb: 2\n"
        ),
        Case(
            testDescription: "a member that a part removes",
            steps: "- { rename: /a/x, to: w }",
            files: [
                "app.yaml": "version: 1.0.0\na: { x: 1, z: 2 }\n",
                "app.prod.yaml": "a: { x: null }\n",
            ],
            part: "a: { w: null }\n",
            partFile: "app.prod.yaml"
        ),
        Case(
            testDescription: "a configuration that is complete only with its parts",
            steps: "- { rename: /a, to: b }",
            files: [
                "app.yaml": "version: 1.0.0\nneeds: true\n", "app.prod.yaml": "a: 1\nneeded: 2\n",
            ],
            part: "b: 1\nneeded: 2\n",
            partFile: "app.prod.yaml"
        ),
    ]

    private static let old = #"{"x-config-version": "/version", "type": "object"}"#
    private static let new = """
        {"x-config-version": "/version", "type": "object", "dependentRequired": {"needs": ["needed"]},
         "properties": {"version": {"const": "2.0.0"}, "limit": {"maximum": 10}}}
        """

    private func folder(_ steps: String, _ files: [String: String]) throws -> TemporaryFolder {
        let folder = try TemporaryFolder([
            "schemas/app/1.0.0.schema.json": Self.old, "schemas/app/2.0.0.schema.json": Self.new,
            "schemas/app/1.0.0_2.0.0.migration.yaml": "from: 1.0.0\nto: 2.0.0\nsteps:\n"
                + steps.split(separator: "\n").map { "  \($0)\n" }.joined(),
        ])
        for (file, text) in files { try folder.write(text, to: "config/\(file)") }
        return folder
    }

    private func validator(_ folder: TemporaryFolder) throws -> ConfigValidator {
        var validator = ConfigValidator()
        try validator.add(schemaFolder: folder.path + "/schemas")
        return validator
    }

    private func migration(_ folder: TemporaryFolder) throws -> DiskMigration {
        DiskMigration(directory: folder.path + "/config", types: [])
            .adding(try validator(folder))
    }

    private func texts(_ folder: TemporaryFolder, _ files: [String: String]) -> [String: String] {
        var texts: [String: String] = [:]
        for file in files.keys {
            texts[file] = try? String(
                contentsOfFile: folder.path + "/config/" + file,
                encoding: .utf8
            )
        }
        return texts
    }

    private func system(
        _ folder: TemporaryFolder,
        _ stage: String?,
        _ policy: MigrationPolicy = .inMemory
    ) throws -> ConfigSystem {
        let system = try ConfigSystem(
            layers: [.directory(folder.path + "/config", overlay: stage)],
            migration: policy,
            logger: .silent
        )
        system.register(try validator(folder))
        return system
    }

    /// The values served in each stage; nil if they are invalid.
    private func served(_ folder: TemporaryFolder) -> [DocumentValue?] {
        [nil, "prod", "dev"].map { try? system(folder, $0).load("app") }
    }

    @Test(arguments: cases)
    func whatIsServedStaysTheSame(example: Case) throws {
        let folder = try folder(example.steps, example.files)
        let before = served(folder)
        let migration = try migration(folder)
        _ = try migration.plan("app")
        #expect(texts(folder, example.files) == example.files)
        _ = try migration.migrate("app")
        let texts = texts(folder, example.files)
        #expect(served(folder) == before)
        #expect(texts[example.partFile] == example.part ?? example.files[example.partFile])
        #expect(try !migration.migrate("app").isChanged)
        _ = try migration.rollback("app")
        #expect(self.texts(folder, example.files) == example.files)
        #expect(throws: ConfigError.self) { try migration.rollback("app") }
    }

    /// When a load migrates a file, its parts are migrated too, and not treated as old again.
    @Test(arguments: cases)
    func whatIsServedStaysTheSameWhereLoadsWriteBack(example: Case) throws {
        for stage in [nil, "prod", "dev"] {
            let folder = try folder(example.steps, example.files)
            guard let before = try? system(folder, stage).load("app") else { continue }
            #expect(try system(folder, stage, .writeBack()).load("app") == before)
            #expect(try system(folder, stage, .writeBack()).load("app") == before)
            #expect(try system(folder, stage).load("app") == before)
        }
    }

    @Test(arguments: [
        (
            "- { rename: /a, to: b }", "a: 1\nb: 2\n",
            "conf.d/10-app.yaml:1:4: error: not migrated from 1.0.0 to 2.0.0, step 1: /a cannot move "
                + "to /b, which already has a value"
        ),
        ("- { rename: /a, to: b }", "a: [\n", "conf.d/10-app.yaml:2:1: error: "),
        (
            "- { move: /a, to: /b/c }\n- { scale: /b/c, by: 1, over: 1000 }", "a: x\n",
            "conf.d/10-app.yaml:1:4: error: not migrated from 1.0.0 to 2.0.0, step 2: the value is "
        ),
        (
            "- { rename: /a, to: limit }", "a: 11\n",
            "conf.d/10-app.yaml:1:4: error: after the migration to 2.0.0: limit is 11; "
        ),
    ])
    func aPartThatCannotBeMigratedStopsAll(steps: String, part: String, message: String) throws {
        let files = ["app.yaml": "version: 1.0.0\nb1: 1\n", "conf.d/10-app.yaml": part]
        let folder = try folder(steps, files)
        let migration = try migration(folder)
        for attempt in [migration.plan, migration.migrate] {
            do throws(ConfigError) {
                _ = try attempt("app", nil, nil)
                Issue.record("it was migrated")
            } catch {
                #expect(
                    error.findings.first?.description.contains("/config/\(message)") == true,
                    "\(error)"
                )
            }
            #expect(texts(folder, files) == files)
            #expect(!folder.has("config/.migrations"))
        }
    }

    /// A part that contains the new version was rewritten by hand.
    @Test func aPartThatWasRewrittenIsLeftAlone() throws {
        let files = [
            "app.yaml": "version: 1.0.0\na: 1\n", "app.prod.yaml": "version: 2.0.0\nb: 2\n",
        ]
        let folder = try folder("- { rename: /a, to: b }", files)
        _ = try migration(folder).migrate("app")
        #expect(texts(folder, files)["app.prod.yaml"] == files["app.prod.yaml"])
        #expect(try system(folder, "prod").load("app")["b"]?.int == 2)
    }

    @Test func filesOfOtherConfigurationsAreNotTouched() throws {
        let files = [
            "app.yaml": "version: 1.0.0\na: 1\n", "app.other.yaml": "a: 1\n",
            "apple.yaml": "a: 1\n",
            "app.other.prod.yaml": "a: 1\n", "conf.d/10-apple.yaml": "a: 1\n",
        ]
        let folder = try folder("- { rename: /a, to: b }", files)
        try folder.write(#"{"type": "object"}"#, to: "schemas/app.other.schema.json")
        #expect(try migration(folder).migrate("app").changed.map(\.file) == ["app.yaml"])
    }

    // MARK: Several directories

    @Test func filesOfHigherDirectoriesAreNotLeftBehind() throws {
        let folder = try folder(
            "- { rename: /a, to: b }",
            ["app.yaml": "version: 1.0.0\na: 1\n"]
        )
        try folder.write("a: 2\n", to: "site/app.yaml")
        for policy in [MigrationPolicy.inMemory, .writeBack()] {
            let system = try ConfigSystem(
                layers: [.directory(folder.path + "/config"), .directory(folder.path + "/site")],
                migration: policy,
                logger: .silent
            )
            system.register(try validator(folder))
            do throws(ConfigError) {
                if policy == .inMemory { try system.migrate("app") }
                _ = try system.load("app")
                Issue.record("it was migrated")
            } catch {
                #expect(
                    error.findings.map(\.description) == [
                        "\(folder.path)/site/app.yaml: error: not migrated: the file overrides "
                            + "\(folder.path)/config, and has version 1.0.0, too; rewrite it by hand "
                            + "for version 2.0.0, and set that version in it"
                    ]
                )
            }
            #expect(!folder.has("config/.migrations"))
        }
    }

    /// The lowest directory with a file is migrated, and those above it are not left behind.
    @Test func commandsLookAtAllDirectories() async throws {
        let folder = try folder("- { rename: /a, to: b }", ["other.yaml": "{}\n"])
        try folder.write("version: 1.0.0\na: 1\n", to: "site/app.yaml")
        let program = try #require(BuiltProgram.path("configctl"), "configctl is not built")
        func configctl(_ line: String) async throws -> String {
            let command = "'\(program)' \(line) --schemas schemas 2>&1"
            return try await Shell.run("cd '\(folder.path)' && \(command)").output
        }
        let both = "-d config -d site"
        #expect(
            try await configctl("migrations \(both)")
                == "site/app.yaml: version 1.0.0, to be migrated to 2.0.0\n"
        )
        #expect(
            try await configctl("migrate app \(both)")
                == "site/app.yaml: migrated through 1.0.0 -> 2.0.0\n"
        )
        #expect(
            try await configctl("rollback app \(both)")
                == "site/app.yaml: version 1.0.0 again; it was 2.0.0\n"
        )
        try folder.write("version: 1.0.0\na: 1\n", to: "config/app.yaml")
        try folder.write("a: 2\n", to: "site/app.yaml")
        #expect(
            try await configctl("migrate app \(both)").hasPrefix(
                "site/app.yaml: error: not migrated: the file overrides config, and has version 1.0.0, too;"
            )
        )
        #expect(
            try await configctl("migrations verify \(both)").hasPrefix(
                "site/app.yaml: error: not migrated: the file overrides config"
            )
        )
    }

    // MARK: Failures

    private static let two = [
        "app.yaml": "version: 1.0.0\na: 1\n", "conf.d/10-app.yaml": "a: 2\n",
    ]

    /// Hard links are found before anything is written, also by a dry run.
    @Test(arguments: ["app.yaml", "conf.d/10-app.yaml"])
    func aFileWithTwoNamesIsRefusedWithoutATrace(file: String) throws {
        let folder = try folder("- { rename: /a, to: b }", Self.two)
        try FileManager.default.linkItem(
            atPath: "\(folder.path)/config/\(file)",
            toPath: "\(folder.path)/other"
        )
        let migration = try migration(folder)
        for attempt in [migration.plan, migration.migrate] {
            do throws(ConfigError) {
                _ = try attempt("app", nil, nil)
                Issue.record("it was migrated")
            } catch {
                #expect(
                    error.findings.first?.message
                        == "not written: the file has 2 names (hard links), "
                        + "and the others would keep the old content; replace it with a copy"
                )
                #expect(error.findings.first?.file == "\(folder.path)/config/\(file)")
            }
        }
        #expect(!folder.has("config/.migrations"))
        #expect(try migration.recover() == [])
        #expect(texts(folder, Self.two) == Self.two)
    }

    /// Files left by a process that was killed between two writes.
    @Test(arguments: [
        (["app.yaml"], "done", "begun", true), (["conf.d/10-app.yaml"], "done", "begun", true),
        ([], "done", "begun", false), (["app.yaml", "conf.d/10-app.yaml"], "done", "begun", true),
        (["app.yaml"], "done", "restoring", true), ([], "done", "restoring", false),
    ])
    func whatWasInterruptedBetweenTwoFilesIsUndone(
        old: [String],
        state: String,
        open: String,
        isOld: Bool
    ) throws {
        let folder = try folder("- { rename: /a, to: b }", Self.two)
        var migration = try migration(folder)
        migration.makesBackup = true
        _ = try migration.migrate("app")
        let new = texts(folder, Self.two)
        for file in old { try folder.write(Self.two[file] ?? "", to: "config/\(file)") }
        let journal = "\(folder.path)/config/.migrations/journal.json"
        let text = try String(contentsOfFile: journal, encoding: .utf8)
        try text.replacing("\"\(state)\"", with: "\"\(open)\"")
            .write(toFile: journal, atomically: true, encoding: .utf8)
        #expect(try migration.recover().count == 2)
        #expect(texts(folder, Self.two) == (isOld ? Self.two : new))
        #expect(try migration.recover() == [])
    }

    /// Another writer changes a file after it was read. Parts, which are written earlier, are
    /// restored.
    @Test(arguments: ["app.yaml", "conf.d/10-app.yaml"])
    func aWriteThatFailsLeavesNoTrace(file: String) throws {
        let folder = try folder("- { rename: /a, to: b }", Self.two)
        var migration = try migration(folder)
        let path = "\(folder.path)/config/\(file)"
        migration.gate = LateWriter(path: path)
        do throws(ConfigError) {
            _ = try migration.migrate("app")
            Issue.record("it was migrated")
        } catch {
            #expect(error.findings.first?.message.contains("has changed since it was read") == true)
        }
        var expected = Self.two
        expected[file] = "version: 1.0.0\na: 3\n"
        #expect(texts(folder, Self.two) == expected)
        #expect(!folder.has("config/.migrations"))
        #expect(try migration.recover() == [])
    }

    /// Temporary backups are removed if no backup was requested.
    @Test func noBackupStaysWhereNoneIsWanted() throws {
        let folder = try folder("- { rename: /a, to: b }", Self.two)
        var migration = try migration(folder)
        migration.makesBackup = false
        _ = try migration.migrate("app")
        #expect(
            try FileManager.default.contentsOfDirectory(
                atPath: "\(folder.path)/config/.migrations"
            ) == ["journal.json"]
        )
    }

    @Test func theWayBackIsForAllFilesOrNone() throws {
        let folder = try folder("- { rename: /a, to: b }", Self.two)
        let migration = try migration(folder)
        _ = try migration.migrate("app")
        try folder.write("b: 3\n", to: "config/conf.d/10-app.yaml")
        let now = texts(folder, Self.two)
        do throws(ConfigError) {
            _ = try migration.rollback("app")
            Issue.record("it was put back")
        } catch {
            #expect(error.findings.first?.file == "\(folder.path)/config/conf.d/10-app.yaml")
        }
        #expect(texts(folder, Self.two) == now)
        _ = try migration.rollback("app", force: true)
        #expect(texts(folder, Self.two) == Self.two)
    }

    /// The record of a rollback contains each file as it was before, even if that file was lost.
    @Test func theWayBackTellsWhatWasThere() throws {
        let folder = try folder("- { rename: /a, to: b }", Self.two)
        let migration = try migration(folder)
        _ = try migration.migrate("app")
        try folder.write("b: 3\n", to: "config/conf.d/10-app.yaml")
        let now = texts(folder, Self.two)
        let event = try migration.rollback("app", force: true).event("app")
        func contents(_ texts: [String: String]) -> Set<String> {
            Set(texts.values.map { SHA256.hexadecimal(of: Array($0.utf8)) })
        }
        #expect(Set(event.contents.map(\.hash)) == contents(Self.two))
        #expect(Set(event.contentsBefore.map(\.hash)) == contents(now))
    }

    // MARK: Commands

    @Test func commandsShowAllFiles() async throws {
        let folder = try folder("- { rename: /a, to: b }", Self.two)
        let program = try #require(BuiltProgram.path("configctl"), "configctl is not built")
        func configctl(_ line: String) async throws -> String {
            try await Shell.run("cd '\(folder.path)' && '\(program)' \(line) --schemas schemas")
                .output
        }
        let dry = """
            - version: 1.0.0
            - a: 1
            + version: 2.0.0
            + b: 1
            config/app.yaml: would be migrated through 1.0.0 -> 2.0.0
            - a: 2
            + b: 2
            config/conf.d/10-app.yaml: would be migrated through 1.0.0 -> 2.0.0

            """
        #expect(try await configctl("migrate app --dry-run") == dry)
        #expect(
            try await configctl("migrations") == """
                config/app.yaml: version 1.0.0, to be migrated to 2.0.0
                config/conf.d/10-app.yaml: version 1.0.0, to be migrated to 2.0.0

                """
        )
        #expect(
            try await configctl("migrate app") == """
                config/app.yaml: migrated through 1.0.0 -> 2.0.0
                config/conf.d/10-app.yaml: migrated through 1.0.0 -> 2.0.0

                """
        )
        #expect(
            try await configctl("migrate app") == "config/app.yaml: version 2.0.0 already\n"
        )
        #expect(
            try await configctl("rollback app") == """
                config/app.yaml: version 1.0.0 again; it was 2.0.0
                config/conf.d/10-app.yaml: version 1.0.0 again; it was 2.0.0

                """
        )
        #expect(texts(folder, Self.two) == Self.two)
    }

    /// Migrating a file is not suggested if it would be refused.
    @Test func aFileOfAnUnknownVersionIsNotToBeMigrated() async throws {
        let folder = try folder("- { rename: /a, to: b }", ["app.yaml": "version: 0.9.0\na: 1\n"])
        let program = try #require(BuiltProgram.path("configctl"), "configctl is not built")
        for line in ["set app b 1", "migrate app", "validate app", "migrate app --dry-run"] {
            let output = try await Shell.run(
                "cd '\(folder.path)' && '\(program)' \(line) --schemas schemas"
            ).output
            #expect(
                output.contains("there is no version 0.9.0 of app; expected one of 1.0.0, 2.0.0"),
                "\(line): \(output)"
            )
            #expect(!output.contains("migrate it"), "\(line): \(output)")
        }
    }
}

extension TemporaryFolder {
    fileprivate func has(_ file: String) -> Bool {
        FileManager.default.fileExists(atPath: "\(path)/\(file)")
    }
}

/// Writes to a file just before it is changed.
private struct LateWriter: ChangeGate {
    let path: String

    func admitChange() throws(FileError) {
        try? "version: 1.0.0\na: 3\n".write(toFile: path, atomically: true, encoding: .utf8)
    }
}
